"""Who sees what of a ballot: all of its votes, or its papers, or what is told to everybody.

While a ballot is open, choices are for those alone who may see votes: whoever is told of a count
twice knows the vote that came in between. Of parts that do not decide by themselves it is the same
afterwards, but for counts of papers (`domain.ballot.telling`).
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from domain.actor import Role
from domain.ballot.counting import Visibility
from domain.ballot.events import Opened, Parting
from domain.ballot.state import BallotState
from domain.ballot.telling import parts_tell
from projections.views import directory, voter
from projections.views.ballot import TABLE, BallotRow
from service.errors import NotFound
from service.policy import EVERYTHING, Action, Principal, Reach, Scope, role_for, scopes
from service.within import reach_in, visible_within


class Told(Enum):
    """What is told of each part by choice: nothing, how many papers, or the area as well."""

    NOTHING = auto()
    PAPERS = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What one principal sees of a ballot.

    `votes` is how each paper voted, and the choices while it is open; `papers` is who was reached
    and who has voted; `persons` is who counts and who is witness, and why it ended; `own` are the
    papers that are theirs, of which they see everything.
    """

    votes: bool
    papers: bool
    persons: bool
    own: tuple[str, ...]

    def choices(self, row: BallotRow) -> bool:
        """Whether the count of choices is shown: to all once it is closed."""
        return self.votes or row.aftermath.closed is not None

    def of_parts(self, row: BallotRow, state: BallotState, *, followed: bool) -> Told:
        """What is told of the parts by choice; *followed*: *state* has all that is on record.

        What comes a moment later would tell by the difference what the last papers said.
        """
        if self.votes:
            return Told.ALL
        if row.aftermath.closed is None or not followed:
            return Told.NOTHING
        if row.opened.parting is not Parting.WHOLE:
            return Told.ALL
        return Told.PAPERS if parts_tell(state) else Told.NOTHING


def sight_of(connection: Connection, principal: Principal, row: BallotRow) -> Sight:
    """What a principal sees; raises `NotFound` where they do not see the ballot at all."""
    own = _own(connection, principal, row.ballot)
    reach = _named(_reach(connection, row), principal, named=own is not None)
    role = role_for(principal, Action.BALLOT_VIEW, reach)
    if role is None:
        raise NotFound
    staff = role_for(principal, Action.BALLOT_SEE_VOTES, reach) is not None
    if role is Role.HANDLER:
        # The party that is voted on: neither to count nor an open ballot makes them see a vote.
        return Sight(votes=False, papers=staff, persons=False, own=own or ())
    counts = principal.person is not None and principal.person in row.opened.counters
    votes = counts or _sees_votes(principal, row.opened, staff=staff)
    return Sight(votes=votes, papers=votes or staff, persons=True, own=own or ())


def visible_ballots(connection: Connection, principal: Principal) -> ColumnElement[bool]:
    """The same for a list, as a condition on the view of ballots."""
    columns, seated = TABLE.c, None
    if Scope.SEATED in scopes(principal, Action.BALLOT_VIEW) and principal.organisation:
        seated = columns.compound.in_(directory.seated_in(connection, principal.organisation))
    own = None if principal.person is None else _naming(principal.person)
    return visible_within(
        principal, Action.BALLOT_VIEW, columns.committee, columns.compound, seated=seated, own=own
    )


def _reach(connection: Connection, row: BallotRow) -> Reach:
    """Whom a ballot concerns: with them who holds a seat in its compound."""
    reach = reach_in(connection, row.committee, row.compound)
    if row.compound is None:
        return reach
    return replace(reach, seated=directory.seated(connection, row.committee, row.compound))


def _sees_votes(principal: Principal, opened: Opened, *, staff: bool) -> bool:
    match opened.counting.visibility:
        case Visibility.COUNTERS:
            # Auditors see everything, wherever it stands.
            return role_for(principal, Action.BALLOT_SEE_VOTES, EVERYTHING) is not None
        case Visibility.STAFF:
            return staff
        case Visibility.OPEN:
            return True
        case _:
            assert_never(opened.counting.visibility)


def _own(connection: Connection, principal: Principal, ballot: UUID) -> tuple[str, ...] | None:
    """Their papers, none where they count or contest it alone; None whom it does not name."""
    if principal.person is None:
        return None
    papers = voter.papers_of(connection, principal.person, ballot)
    return None if papers is None else tuple(sorted(set(papers)))


def _named(reach: Reach, principal: Principal, *, named: bool) -> Reach:
    return replace(reach, reporter=principal.person if named else None)


def _naming(person: UUID) -> ColumnElement[bool]:
    return TABLE.c.ballot.in_(select(voter.TABLE.c.ballot).where(voter.TABLE.c.person == person))
