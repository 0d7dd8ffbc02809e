"""The raw feed: the record as it is stored, in order, without a gap, for those who may see it."""

import asyncio
import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import update

from api.app import leave
from ledger.log import read_head
from ledger.tables import event
from ledger.tree import grow, leaf_bytes, leaf_hash
from processes import waiting
from service import raw_feed
from tests.api.face import Call, Face, code_of
from tests.api.refusal import require_problem
from tests.service.line import log

FEED = "/v1/ledger/events"
LINES = {"accept": "application/x-ndjson"}


def asking(face: Face, query: str = "", **headers: str) -> Call:
    return Call(method="GET", path=f"{FEED}{query}", by=face.town.auditor, headers=headers)


def feed(face: Face, query: str = "", **headers: str) -> httpx2.Response:
    answer = face.send(asking(face, query, **headers))
    assert answer.status_code == 200, answer.text
    return answer


def walk(face: Face, *, limit: int) -> list[dict[str, Any]]:
    """Everything, page by page as `Link` says."""
    items, path = list[dict[str, Any]](), f"?limit={limit}"
    while True:
        answer = feed(face, path)
        items += answer.json()["items"]
        path = answer.headers["link"][1:].partition(">")[0].removeprefix(FEED)
        if not answer.json()["items"]:
            return items


def test_it_is_the_record_to_the_last_byte(face: Face) -> None:
    face.town.play()
    items = walk(face, limit=7)
    rows = log(face.service)
    assert [item["position"] for item in items] == [row.position for row in rows]
    for item, row in zip(items, rows, strict=True):
        assert (item["stream"], item["version"]) == (str(row.stream), row.version)
        assert (item["topic"], item["at_us"]) == (row.topic, row.at)
        assert (item["encoding"], item["state"].encode()) == ("utf-8", row.state)
        assert datetime.fromisoformat(item["at"]).timestamp() == pytest.approx(row.at / 1e6)


def test_the_tree_can_be_recomputed_from_it(face: Face) -> None:
    face.town.play()
    edge = b""
    for count, item in enumerate(walk(face, limit=100)):
        leaf = leaf_bytes(
            position=item["position"],
            stream=UUID(item["stream"]),
            version=item["version"],
            topic=item["topic"],
            at=item["at_us"],
            state=item["state"].encode(),
        )
        edge = grow(edge, count, [leaf_hash(leaf)])
    with face.service.database.read() as connection:
        assert read_head(connection, lock=False).edge == edge


def test_what_is_sealed_stays_sealed(face: Face) -> None:
    face.town.play()
    told = feed(face, "?limit=1000").text
    for secret in ("王小明", "13800000001", "路灯坏了", "已修好"):
        assert secret not in told
    assert "A256GCM" in told


def test_lines_say_the_same(face: Face) -> None:
    face.town.play()
    usual, lines = feed(face, "?limit=20"), feed(face, "?limit=20", **LINES)
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == usual.json()["items"]
    assert lines.text.endswith("\n")
    assert lines.headers["link"] == usual.headers["link"]
    assert "Accept" in lines.headers["vary"]
    assert feed(face, f"?after={face.head()}", **LINES).content == b""


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("application/json, application/x-ndjson;q=0.5", "application/json"),
        ("application/json;q=0.5, application/x-ndjson", "application/x-ndjson"),
        ("Application/X-NDJSON", "application/x-ndjson"),
        ("application/x-ndjson;q=0", "application/json"),
        ("application/x-ndjson;q=x", "application/json"),
    ],
)
def test_accept_chooses_the_form(sqlite_face: Face, accept: str, media: str) -> None:
    assert feed(sqlite_face, "?limit=1", accept=accept).headers["content-type"] == media


def test_it_is_gapless_while_writers_write(face: Face) -> None:
    town, before = face.town, face.head()
    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(lambda: [town.report() for _ in range(10)]) for _ in range(3)]
        seen, after = list[int](), before
        while not all(one.done() for one in writing) or after < face.head():
            told = feed(face, f"?after={after}&limit=4").json()
            seen += [item["position"] for item in told["items"]]
            after = told["next"]
        assert [len(one.result()) for one in writing] == [10] * 3
    assert seen == list(range(before + 1, face.head() + 1))
    assert len(seen) == 60


def test_a_page_ends_at_its_bytes(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    face.town.play()
    first, second = (len(row.state) for row in log(face.service)[:2])
    monkeypatch.setattr(raw_feed, "MAX_BYTES", first + second)
    assert feed(face, "?limit=9").json()["next"] == 2
    # One event always fits, or nobody would ever get past it.
    monkeypatch.setattr(raw_feed, "MAX_BYTES", 1)
    assert [item["position"] for item in walk(face, limit=9)] == list(range(1, face.head() + 1))


def test_what_is_no_text_is_told_byte_by_byte(face: Face) -> None:
    damaged = update(event).where(event.c.position == 2).values(state=b"\xff{")
    with face.service.database.write() as connection:
        connection.execute(damaged)
    [item] = feed(face, "?after=1&limit=1").json()["items"]
    assert (item["encoding"], base64.b64decode(item["state"])) == ("base64", b"\xff{")


def test_who_waits_is_woken_by_news(face: Face) -> None:
    head = face.head()

    async def waits() -> tuple[httpx2.Response, bool]:
        waited = asyncio.ensure_future(face._send(asking(face, f"?after={head}&wait=30")))
        # The reader has looked and found nothing before anything is written.
        await asyncio.sleep(0.3)
        idle = not waited.done()
        await asyncio.to_thread(face.town.report)
        return await waited, idle

    answer, idle = face.run(waits())
    assert idle
    assert answer.json()["items"][0]["position"] == head + 1


def test_nothing_new_is_an_empty_page_after_the_wait(face: Face) -> None:
    head = face.head()
    answer = feed(face, f"?after={head}&wait=1")
    assert answer.json() == {"items": [], "next": head, "checkpoint": None}
    assert feed(face, f"?after={head}&wait=0").json()["next"] == head


def test_a_service_that_stops_lets_nobody_wait(face: Face) -> None:
    head = face.head()

    async def waits() -> httpx2.Response:
        waited = asyncio.ensure_future(face._send(asking(face, f"?after={head}&wait=30")))
        await asyncio.sleep(0.2)
        leave(face.app)
        return await waited

    assert face.run(waits()).json() == {"items": [], "next": head, "checkpoint": None}


def test_who_hangs_up_is_not_waited_for(face: Face) -> None:
    looked = 0

    async def hung_up() -> bool:
        nonlocal looked
        looked += 1
        return looked == 2

    made = waiting.Waiting(face.service.database, lambda: None)
    face.run(made.news(face.head(), 30, hung_up))
    assert looked == 2


@pytest.mark.parametrize(
    "query",
    [
        "?after=-1",
        "?after=x",
        f"?after={2**63}",
        "?limit=0",
        "?limit=1001",
        "?wait=31",
        "?wait=-1",
        "?wait=0.5",
        "?after=1&after=2",
        "?since=1",
    ],
)
def test_a_bad_query_is_refused(sqlite_face: Face, query: str) -> None:
    answer = sqlite_face.send(asking(sqlite_face, query))
    require_problem(answer)
    assert code_of(answer) == "malformed-request"


def test_nobody_goes_on_behind_what_is_not_written(face: Face) -> None:
    """A copy that knows more than the record was made from another one."""
    answer = face.send(asking(face, f"?after={face.head() + 1}&wait=30"))
    require_problem(answer)
    fault = {"pointer": "/after", "in": "query", "reason": "beyond_the_head"}
    assert answer.json()["errors"] == [fault]


def test_who_may_not_read_it_learns_nothing(face: Face) -> None:
    for query in ("", f"?after={face.head() + 9}"):
        answer = face.get(f"{FEED}{query}", face.town.clerk)
        assert (answer.status_code, code_of(answer)) == (403, "forbidden")
