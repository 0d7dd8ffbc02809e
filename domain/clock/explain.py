"""A clock told to people: what changed it, what of its time counted, and which days it saw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar.days import SATURDAY, Day, date_of, day_of, midnight, weekday
from domain.calendar.state import Calendars
from domain.calendar.text import Calendar
from domain.calendar.worktime import between
from domain.clock.course import Sort, Stretch, course_of, end_of
from domain.clock.parts import Clocks, Timer
from domain.issue.events.timing import ClockId
from domain.moment import Moment


class Change(StrEnum):
    """What an event did to a clock."""

    BEGUN = "begun"
    CONTINUED = "continued"
    REPINNED = "repinned"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    WARNED = "warned"
    MISSED = "missed"
    STOPPED = "stopped"
    CLAIMED = "claimed"
    CANCELLED = "cancelled"


def explained(before: Clocks | None, after: Clocks) -> Sequence[tuple[ClockId, Change]]:
    """What one event did, to which clocks; *before* is None of the report."""
    known = {timer.id: timer for timer in _all(before)}
    return [
        (timer.id, change)
        for timer in _all(after)
        if timer is not known.get(timer.id)
        for change in _changes(known.get(timer.id), timer)
    ]


def _all(clocks: Clocks | None) -> Sequence[Timer]:
    return (*clocks.running, *clocks.ended) if clocks else ()


def _changes(old: Timer | None, new: Timer) -> Iterator[Change]:
    if old is None:
        yield Change.BEGUN
        return
    found = {
        Change.CONTINUED: old.ended and not new.ended,
        Change.REPINNED: (old.limit, old.timetable) != (new.limit, new.timetable),
        Change.RESUMED: old.paused is not None and new.paused is None,
        Change.PAUSED: old.paused is None and new.paused is not None,
        Change.EXTENDED: len(new.extensions) > len(old.extensions),
        Change.WARNED: new.warned != old.warned,
        Change.MISSED: new.misses != old.misses,
        Change.STOPPED: new.stop is not None and new.stop != old.stop,
        Change.CLAIMED: new.claim is not None and new.claim != old.claim,
        Change.CANCELLED: new.cancelled is not None and old.cancelled is None,
    }
    yield from (change for change, told in found.items() if told)


def intervals(timer: Timer, calendars: Calendars, now: Moment) -> Sequence[Stretch]:
    """Its time from the beginning to its end, or to *now*: what counted, and what was left out.

    What counted of all of them together is what `read` tells as used.
    """
    end = end_of(timer)
    return course_of(timer, calendars).until(end.occurred_at if end else now)


class DayKind(StrEnum):
    """What a day is by the calendar: worked, a weekend, a holiday, or worked in lieu (调休)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LIEU = "lieu"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySeen:
    """One day of a clock: `counted` µs of it counted; `certain` that the calendar knows it."""

    date: date
    kind: DayKind
    counted: int
    certain: bool


def days(timer: Timer, calendars: Calendars, until: Moment) -> Sequence[DaySeen]:
    """Every day from its beginning to *until*, or to its end where that is earlier.

    Up to when it is due they add up to its whole limit, the days left out among them.
    """
    stretches = intervals(timer, calendars, until)
    if not stretches:
        return ()
    calendar = calendars.version(timer.timetable.calendar)
    first, last = stretches[0].since, stretches[-1].until or until
    return [
        _seen(Day(day), calendar, stretches)
        for day in range(day_of(first), day_of(Moment(max(first, last - 1))) + 1)
    ]


def _seen(day: Day, calendar: Calendar, stretches: Sequence[Stretch]) -> DaySeen:
    return DaySeen(
        date=date_of(day),
        kind=_kind(day, calendar),
        counted=sum(_counted_on(day, one) for one in stretches),
        certain=calendar.covers(day),
    )


def _kind(day: Day, calendar: Calendar) -> DayKind:
    if calendar.works(day):
        return DayKind.WORKDAY if weekday(day) < SATURDAY else DayKind.LIEU
    return DayKind.HOLIDAY if weekday(day) < SATURDAY else DayKind.WEEKEND


def _counted_on(day: Day, stretch: Stretch) -> int:
    """A weekend day that a calendar names as off is a weekend all the same."""
    if stretch.sort not in (Sort.COUNTED, Sort.OVERDUE) or stretch.until is None:
        return 0
    since = max(stretch.since, midnight(day))
    until = min(stretch.until, midnight(Day(day + 1)))
    return between(stretch.axis, since, until) if since < until else 0
