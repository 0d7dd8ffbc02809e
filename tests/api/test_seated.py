"""Who only has a seat at the table sees the issue, and nothing of who reported it."""

from urllib.parse import quote
from uuid import UUID

import pytest

from service.commands.handling import CompleteDispatch, Dispatch
from tests.api.face import Call, Face, code_of
from tests.evidence import PNG
from tests.table import Table

WORDS, SITE = "物业自己占了消防通道", "听雨亭东侧"


@pytest.fixture(scope="module")
def table(shared: Face) -> Table:
    """A table in a compound of its own."""
    return Table(shared.town)


@pytest.fixture
def issue(table: Table) -> UUID:
    """A resident's complaint with a plan on the table, at which the handler's company sits."""
    own = table.triaged(by=table.town.resident, contact=None, words=WORDS, sites=(SITE,))
    return table.tabled(own)


def uploaded(face: Face, issue: UUID) -> str:
    """A photograph of the clerk's."""
    headers = {"Content-Type": "image/png"}
    path = f"/v1/issues/{issue}/files"
    call = Call(path=path, by=face.town.clerk, content=PNG, headers=headers)
    location: str = face.send(call).headers["location"]
    return location


def found(face: Face, text: str) -> list[str]:
    """What the handler's search finds."""
    items = face.get(f"/v1/issues?q={quote(text)}&limit=200", face.town.handler).json()["items"]
    return [item["id"] for item in items]


def test_a_seat_alone_does_not_show_the_reporter(shared: Face, issue: UUID) -> None:
    town, path, kept = shared.town, f"/v1/issues/{issue}", uploaded(shared, issue)
    person = str(town.resident.person)
    for moment in ("", f"?as_of=position:{shared.head()}"):
        detail = shared.get(f"{path}{moment}", town.handler)
        told = detail.json()
        assert (detail.status_code, told["reporter"], told["words"]) == (200, None, None)
        assert [site["address"] for site in told["sites"]] == [None]
        assert told["proposal"]["plan"] is not None
    timeline = shared.get(f"{path}/events", town.handler)
    listed = shared.get("/v1/issues?limit=200", town.handler)
    assert str(issue) in [item["id"] for item in listed.json()["items"]]
    for answer in (detail, timeline, listed):
        assert answer.status_code == 200
        for own in (WORDS, SITE, person):
            assert own not in answer.text
    assert code_of(shared.get(kept, town.handler)) == "forbidden"
    assert found(shared, SITE) == []
    number = shared.get(path, town.handler).json()["number"]
    assert str(issue) in found(shared, number)


@pytest.mark.parametrize("finished", [False, True])
def test_once_it_was_handed_over_it_is_as_ever(
    shared: Face, table: Table, issue: UUID, finished: bool
) -> None:
    town, path, kept = shared.town, f"/v1/issues/{issue}", uploaded(shared, issue)
    town.do(Dispatch(issue=issue, parties=(town.property_company,)), by=town.clerk)
    if finished:
        done = CompleteDispatch(issue=issue, party=town.property_company)
        town.do(done, by=town.handler)
    told = shared.get(path, town.handler).json()
    assert told["words"] == WORDS
    assert told["reporter"]["person"] == str(town.resident.person)
    assert WORDS in shared.get(f"{path}/events", town.handler).text
    assert shared.get(kept, town.handler).content == PNG
    assert str(issue) in found(shared, SITE)
