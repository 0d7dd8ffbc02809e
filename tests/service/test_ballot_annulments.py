"""What falls with a ballot that is declared void, and what stands."""

from uuid import UUID

import pytest

from domain.issue.lifecycle import Status
from ledger.streams import REGISTER, load
from service.commands.approval import Annul
from service.commands.ballot_contesting import AnnulBallot
from service.service import Service
from tests.ballots import Voters
from tests.neighbourhood import settle
from tests.table import Table


@pytest.fixture
def table(sqlite_service: Service) -> Table:
    return Table(settle(sqlite_service))


@pytest.fixture
def voters(table: Table) -> Voters:
    return Voters(table.town, compound=table.compound)


def annul(voters: Voters, ballot: UUID, by: Table) -> None:
    command = AnnulBallot(ballot=ballot, reason="计票程序违法")
    version = voters.row(command.ballot).version
    by.town.do(command, by=by.town.superior, if_match=version)


def test_what_another_vote_has_approved_since_stands(table: Table, voters: Voters) -> None:
    """On the same version, by the same rule: the first approval was annulled before."""
    issue = table.agreed()
    first = voters.decided(issue=issue)
    version = table.town.issue(issue).version
    table.town.do(Annul(issue=issue, reason="公示期未满"), by=table.town.superior, if_match=version)
    second = voters.decided(issue=issue)
    annul(voters, first, table)
    state = table.town.issue(issue).state
    assert state.status is Status.APPROVED
    assert state.approval is not None
    assert state.approval.ballot == second
    annul(voters, second, table)
    assert table.town.issue(issue).state.status is Status.NEGOTIATED


def test_a_vote_on_varying_what_is_void_ends_with_it(table: Table, voters: Voters) -> None:
    issue = table.agreed()
    first = voters.decided(issue=issue)
    table.table(issue)
    table.agree(issue)
    second = voters.opened(issue=issue)
    annul(voters, first, table)
    state = table.town.issue(issue).state
    assert (state.status, state.ballot, state.approval) == (Status.NEGOTIATED, None, None)
    assert voters.row(second).aftermath.cancelled is not None
    with table.town.service.database.read() as connection:
        register = load(connection, REGISTER, voters.register)
    assert register is not None
    assert not register.state.rolls
