"""Clocks told in full: which events made each, what of its time counted, and on which days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.actor import Role
from domain.calendar.state import Calendars
from domain.clock.course import Stretch
from domain.clock.explain import Change, DaySeen, days, explained, intervals
from domain.clock.fold import folded
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import Reading, read
from domain.issue.events import ClockId
from domain.moment import Moment
from ledger.envelope import Recorded
from service.clocks import is_seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event that did something to a clock."""

    change: Change
    recorded: Recorded[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClock:
    """A clock, how it stands, and why."""

    timer: Timer
    reading: Reading
    steps: Sequence[Step]
    stretches: Sequence[Stretch]
    days: Sequence[DaySeen]


@dataclass(slots=True)
class _Told:
    """What is known of one clock so far."""

    timer: Timer
    steps: list[Step] = field(default_factory=list)


def explained_clocks(
    events: Sequence[Recorded[object]], calendars: Calendars, role: Role, now: Moment
) -> Sequence[ExplainedClock]:
    """Every clock of every round that the beginning of an issue's stream tells of."""
    told: dict[ClockId, _Told] = {}
    clocks: Clocks | None = None
    for recorded in events:
        before, clocks = clocks, folded(clocks, recorded.event, recorded.stamp)
        _note(told, before, clocks, recorded)
    if clocks is None:
        return []
    return [
        _explained(one, clocks, calendars, now)
        for one in told.values()
        if is_seen_by(role, one.timer)
    ]


def _note(
    told: dict[ClockId, _Told],
    before: Clocks | None,
    after: Clocks | None,
    recorded: Recorded[object],
) -> None:
    """Keep the newest of each clock, also of those that an issue's state forgets in time."""
    if after is None or after is before:
        return
    for timer in _timers(after):
        told.setdefault(timer.id, _Told(timer)).timer = timer
    for clock, change in explained(before, after):
        told[clock].steps.append(Step(change=change, recorded=recorded))


def _timers(clocks: Clocks) -> Iterator[Timer]:
    yield from clocks.running
    yield from clocks.ended


def _explained(told: _Told, clocks: Clocks, calendars: Calendars, now: Moment) -> ExplainedClock:
    timer = told.timer
    return ExplainedClock(
        timer=timer,
        reading=read(timer, clocks, calendars, now),
        steps=told.steps,
        stretches=intervals(timer, calendars, now),
        days=days(timer, calendars, now),
    )
