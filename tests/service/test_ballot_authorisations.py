"""A vote on a plan that an authorisation pays for, and what becomes of that meanwhile."""

import pytest

from domain.ballot.events import Bar, Electorate, Outcome, Threshold, Thresholds
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule
from domain.moment import DAY, Moment
from domain.refusal import Code
from ledger.streams import REGISTER, load
from service.commands.negotiation import ClearAuthorisation, ClearLine
from service.commands.register_filing import GrantAuthorisation, RevokeAuthorisation
from service.service import Service
from tests.ballots import EVIDENCE, Voters
from tests.neighbourhood import settle
from tests.table import Table

HALF = Bar(voters=Threshold(numerator=1, denominator=2, beyond=False), area=None)
CANVASS = {
    "rule": ApprovalRule.CANVASS,
    "matter": None,
    "electorate": Electorate.HOUSEHOLDS,
    "thresholds": Thresholds(taking_part=HALF, agreeing=HALF, score=None),
}
GIVEN = ClearAuthorisation(cap=100_000, reference="业主大会授权决议", number=1)
LINE = ClearLine(source="maintenance-fund", amount=100_000, pays_for="外墙", authorisation=GIVEN)


@pytest.fixture
def table(sqlite_service: Service) -> Table:
    return Table(settle(sqlite_service))


@pytest.fixture
def voters(table: Table) -> Voters:
    voters = Voters(table.town, compound=table.compound)
    grant = GrantAuthorisation(
        committee=voters.committee,
        compound=voters.compound,
        cap=100_000,
        purpose="外墙渗漏",
        evidence=EVIDENCE,
        until=Moment(table.town.service.now() + 90 * DAY),
    )
    table.town.do(grant, by=table.town.clerk)
    return voters


def revoke(table: Table, voters: Voters) -> None:
    taken = RevokeAuthorisation(
        committee=voters.committee, compound=voters.compound, authorisation=1, reason="业主大会收回"
    )
    table.town.do(taken, by=table.town.clerk)


def test_a_vote_closes_though_its_authorisation_was_taken_back(
    table: Table, voters: Voters
) -> None:
    issue = table.agreed(lines=(LINE,))
    ballot = voters.opened(issue=issue, **CANVASS)
    voters.votes(ballot, "agree", *(one[0] for one in voters.units))
    revoke(table, voters)
    voters.closed(ballot)
    closed, state = voters.row(ballot).aftermath.closed, table.town.issue(issue).state
    assert closed is not None
    assert closed.outcome is Outcome.REACHED
    assert (state.status, state.ballot, state.approval) == (Status.NEGOTIATED, None, None)


def test_what_covers_it_is_drawn_with_the_vote(table: Table, voters: Voters) -> None:
    issue = table.agreed(lines=(LINE,))
    ballot = voters.opened(issue=issue, **CANVASS)
    voters.votes(ballot, "agree", *(one[0] for one in voters.units))
    voters.closed(ballot)
    assert table.town.issue(issue).state.status is Status.APPROVED
    with table.town.service.database.read() as connection:
        register = load(connection, REGISTER, voters.register)
    assert register is not None
    assert register.state.authorisations[1].left == 0


def test_no_vote_is_called_that_nothing_covers(table: Table, voters: Voters) -> None:
    issue = table.agreed(lines=(LINE,))
    revoke(table, voters)
    refusal = table.refuses(voters.opening(issue=issue, **CANVASS), by=voters.clerk)
    assert refusal.code is Code.AUTHORISATION_REVOKED
