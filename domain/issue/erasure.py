"""Letting go of an issue's reporter, and of its texts once nobody needs them any more."""

from domain.ground import Ground
from domain.issue.events import ReporterErased, TextsErased
from domain.issue.lifecycle import Status, permits
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.retention.terms import term_end

_ENDS = frozenset({Status.WITHDRAWN, Status.DECLINED, Status.CONCLUDED})


def is_over(state: IssueState) -> bool:
    """Whether nothing is to come: it has left the loop, or its reporter has had the last word."""
    match state.status:
        case Status.REVISITED:
            return not state.objected
        case Status.MERGED:
            return state.settled_at is not None
        case _:
            return state.status in _ENDS


def is_past(state: IssueState, months: int, now: Moment) -> bool:
    """Whether it has been over for so many months."""
    return state.over_at is not None and term_end(state.over_at, months) <= now


def erase_reporter(
    state: IssueState, *, ground: Ground, asked_at: Moment
) -> tuple[ReporterErased, ...]:
    """Forget who reported it, at whatever status; nothing where nobody is known (any more)."""
    if state.reporter is None or not permits(ReporterErased, state.status):
        return ()
    return (ReporterErased(ground=ground, asked_at=asked_at),)


def erase_texts(state: IssueState, *, months: int, now: Moment) -> tuple[TextsErased, ...]:
    """Let go of its texts where it has been over for so long; nothing where not, or done before.

    Nor while it holds money, which could not be spent nor returned any more.
    """
    due = permits(TextsErased, state.status) and is_past(state, months, now)
    if state.texts_erased is not None or state.held or not due:
        return ()
    return (TextsErased(ground=Ground.RETENTION),)


def require_texts(state: IssueState) -> None:
    """Nothing is written any more to an issue whose key is gone (`texts-erased`)."""
    if state.texts_erased is not None:
        raise Refused(Code.TEXTS_ERASED)
