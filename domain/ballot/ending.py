"""Ending a ballot without a count, or taking a count back."""

from domain.ballot.events import Annulled, Cancelled
from domain.ballot.finding import require_open
from domain.ballot.state import BallotState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def cancel(state: BallotState, *, reason: Sealed) -> tuple[Cancelled]:
    """End it without a result: `ballot-over`."""
    require_open(state)
    return (Cancelled(reason=reason),)


def annul(state: BallotState, *, reason: Sealed) -> tuple[Annulled]:
    """The superior declares a closed ballot void (物业管理条例 arts 12, 19).

    Refused: `ballot-not-closed`, `ballot-annulled` the second time.
    """
    require_standing(state)
    return (Annulled(reason=reason),)


def require_standing(state: BallotState) -> None:
    """A result stands: `ballot-not-closed`, `ballot-annulled`."""
    if state.closed is None:
        raise Refused(Code.BALLOT_NOT_CLOSED)
    if state.annulled:
        raise Refused(Code.BALLOT_ANNULLED)
