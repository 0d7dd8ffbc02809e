"""The end of an election: on file with the subdistrict (备案), or given up."""

from uuid import UUID

from domain.election.events import Abandoned, Filed
from domain.election.forming import require_odd
from domain.election.state import ElectionState, Stage, require
from domain.organisation.events import OrganisationKind
from domain.organisation.state import OrganisationState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def file(
    state: ElectionState, *, organisation: UUID, known: OrganisationState | None, number: str
) -> tuple[Filed]:
    """The committee is on file under that number, with whoever won.

    *known* is the organisation that holds the seat from now on. Refused: `not-elected`,
    `seats-unfilled` unless more than half of the seats are won, `seats-not-odd` where those who
    won are even in number, `unknown-organisation`, `not-an-owners-committee`.
    """
    if state.stage is Stage.PREPARING:
        raise Refused(Code.NOT_ELECTED)
    require(state, Stage.ELECTED)
    if known is None:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    if known.kind is not OrganisationKind.OWNERS_COMMITTEE:
        raise Refused(Code.NOT_AN_OWNERS_COMMITTEE)
    elected = len(state.winners)
    if 2 * elected <= state.seats:
        raise Refused(Code.SEATS_UNFILLED, elected=elected, seats=state.seats)
    require_odd(elected)
    members = tuple(state.candidates[number].person for number in state.winners)
    return (Filed(organisation=organisation, number=number, members=members),)


def abandon(state: ElectionState, *, reason: Sealed) -> tuple[Abandoned]:
    """It ends without a committee. Refused while a vote is open, and once it is over."""
    require(state, Stage.PREPARING, Stage.PUBLISHED, Stage.ELECTED)
    return (Abandoned(reason=reason),)
