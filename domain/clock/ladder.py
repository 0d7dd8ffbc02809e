"""The ladder upwards (逐级上报): where a limit is missed and the work still not done."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.calendar.state import Calendars
from domain.calendar.worktime import due
from domain.clock.course import course_of
from domain.clock.parts import Clocks, Timer
from domain.levels import Level
from domain.method.terms import Clock
from domain.method.timing import Rung
from domain.moment import Moment

_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The `number`-th rung of the method's ladder, from 1, and when it is to be climbed."""

    number: int
    rung: Rung
    at: Moment


def steps(clocks: Clocks, calendars: Calendars) -> Iterator[Step]:
    """The rungs above the issue's level, lowest first, each with its own wait.

    They count from when the miss was recorded, or from when the issue came to its level, or was
    at hand again, if that is later: after a standstill nobody climbs two rungs at once.
    """
    since = _missed_since(clocks, calendars)
    if since is None:
        return
    base = max(since, clocks.level_at)
    for number, rung in enumerate(clocks.timing.ladder, 1):
        if _LEVELS.index(rung.level) > _LEVELS.index(clocks.level):
            yield Step(number=number, rung=rung, at=_after(rung, clocks, calendars, base))


def next_rung(clocks: Clocks, calendars: Calendars) -> Step | None:
    """The lowest rung above the issue's level; None where nothing climbs."""
    return next(steps(clocks, calendars), None)


def _missed_since(clocks: Clocks, calendars: Calendars) -> Moment | None:
    """When the oldest miss was recorded that work still suffers from."""
    if clocks.merged:
        # The work is that of the issue into which it was merged.
        return None
    found = (_suffers_since(timer, clocks, calendars) for timer in clocks.running)
    return min((since for since in found if since is not None), default=None)


def _suffers_since(timer: Timer, clocks: Clocks, calendars: Calendars) -> Moment | None:
    """When its miss was recorded, or the issue was at hand again if that is later."""
    kind = timer.id.kind
    # Where a revisit is waited for the work is done, and nobody above could take it over.
    if kind is Clock.REVISIT or kind not in clocks.timing.laddered or timer.paused is not None:
        return None
    miss = timer.miss_of(course_of(timer, calendars).due)
    if miss is None:
        return None
    return max(miss.at, timer.went_on or miss.at)


def _after(rung: Rung, clocks: Clocks, calendars: Calendars, base: Moment) -> Moment:
    table, wait = clocks.timetable, rung.wait
    axis = calendars.axis(wait.basis, table.calendar, table.hours)
    return due(axis, table.hours, base, wait.amount, wait.span)
