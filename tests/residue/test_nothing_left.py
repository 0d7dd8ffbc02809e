"""A person reports, is answered and is erased; then everything is read that is left.

Nothing of theirs ever stood anywhere in clear, and of their key nothing is left. The same look
finds what is put there on purpose.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select, update

from api.ndjson import line
from api.schemas.ledger import raw_of
from audit.verify import checkpoint_in, verify
from domain.actor import Role
from domain.sealed import KeyScope
from ledger.tables import claim, event, phone, vault_key
from service.commands.intake import Contact
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from service.settings import Settings
from tests.api.serving import serving
from tests.audit.exporting import full, keys_of
from tests.neighbourhood import Neighbourhood, settle
from tests.postgres import PostgresServer
from tests.residue.needles import Needles, byte_needles, found, text_needles
from tests.residue.remains import Collector, Remains, feed

PERSONAL = {
    "name": "欧阳翠屏兰",
    "phone": "13976420853",
    "room": "17号楼2904室",
    "words": "凌晨三点水泵房轰鸣不止",
    "address": "听涛苑西侧泵房旁",
}
TEXTS = text_needles(PERSONAL)
PDF = b"%PDF-1.7\n" + PERSONAL["words"].encode() + PERSONAL["name"].encode("gb18030")
JSON = {"content-type": "application/json"}


@dataclass(kw_only=True)
class Played:
    """What was seen at each moment."""

    service: Service
    collector: Collector
    keys: Needles
    told: bytes
    before: Remains
    at_once: Remains
    after: Remains
    exports: Mapping[str, bytes]


class Caller:
    """Somebody's client; keeps all that it was told."""

    def __init__(self, url: str, key: str | None, told: list[bytes]) -> None:
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        self._client = httpx2.Client(base_url=url, headers=headers, timeout=60)
        self._told = told

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def post(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        """POST of JSON, or of bytes; what it answers."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"content": body} if isinstance(body, bytes) else {"json": body}
        answer = self._client.post(path, headers=sent, **given)
        return self._kept(answer, status)

    def get(self, path: str, status: int = 200) -> Any:
        """GET; what it answers."""
        return self._kept(self._client.get(path), status)

    def _kept(self, answer: httpx2.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        self._told.append(answer.content)
        return answer.json() if "json" in answer.headers["content-type"] else answer.content


def resident(town: Neighbourhood) -> Principal:
    """The person, with an account."""
    person = new_id()
    known = {field: PERSONAL[field] for field in ("name", "phone", "room")}
    town.do(RegisterPerson(person=person, contact=Contact(**known)), by=SYSTEM)
    scope = {"body": town.committee, "compound": town.compound}
    return Principal(person=person, roles=frozenset({Role.RESIDENT}), **scope)


def reported(town: Neighbourhood, mine: Caller) -> str:
    """An issue in their own words, twice by the same key; and what is refused."""
    body = {
        "committee_id": str(town.committee),
        "channel": "window",
        "words": PERSONAL["words"],
        "address": PERSONAL["address"],
    }
    issue = mine.post("/v1/issues", body, 201, idempotency_key="once")
    again = mine.post("/v1/issues", body, 201, idempotency_key="once")
    assert again["id"] == issue["id"]
    mine.post("/v1/issues", body | {"words": PERSONAL["name"]}, 422, idempotency_key="once")
    mine.post("/v1/issues", body | {PERSONAL["name"]: PERSONAL["phone"]}, 422)
    mine.post("/v1/issues", str(PERSONAL).encode(), 400, **JSON)
    return f"/v1/issues/{issue['id']}"


def handled(path: str, staff: Caller, nobody: Caller) -> None:
    """Staff look for it, open the contact, hand out a receipt, show a file, write the name."""
    for text in (PERSONAL["address"], PERSONAL["phone"], PERSONAL["name"]):
        staff.get(f"/v1/issues?q={quote(text)}")
    [person] = staff.post("/v1/persons/searches", {"phone": PERSONAL["phone"]})["items"]
    assert person["issues"]
    staff.post(f"{path}/disclosures", {"purpose": "contact-reporter"})
    token = staff.post(f"{path}/receipts", {}, 201)["token"]
    nobody.get(f"/follow/{token}")
    staff.get(f"/v1/issues/{PERSONAL['name']}", 404)
    kept = staff.post(f"{path}/files", PDF, 201, content_type="application/pdf")
    staff.post(f"{path}/attachments", {"file": kept["digest"]})
    said = f"{PERSONAL['name']}说{PERSONAL['words']}"
    staff.post(f"{path}/responses", {"message": said})
    staff.post(f"{path}/replies", {"message": said})
    staff.get(path)
    staff.get(f"{path}/events")


def stored_of(service: Service, person: UUID) -> Needles:
    """Their key, in clear and wrapped, and the hash of their number."""
    subject = (KeyScope.PERSON, person)
    wrapped = select(vault_key.c.wrapped).where(vault_key.c.subject == person)
    digest = select(phone.c.digest).where(phone.c.person == person)
    with service._vault_database.read() as connection:
        rows = [bytes(connection.execute(one).scalar_one()) for one in (wrapped, digest)]
    secret = service.vault.keys_of([subject])[subject].secret
    return byte_needles({"wrapped": rows[0], "digest": rows[1], "secret": secret})


def play(service: Service, server: PostgresServer | None, folder: Path) -> Played:
    """The whole story, through a server of its own."""
    town, told, log = settle(service), list[bytes](), folder / "serve.log"
    log.touch()
    collector, who = Collector(service.settings, server, log), resident(town)
    assert who.person is not None
    keys, auditor = stored_of(service, who.person), town.key(town.auditor)
    with (
        serving(service.settings, 1 if server else 2, folder) as [url, *more],
        Caller(url, town.key(who), told) as mine,
        Caller(url, None, told) as nobody,
        Caller([url, *more][-1], town.key(town.clerk), told) as staff,
        Caller(url, town.key(town.administrator), told) as administrator,
    ):
        path = reported(town, mine)
        handled(path, staff, nobody)
        match = f'"{town.issue(UUID(path.rpartition("/")[2])).version}"'
        mine.post(f"{path}/withdrawal", {"reason": PERSONAL["words"]}, if_match=match)
        exports = {"feed before": feed(url, auditor), "export before": full(service)}
        before = collector.all_of_it()
        for _ in range(2):
            administrator.post(f"/v1/persons/{who.person}/erasure", {}, idempotency_key="go")
        at_once = collector.of_database("vault")
        staff.get(path)
        staff.post("/v1/persons/searches", {"phone": PERSONAL["phone"]})
        exports |= {"feed after": feed(url, auditor), "export after": full(service)}
    return Played(
        service=service,
        collector=collector,
        keys=keys,
        told=b"\0".join(told),
        before=before,
        at_once=at_once,
        after=collector.all_of_it(),
        exports=exports,
    )


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """The story on each database."""
    folder = tmp_path_factory.mktemp("residue")
    with installation(request, folder) as (settings, server):
        service = Service(settings)
        service.start()
        try:
            yield play(service, server, folder)
        finally:
            service.stop()


@contextmanager
def installation(
    request: pytest.FixtureRequest, folder: Path
) -> Iterator[tuple[Settings, PostgresServer | None]]:
    """A fresh one of the kind in the fixture's parameter."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_installations").fresh(folder), None
        return
    installations = request.getfixturevalue("postgres_installations")
    made = installations.fresh(folder)
    yield made, request.getfixturevalue("postgres")
    installations.drop(made)


def everywhere(remains: Remains, needles: Needles) -> dict[str, set[str]]:
    """What is found, by place."""
    looked = {place: found(content, needles) for place, content in remains.items()}
    return {place: names for place, names in looked.items() if names}


def test_it_was_there_to_be_left(played: Played) -> None:
    """All of it was told to those who may know it; and every place says something."""
    assert found(played.told, TEXTS) >= {f"{name} as utf-8" for name in PERSONAL}
    assert all(played.before.values())
    assert b'"route"' in played.after["log"]
    assert b"issue.responded" in played.exports["feed before"]
    assert b"person.erased" in played.exports["feed after"]


def test_exports_of_before_and_after_verify(played: Played, tmp_path: Path) -> None:
    """The one of before still does, and the later one continues it: nothing was rewritten."""
    before, after = tmp_path / "before.ndjson", tmp_path / "after.ndjson"
    before.write_bytes(played.exports["export before"])
    after.write_bytes(played.exports["export after"])
    keys = keys_of(played.service)
    earlier = verify(before, keys)
    held = played.service.checkpoints.at(earlier.size)
    assert held is not None
    verified = verify(after, keys, checkpoint_in(held.note))
    assert verified.since == earlier.size < verified.size
    assert b"person.erased" in played.exports["export after"]


def test_nothing_of_the_person_ever_stands_anywhere_in_clear(played: Played) -> None:
    for remains in (played.before, played.after, played.exports):
        assert everywhere(remains, TEXTS) == {}


def test_nothing_of_their_key_is_left(played: Played) -> None:
    """At once. PostgreSQL's files and log forget later: `test_postgres_forgets`."""
    kept = {"wrapped as bytes", "digest as bytes"}
    assert everywhere(played.before, played.keys)["files of the vault"] == kept
    forgets = "log of PostgreSQL" not in played.after
    later = set() if forgets else {"log of PostgreSQL", "files of the vault"}
    for remains in (played.at_once, played.after):
        assert everywhere(remains, played.keys).keys() <= later
    assert everywhere(played.exports, played.keys) == {}


def test_the_same_look_finds_what_is_put_there(played: Played) -> None:
    """In each place, as it would have been left there."""
    service, name = played.service, PERSONAL["name"]
    with service.database.write() as connection:
        connection.execute(update(claim).values(value=claim.c.value + name))
        last = connection.execute(select(event).order_by(event.c.position.desc())).first()
        assert last is not None
        state = last.state + name.encode("utf-16-le")
        connection.execute(
            update(event).where(event.c.position == last.position).values(state=state)
        )
    with service._vault_database.write() as connection:
        connection.execute(update(vault_key).values(wrapped=name.encode("gb18030")))
    assert service.settings.files is not None
    (service.settings.files / "left").write_bytes(name.encode("utf-16-be").hex().encode())
    handler = logging.FileHandler(played.collector.log)
    handler.emit(logging.LogRecord("bihuan", 30, "", 0, quote(name), None, None))
    handler.close()
    assert everywhere(played.collector.all_of_it(), TEXTS).keys() == played.after.keys()
    [row] = service.raw_feed.page(after=last.position - 1, limit=1)
    assert found(line(raw_of(row)), TEXTS)
