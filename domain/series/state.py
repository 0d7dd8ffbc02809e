"""A series of meetings as its stream tells it."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.meeting.events import Invited
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from domain.series.events import Ended, Founded, Rhythm, SeriesEvent, SessionCalled


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesState:
    """The folded series; `last` is when its newest session was called for, `sessions` how many."""

    committee: UUID
    compound: UUID | None
    kind: str
    rhythm: Rhythm
    weekday: int
    minute: int
    place: Sealed
    invited: tuple[Invited, ...]
    sessions: int = 0
    last: Moment | None = None
    ended: bool = False
    reason: Sealed | None = None

    @property
    def parties(self) -> frozenset[UUID]:
        """The organisations that are asked to come to each session."""
        return frozenset(one.organisation for one in self.invited)


def evolve(state: SeriesState | None, event: SeriesEvent, _stamp: Stamp) -> SeriesState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Founded):
        return SeriesState(
            committee=event.committee,
            compound=event.compound,
            kind=event.kind,
            rhythm=event.rhythm,
            weekday=event.weekday,
            minute=event.minute,
            place=event.place,
            invited=event.invited,
        )
    state = begun(state)
    match event:
        case SessionCalled(session=session, at=at):
            return replace(state, sessions=session, last=at)
        case Ended(reason=reason):
            return replace(state, ended=True, reason=reason)
        case _:
            assert_never(event)
