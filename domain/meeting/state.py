"""A meeting as its stream tells it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.meeting.events import (
    AgendaItem,
    Attendee,
    Called,
    Cancelled,
    Held,
    Invited,
    ItemOutcome,
    MatterTaken,
    MeetingEvent,
    PanelOpinion,
    PointAdded,
    PointConcluded,
    Rescheduled,
)
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed


class Standing(StrEnum):
    """Where a meeting stands: 已通知、已召开、已取消."""

    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the agenda, and what they came to on it; `outcome` is None until they did."""

    number: int
    issue: UUID | None
    topic: Sealed | None
    outcome: ItemOutcome | None = None
    minutes: Sealed | None = None
    conclusion: Sealed | None = None
    opinions: tuple[PanelOpinion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingState:
    """The folded meeting; `at` is when it begins, by the newest notice.

    `reason` is why it was put off or cancelled; `public` came beside those who were asked (人).
    """

    committee: UUID
    compound: UUID | None
    kind: str
    at: Moment
    place: Sealed
    standing: Standing
    invited: tuple[Invited, ...]
    points: tuple[Point, ...]
    series: UUID | None
    session: int | None
    reason: Sealed | None = None
    matters: tuple[MatterTaken, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    public: int = 0
    minutes: Sealed | None = None

    def point(self, number: int) -> Point | None:
        """The point of that number; None where the agenda has none."""
        return next((one for one in self.points if one.number == number), None)

    @property
    def parties(self) -> frozenset[UUID]:
        """The organisations that were asked to come, and those that came."""
        asked = frozenset(one.organisation for one in self.invited)
        return asked | {one.organisation for one in self.attendees}

    @property
    def people(self) -> int:
        """How many people came for the organisations (人)."""
        return sum(one.people for one in self.attendees)

    @property
    def concluded(self) -> int:
        """On how many points they came to something."""
        return sum(one.outcome is not None for one in self.points)


def evolve(state: MeetingState | None, event: MeetingEvent, _stamp: Stamp) -> MeetingState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Called):
        return _called(event)
    state = begun(state)
    match event:
        case Rescheduled(at=at, place=place, reason=reason):
            return replace(state, at=at, place=place or state.place, reason=reason)
        case Cancelled(reason=reason):
            return replace(state, standing=Standing.CANCELLED, reason=reason)
        case PointAdded(item=item):
            return replace(state, points=(*state.points, _point(item)))
        case MatterTaken():
            return replace(state, matters=(*state.matters, event))
        case Held():
            return replace(
                state,
                standing=Standing.HELD,
                attendees=event.attendees,
                public=event.public,
                minutes=event.minutes,
            )
        case PointConcluded():
            points = tuple(_concluded(point, event) for point in state.points)
            return replace(state, points=points)
        case _:
            assert_never(event)


def _called(event: Called) -> MeetingState:
    return MeetingState(
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        at=event.at,
        place=event.place,
        standing=Standing.CALLED,
        invited=event.invited,
        points=tuple(_point(item) for item in event.agenda),
        series=event.series,
        session=event.session,
    )


def _point(item: AgendaItem) -> Point:
    return Point(number=item.number, issue=item.issue, topic=item.topic)


def _concluded(point: Point, event: PointConcluded) -> Point:
    if point.number != event.number:
        return point
    return replace(
        point,
        outcome=event.outcome,
        minutes=event.minutes,
        conclusion=event.conclusion,
        opinions=event.opinions,
    )
