"""A notice is drawn up, hangs for its days, and comes down; or it was wrong."""

from collections.abc import Sequence
from uuid import UUID

from domain.moment import Moment
from domain.notice.events import DrawnUp, Duty, PutUp, TakenDown, Withdrawn
from domain.notice.state import NoticeState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def draw_up(
    *,
    committee: UUID,
    compound: UUID | None,
    number: int,
    duty: Duty,
    subject: UUID,
    as_of: int,
    days: int,
    heading: Sealed,
    text: Sealed,
) -> tuple[DrawnUp]:
    """A new notice, of what the record says of *subject* up to position *as_of*."""
    return (
        DrawnUp(
            committee=committee,
            compound=compound,
            number=number,
            duty=duty,
            subject=subject,
            as_of=as_of,
            days=days,
            heading=heading,
            text=text,
        ),
    )


def put_up(state: NoticeState, *, boards: Sequence[str], photo: str | None) -> tuple[PutUp]:
    """It hangs from now on. Refused: `notice-withdrawn`, `notice-already-up` (or down again)."""
    if state.withdrawn_at is not None:
        raise Refused(Code.NOTICE_WITHDRAWN)
    if state.put_up is not None:
        raise Refused(Code.NOTICE_ALREADY_UP)
    return (PutUp(boards=tuple(boards), photo=photo),)


def take_down(state: NoticeState, *, photo: str | None, happened_at: Moment) -> tuple[TakenDown]:
    """It comes down once its days are over; one that was withdrawn, at any time.

    Refused: `notice-not-up`, `notice-already-down`, `notice-too-early`.
    """
    if state.put_up is None or state.free_from is None:
        raise Refused(Code.NOTICE_NOT_UP)
    if state.taken_down is not None:
        raise Refused(Code.NOTICE_ALREADY_DOWN)
    if state.withdrawn_at is None and happened_at < state.free_from:
        raise Refused(Code.NOTICE_TOO_EARLY, days=state.days)
    return (TakenDown(photo=photo),)


def withdraw(state: NoticeState, *, reason: Sealed) -> tuple[Withdrawn]:
    """It was wrong, and counts no more. Refused: `notice-withdrawn`."""
    if state.withdrawn_at is not None:
        raise Refused(Code.NOTICE_WITHDRAWN)
    return (Withdrawn(reason=reason),)
