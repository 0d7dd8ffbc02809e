"""The public feed: what was published and no more, for everybody, as fresh as asked for."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.method.terms import Scale, Track
from processes import waiting
from processes.followers import Followers
from projections.replay import check
from service.commands.intake import Triage
from service.commands.record import Publish
from tests.api.face import Call, Face, code_of
from tests.api.refusal import require_problem
from tests.projections.following import follow

FEED = "/v1/publications"
TEXT = "三号楼路灯不亮，已约维修，周五前更换。"


def published(face: Face, text: str = TEXT, **fields: Any) -> UUID:
    issue = face.town.report(**fields)
    face.town.do(Publish(issue=issue, text=text), by=face.town.clerk)
    return issue


def feed(face: Face, query: str = "", **headers: str) -> httpx2.Response:
    follow(face.service)
    answer = face.get(f"{FEED}{query}", None, **headers)
    assert answer.status_code == 200, answer.text
    return answer


def test_it_shows_what_was_published_and_nothing_else(face: Face) -> None:
    town = face.town
    issue = published(face)
    town.do(
        Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST),
        by=town.clerk,
    )
    [item] = feed(face).json()["items"]
    row = town.issue(issue)
    assert item.keys() == {
        "number",
        "committee",
        "status",
        "category",
        "text",
        "published_at",
        "changed_at",
        "labels",
    }
    assert (item["number"], item["text"], item["status"]) == (row.number, TEXT, "reported")
    assert item["committee"] == {"id": str(town.committee), "name": "凌一"}
    assert item["labels"] == {"status": "已上报", "category": "照明"}
    [english] = feed(face, accept_language="en").json()["items"]
    assert english["labels"] == {"status": "Reported", "category": "Lighting"}


def test_neither_reporter_nor_their_words_are_there(face: Face) -> None:
    published(face, confidential=True)
    told = feed(face).text
    for secret in ("王小明", "13800000001", "3号楼501", "晚上看不清台阶", "春晖苑"):
        assert secret not in told
    assert "reporter" not in told
    # Nor in the rows: the text is as sealed there as in the event.
    with face.service.database.read() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM view_publication_v1").all())
    assert TEXT not in rows


def test_pages_by_committee(face: Face) -> None:
    issues = [published(face, f"第{n}件") for n in range(5)]
    path, texts = f"?committee={face.town.committee}&limit=2", list[str]()
    while path:
        answer = feed(face, path)
        texts += [item["text"] for item in answer.json()["items"]]
        following = answer.json()["next"]
        assert ("link" in answer.headers) is (following is not None)
        path = answer.headers["link"][1:].partition(">")[0].removeprefix(FEED) if following else ""
    assert texts == [f"第{n}件" for n in reversed(range(len(issues)))]
    assert feed(face, f"?committee={face.town.next_committee}").json() == {
        "items": [],
        "next": None,
        "checkpoint": None,
    }


def test_caches_may_share_it_and_ask(face: Face) -> None:
    published(face)
    first = feed(face)
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"] == "Accept-Language"
    again = face.get(FEED, None, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    face.town.report()
    # What concerns nobody outside changes nothing.
    assert feed(face).headers["etag"] == first.headers["etag"]
    published(face)
    assert feed(face).headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    "query",
    [
        "?limit=0",
        "?limit=101",
        "?limit=1&limit=1",
        "?committee=x",
        "?cursor=x",
        "?at_least=-1",
        "?at_least=x",
        f"?at_least={2**63}",
        "?audience=all",
    ],
)
def test_a_bad_query_is_refused(sqlite_face: Face, query: str) -> None:
    answer = sqlite_face.get(f"{FEED}{query}", None)
    require_problem(answer)
    assert code_of(answer) == "malformed-request"


def test_a_command_tells_where_it_was_recorded(face: Face) -> None:
    made = face.post("/v1/issues", face.reporting(), face.town.clerk, idempotency_key="k")
    assert made.headers["bihuan-position"] == str(face.head())
    path = f"{made.headers['location']}/publication"
    told = face.post(path, {"text": TEXT}, face.town.clerk)
    assert told.headers["bihuan-position"] == str(face.head())
    again = face.post("/v1/issues", face.reporting(), face.town.clerk, idempotency_key="k")
    assert again.headers["bihuan-position"] == made.headers["bihuan-position"]
    assert "bihuan-position" not in face.get("/v1/issues", face.town.clerk).headers


def test_a_reader_waits_for_what_they_have_written(face: Face) -> None:
    followers = Followers(face.service.database, face.service.views)
    face.app.state.followers = followers
    followers.start()
    for n in range(5):
        issue = face.town.report()
        path = f"/v1/issues/{issue}/publication"
        position = face.post(path, {"text": f"第{n}件"}, face.town.clerk).headers["bihuan-position"]
        answer = face.get(f"{FEED}?at_least={position}&limit=1", None)
        assert [item["text"] for item in answer.json()["items"]] == [f"第{n}件"]
        assert int(answer.headers["bihuan-position"]) >= int(position)
    followers.stop()
    assert check(face.service.database, face.service.views) == []


def test_who_waits_in_vain_is_told(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_AT_LEAST_SECONDS", 0.05)
    follow(face.service)
    reached = face.head()
    published(face)
    answer = face.get(f"{FEED}?at_least={reached + 1}", None)
    require_problem(answer)
    assert (answer.status_code, code_of(answer)) == (503, "view-behind")
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["facts"] == {"reached": reached}
    assert face.get(f"{FEED}?at_least={reached}", None).status_code == 200


def test_what_is_not_written_is_not_waited_for(face: Face) -> None:
    answer = face.get(f"{FEED}?at_least={face.head() + 1}", None)
    assert (answer.status_code, code_of(answer)) == (400, "malformed-request")
    fault = {"pointer": "/at_least", "in": "query", "reason": "beyond_the_head"}
    assert answer.json()["errors"] == [fault]


def test_many_who_wait_share_the_looks(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred readers ask the database a few times, and hold no thread meanwhile."""
    follow(face.service)
    published(face)
    position, looks = face.head(), []
    look = waiting.Waiting._look

    def counted(self: waiting.Waiting) -> waiting.Marks:
        looks.append(1)
        if len(looks) == 3:
            follow(face.service)
        return look(self)

    monkeypatch.setattr(waiting.Waiting, "_look", counted)
    call = Call(method="GET", path=f"{FEED}?at_least={position}", by=None)
    answers = face.together([call] * 100)
    assert {answer.status_code for answer in answers} == {200}
    assert len(looks) < 50
