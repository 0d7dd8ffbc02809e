"""Elections and the ballots that elect: each hears of the other in one transaction."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.ballot.events import Matter
from domain.ballot.events import Outcome as BallotOutcome
from domain.refusal import Code, Refused
from domain.register.events import ElectionBegun
from ledger.streams import REGISTER
from service.ids import new_id
from tests.api.face import Face, code_of
from tests.api.posts_elections import PREFIX, asking
from tests.ballots import Voters
from tests.elections import Owners, Put


@pytest.fixture
def owners(shared_sqlite: Face) -> Owners:
    """A compound of its own for each test."""
    return Owners(shared_sqlite.town)


def opened(face: Face, owners: Owners, election: UUID) -> httpx2.Response:
    told = face.post("/v1/ballots", asking(owners, election), owners.clerk)
    assert told.status_code == 201, told.text
    return told


def ended(face: Face, ballot: httpx2.Response, noun: str, **body: Any) -> httpx2.Response:
    path = f"/v1/ballots/{ballot.json()['id']}"
    by = face.town.superior if noun == "annulment" else face.town.clerk
    match = face.get(path, by).headers["etag"]
    told = face.post(f"{path}/{noun}", body, by, if_match=match)
    assert told.status_code == 200, told.text
    return told


def voted(face: Face, ballot: httpx2.Response, candidates: list[int]) -> None:
    for number in range(1, 7):
        mark = {"item": 1, "choice": "agree", "candidates": candidates}
        body = {"unit": f"1-1-{number}01", "channel": "paper", "marks": [mark]}
        path = f"/v1/ballots/{ballot.json()['id']}/votes"
        told = face.post(path, body, face.town.clerk)
        assert told.status_code == 200, told.text


def shown(face: Face, election: UUID) -> dict[str, Any]:
    told: dict[str, Any] = face.get(f"{PREFIX}/{election}", face.town.clerk).json()
    return told


def test_a_ballot_asks_for_the_list(shared_sqlite: Face, owners: Owners) -> None:
    election = owners.hung()
    owners.withdraw(election, 2)
    before = shared_sqlite.head()
    ballot = opened(shared_sqlite, owners, election)
    topics = {recorded.topic for recorded in shared_sqlite.events(before)}
    assert "election.ballot-called" in topics
    [item] = ballot.json()["items"]
    assert (item["candidates"], item["seats"]) == ([1, 3, 4, 5], 3)
    told = shown(shared_sqlite, election)
    assert (told["stage"], told["ballot"]) == ("voting", ballot.json()["id"])


def test_who_won_is_told_when_it_closes(shared_sqlite: Face, owners: Owners) -> None:
    election = owners.hung()
    ballot = opened(shared_sqlite, owners, election)
    voted(shared_sqlite, ballot, [5, 1])
    before = shared_sqlite.head()
    ended(shared_sqlite, ballot, "closure")
    assert shared_sqlite.events(before)[-1].topic == "election.ballot-ended"
    told = shown(shared_sqlite, election)
    assert (told["stage"], told["open_seats"], told["ballot"]) == ("elected", 1, None)
    assert [one["candidate"] for one in told["candidates"] if one["elected"]] == [1, 5]


def test_a_ballot_that_is_cancelled_elects_nobody(shared_sqlite: Face, owners: Owners) -> None:
    election = owners.hung()
    ended(shared_sqlite, opened(shared_sqlite, owners, election), "cancellation", reason="选票印错")
    told = shown(shared_sqlite, election)
    assert (told["stage"], told["open_seats"], told["ballot"]) == ("preparing", 3, None)


def test_who_won_by_an_annulled_ballot_has_no_seat(shared_sqlite: Face, owners: Owners) -> None:
    election = owners.hung()
    ballot = opened(shared_sqlite, owners, election)
    voted(shared_sqlite, ballot, [5, 1, 2])
    ended(shared_sqlite, ballot, "closure")
    assert shown(shared_sqlite, election)["stage"] == "elected"
    ended(shared_sqlite, ballot, "annulment", reason="名册遗漏一户")
    assert shown(shared_sqlite, election)["stage"] == "preparing"


def test_owners_decide_on_nothing_else_meanwhile(shared_sqlite: Face, owners: Owners) -> None:
    election = owners.formed()
    body = asking(owners, election, matter="property-company", election=None)
    refused = shared_sqlite.post("/v1/ballots", body, owners.clerk)
    assert code_of(refused) == "election-running"
    # Nor what all of them have to agree on, which names no matter of theirs.
    all_of_them = {"rule": "unanimous", "matter": None}
    refused = shared_sqlite.post("/v1/ballots", {**body, **all_of_them}, owners.clerk)
    assert code_of(refused) == "election-running"
    match = f'"{owners.version(election)}"'
    reason = {"reason": "无人参选"}
    shared_sqlite.post(f"{PREFIX}/{election}/abandonment", reason, owners.clerk, if_match=match)
    assert shared_sqlite.post("/v1/ballots", body, owners.clerk).status_code == 201


def test_what_was_put_to_them_before_goes_on(shared_sqlite: Face) -> None:
    voters = Voters(shared_sqlite.town)
    ballot = voters.opened()
    voters.votes(ballot, "agree", "101", "102")
    begun = [ElectionBegun(election=new_id())]
    voters.put(Put(kind=REGISTER, stream=voters.register, events=begun))
    with pytest.raises(Refused) as refused:
        voters.opened(matter=Matter.COVENANT)
    assert refused.value.code is Code.ELECTION_RUNNING
    voters.all_vote(ballot)
    voters.closed(ballot)
    closed = voters.row(ballot).aftermath.closed
    assert closed is not None
    assert closed.outcome is BallotOutcome.REACHED
