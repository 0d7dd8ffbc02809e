"""A notice as its stream tells it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.moment import Moment, local, moment_of
from domain.notice.events import DrawnUp, Duty, NoticeEvent, PutUp, TakenDown, Withdrawn
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """Where a notice was put up, when, and the hash of a photograph of it."""

    at: Moment
    boards: tuple[str, ...]
    photo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """When it was taken down, and the hash of a photograph."""

    at: Moment
    photo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """The folded notice; `drawn_at` is when it was drawn up."""

    committee: UUID
    compound: UUID | None
    number: int
    duty: Duty
    subject: UUID
    as_of: int
    days: int
    heading: Sealed
    text: Sealed
    drawn_at: Moment
    put_up: Hanging | None = None
    taken_down: Removal | None = None
    withdrawn_at: Moment | None = None

    @property
    def free_from(self) -> Moment | None:
        """From when on it may be taken down; None before it hangs."""
        return None if self.put_up is None else free_from(self.put_up.at, self.days)


def free_from(put_up: Moment, days: int) -> Moment:
    """The midnight at which the last of the prescribed days ends.

    The day on which a term begins is not counted, and the last one is counted to its end (Civil
    Code arts 201, 203).
    """
    first = local(put_up).replace(hour=0, minute=0, second=0, microsecond=0)
    return moment_of(first + timedelta(days=days + 1))


def evolve(state: NoticeState | None, event: NoticeEvent, stamp: Stamp) -> NoticeState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, DrawnUp):
        return _drawn(event, stamp)
    state = begun(state)
    match event:
        case PutUp():
            hanging = Hanging(at=stamp.occurred_at, boards=event.boards, photo=event.photo)
            return replace(state, put_up=hanging)
        case TakenDown():
            return replace(state, taken_down=Removal(at=stamp.occurred_at, photo=event.photo))
        case Withdrawn():
            return replace(state, withdrawn_at=stamp.occurred_at)
        case _:
            assert_never(event)


def _drawn(event: DrawnUp, stamp: Stamp) -> NoticeState:
    return NoticeState(
        committee=event.committee,
        compound=event.compound,
        number=event.number,
        duty=event.duty,
        subject=event.subject,
        as_of=event.as_of,
        days=event.days,
        heading=event.heading,
        text=event.text,
        drawn_at=stamp.occurred_at,
    )
