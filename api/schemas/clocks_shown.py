"""Clocks as they are shown: when each is due, and how it stands; nothing that changes by itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from api.schemas.fields import Named, Shown, Time
from domain.actor import Role
from domain.clock.course import Sort, Stretch
from domain.clock.explain import Change, DayKind, DaySeen
from domain.clock.parts import Entry, Timer
from domain.clock.reading import State
from domain.issue.events import PauseGround
from domain.method.terms import Basis, Clock, Limit, Span
from domain.moment import SECOND
from service.clocks import SeenClock
from service.explaining import ExplainedClock, Step


class LimitShown(Shown):
    """An amount of time."""

    amount: int
    span: Span
    basis: Basis


class ClockShown(Shown):
    """One time limit of an issue (时限)."""

    clock: Clock
    number: int = Field(description="which of its kind, counted from 1")
    party: Named | None = Field(description="whose acknowledgement is waited for")
    round: int
    state: State
    limit: LimitShown
    extensions: list[LimitShown]
    started_at: Time
    due: Time | None = Field(description="None while it is paused: nobody knows")
    provisional: bool = Field(description="a calendar that is still to come may move `due`")
    paused: PauseGround | None = Field(description="why it is paused now, where somebody said so")
    paused_since: Time | None
    stopped_at: Time | None
    backdated: bool = Field(description="begun or ended by what was entered after it happened")
    claimed: bool = Field(
        description="met by an entry later than the method's grace: does not count as in time"
    )
    missed_at: Time | None = Field(description="when it was put on record that it was missed")


class ClockStepShown(Shown):
    """One event that did something to a clock."""

    change: Change
    version: int = Field(description="of the event, as in the issue's timeline")
    topic: str
    at: Time
    occurred_at: Time
    role: Role


class StretchShown(Shown):
    """A part of a clock's time: it counted, or was left out, and why."""

    since: Time
    until: Time | None
    sort: Sort
    ground: PauseGround | None
    basis: Basis
    counted_seconds: float


class DayShown(Shown):
    """One day of a clock by the calendar that it is pinned to."""

    date: date
    kind: DayKind
    counted_seconds: float
    certain: bool = Field(description="the calendar knows this day")


class ClockExplained(ClockShown):
    """One time limit with everything that it follows from."""

    calendar: int | None = Field(description="version of the calendar; None before there was any")
    used_seconds: float
    remaining_seconds: float
    steps: list[ClockStepShown]
    stretches: list[StretchShown]
    days: list[DayShown]


class ClockList(Shown):
    """Every clock of an issue, of all rounds, in the order in which they began."""

    items: list[ClockExplained]


def explained_of(clock: ExplainedClock, names: Mapping[UUID, str]) -> ClockExplained:
    """One clock in full."""
    seen = SeenClock(timer=clock.timer, reading=clock.reading)
    return ClockExplained(
        **_clock(seen, names),
        calendar=clock.timer.timetable.calendar,
        used_seconds=clock.reading.used / SECOND,
        remaining_seconds=clock.reading.remaining / SECOND,
        steps=[_step(step) for step in clock.steps],
        stretches=[_stretch(one) for one in clock.stretches],
        days=[_day(day) for day in clock.days],
    )


def _step(step: Step) -> ClockStepShown:
    recorded = step.recorded
    return ClockStepShown(
        change=step.change,
        version=recorded.version,
        topic=recorded.topic,
        at=recorded.at,
        occurred_at=recorded.occurred_at,
        role=recorded.by.role,
    )


def _stretch(one: Stretch) -> StretchShown:
    return StretchShown(
        since=one.since,
        until=one.until,
        sort=one.sort,
        ground=one.ground,
        basis=one.basis,
        counted_seconds=one.counted / SECOND,
    )


def _day(day: DaySeen) -> DayShown:
    return DayShown(
        date=day.date, kind=day.kind, counted_seconds=day.counted / SECOND, certain=day.certain
    )


def clock_of(seen: SeenClock, names: Mapping[UUID, str]) -> ClockShown:
    """One clock."""
    return ClockShown(**_clock(seen, names))


def _clock(seen: SeenClock, names: Mapping[UUID, str]) -> dict[str, Any]:
    timer, reading = seen.timer, seen.reading
    end, pause = timer.stop or timer.claim, seen.pause
    return {
        "clock": timer.id.kind,
        "number": timer.id.number,
        "party": _party(timer, names),
        "round": timer.round,
        "state": reading.state,
        "limit": limit_of(timer.limit),
        "extensions": [limit_of(more) for more in timer.extensions],
        "started_at": timer.started.occurred_at,
        "due": reading.due,
        "provisional": reading.provisional,
        "paused": pause and pause.ground,
        "paused_since": pause and pause.since,
        "stopped_at": _occurred(end),
        "backdated": reading.backdated,
        "claimed": reading.claimed,
        "missed_at": timer.missed_at,
    }


def limit_of(limit: Limit) -> LimitShown:
    """An amount of time."""
    return LimitShown(amount=limit.amount, span=limit.span, basis=limit.basis)


def _party(timer: Timer, names: Mapping[UUID, str]) -> Named | None:
    return None if timer.party is None else Named(id=timer.party, name=names.get(timer.party))


def _occurred(entry: Entry | None) -> Time | None:
    return None if entry is None else entry.occurred_at
