"""Ballots as views: whatever happens to papers, each table counts what the rules count."""

from uuid import UUID

import pytest

from domain.ballot.events import Electorate, Parting
from domain.ballot.running import WHOLE
from domain.ballot.state import BallotState
from domain.method.rules import ApprovalRule
from domain.replacing import replace
from ledger.streams import BALLOT, load
from projections.replay import check, rebuild
from projections.shares import counts_of
from projections.views import ballot as ballots
from projections.views import paper, voter
from service.service import Service
from tests.ballots import COUNTING, UNITS, Voters
from tests.neighbourhood import settle
from tests.projections.following import follow


def state_of(service: Service, ballot: UUID) -> BallotState:
    with service.database.read() as connection:
        folded = load(connection, BALLOT, ballot)
    assert folded is not None
    return folded.state


@pytest.fixture
def voters(sqlite_service: Service) -> Voters:
    return Voters(settle(sqlite_service))


def require_counted(voters: Voters, ballot: UUID) -> None:
    """Both tables say what the state says."""
    service, state = voters.town.service, state_of(voters.town.service, ballot)
    follow(service)
    with service.database.read() as connection:
        shares = counts_of(connection, ballot)
    for part in (WHOLE, *state.parts):
        assert shares.part(part) == state.counts.part(part), part
        for item in state.opened.items:
            assert shares.item(part, item.number) == state.counts.item(part, item.number)
    row = voters.row(ballot)
    assert row.tally.papers.returned == state.counts.part(WHOLE).returned
    assert row.tally.papers.partook == state.counts.part(WHOLE).partook
    for item in state.opened.items:
        assert row.tally.item(item.number) == state.counts.item(WHOLE, item.number)
    assert (row.delivered, row.returned) == (len(state.delivered), len(state.votes))
    assert check(service.database, service.views) == []


def test_each_step_is_counted_as_the_rules_count_it(voters: Voters) -> None:
    counting = replace(COUNTING, replaceable=True)
    ballot = voters.begun(counting=counting)
    require_counted(voters, ballot)
    # Replaced by the owner's own paper; a blank one; delivered when it was back already.
    voters.town.do(voters.vote(ballot, "101", "against", evidence="ab" * 32), by=voters.counter)
    voters.votes(ballot, "blank", "102")
    voters.votes(ballot, "spoilt", "301")
    voters.delivers(ballot, "104")
    require_counted(voters, ballot)


def test_parts_are_those_that_decide(voters: Voters) -> None:
    inside = [one for one in UNITS if one[2] is not None]
    other = Voters(voters.town, units=inside)
    ballot = other.opened(
        rule=ApprovalRule.UNANIMOUS,
        matter=None,
        electorate=Electorate.HOUSEHOLDS,
        parting=Parting.ENTRANCE,
    )
    other.votes(ballot, "agree", "101", "202")
    require_counted(other, ballot)
    assert state_of(other.town.service, ballot).parts == ("1/1", "1/2", "2/1", "3/1")


def test_what_was_followed_step_by_step_is_what_a_rebuild_makes(voters: Voters) -> None:
    ballot = voters.opened()
    follow(voters.town.service)
    voters.delivers(ballot, "101")
    follow(voters.town.service)
    voters.all_vote(ballot)
    voters.closed(ballot)
    follow(voters.town.service)
    service = voters.town.service
    with service.database.read() as connection:
        before = counts_of(connection, ballot)
        papers = paper.page(connection, ballot, limit=20)
    rebuild(service.database, [paper.VIEW, ballots.VIEW, voter.VIEW])
    with service.database.read() as connection:
        assert counts_of(connection, ballot) == before
        assert paper.page(connection, ballot, limit=20) == papers
    assert check(service.database, service.views) == []


def test_a_person_is_known_by_their_paper(voters: Voters) -> None:
    ballot = voters.opened()
    with voters.town.service.database.read() as connection:
        for person in voters.persons["o2"]:
            assert voter.papers_of(connection, person, ballot) == ["o2"]
        counter = voters.counter.person
        assert counter is not None
        assert voter.papers_of(connection, counter, ballot) == []
        [one] = voter.ballots_of(connection, counter, since=voters.town.service.now())
    assert one.ballot == ballot
