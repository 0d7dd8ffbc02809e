"""New limits for clocks that run; those that have ended keep what they were measured by."""

from uuid import UUID

from domain.calendar.hours import Timetable
from domain.clock import timers
from domain.clock.parts import Clocks, Timer
from domain.history import Stamp
from domain.issue import events
from domain.levels import Level
from domain.method.terms import Clock, Track
from domain.replacing import replace


def triaged(clocks: Clocks, event: events.Triaged, stamp: Stamp) -> Clocks:
    """Category, scale and track are known: their terms are in force from now on."""
    clocks = _with_limits(replace(clocks, terms=event.terms, track=event.track))
    if event.track is Track.NORMAL:
        return clocks
    return timers.called_off(clocks, Clock.NEGOTIATION, stamp)


def transferred(clocks: Clocks, event: events.Transferred, stamp: Stamp) -> Clocks:
    """Another committee's method, hours and calendar; it triages anew."""
    pinned = replace(
        clocks,
        terms=event.terms,
        timing=event.rules.timing,
        timetable=event.timetable,
        track=None,
        level=lowest(event.compound),
        level_at=stamp.at,
    )
    return _with_limits(_with_timetable(pinned, event.timetable))


def recalculated(clocks: Clocks, calendar: int) -> Clocks:
    """By another version of the calendar."""
    timetable = replace(clocks.timetable, calendar=calendar)
    running = tuple(_by(calendar, timer) for timer in clocks.running)
    return replace(clocks, timetable=timetable, running=running)


def lowest(compound: UUID | None) -> Level:
    """Where an issue begins."""
    return Level.COMMITTEE if compound is None else Level.COMPOUND


def _by(calendar: int, timer: Timer) -> Timer:
    if timer.timetable.calendar == calendar:
        return timer
    return replace(timer, timetable=replace(timer.timetable, calendar=calendar))


def _with_timetable(clocks: Clocks, timetable: Timetable) -> Clocks:
    running = tuple(replace(timer, timetable=timetable) for timer in clocks.running)
    return replace(clocks, running=running)


def _with_limits(clocks: Clocks) -> Clocks:
    return replace(clocks, running=tuple(_repinned(clocks, timer) for timer in clocks.running))


def _repinned(clocks: Clocks, timer: Timer) -> Timer:
    """A supervision's limit is the superior's, and no method's."""
    limit = None if timer.id.kind is Clock.SUPERVISION else clocks.limit_of(timer.id.kind)
    return timer if limit in (None, timer.limit) else replace(timer, limit=limit)
