"""The course of one clock: what of its time counts, stretch by stretch, and when it is used up.

A clock runs along its limit and then along each extension, every one by its own basis. Pauses
are taken out to the microsecond; one that begins when all is used up moves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar.state import Calendars
from domain.calendar.worktime import Axis, add, between, counted_from, length_of
from domain.clock.parts import Entry, Pause, Timer
from domain.issue.events.timing import PauseGround
from domain.method.terms import Basis, Limit
from domain.moment import Moment
from domain.replacing import replace


class Sort(StrEnum):
    """What a stretch of time is to a clock: it counts, or it is left out, and why."""

    COUNTED = "counted"
    FIRST_DAY = "first-day"
    PAUSED = "paused"
    AWAY = "away"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Time from `since` to `until` (None: still open), of which `counted` µs of `basis` count."""

    since: Moment
    until: Moment | None
    sort: Sort
    axis: Axis
    counted: int = 0
    ground: PauseGround | None = None

    @property
    def basis(self) -> Basis:
        """By what it is counted."""
        return self.axis.basis

    def cut(self, end: Moment) -> "Stretch":
        """The part of it that lies before *end*."""
        if self.until is not None and self.until <= end:
            return self
        counted = between(self.axis, self.since, end) if self.counted else 0
        return replace(self, until=end, counted=counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A clock from its beginning until it is used up, or until a pause that is not over."""

    stretches: tuple[Stretch, ...]
    length: int

    @property
    def due(self) -> Moment | None:
        """When it is used up; None while a pause before that is open."""
        return self.stretches[-1].until

    @property
    def provisional(self) -> bool:
        """Whether a calendar that is still to come may move what is due."""
        return self.due is not None and any(
            s.sort is Sort.COUNTED and s.until is not None and s.axis.provisional(s.until)
            for s in self.stretches
        )

    def reached(self, amount: int) -> Moment | None:
        """When *amount* µs of it have counted; None where a pause keeps it from being known."""
        for stretch in self.stretches:
            if stretch.counted and amount <= stretch.counted:
                return add(stretch.axis, stretch.since, amount)
            amount -= stretch.counted
        return None

    def until(self, end: Moment) -> tuple[Stretch, ...]:
        """Its stretches up to *end*, with what goes beyond the limit behind them."""
        known = tuple(s.cut(end) for s in self.stretches if s.since < end)
        if self.due is None or self.due >= end:
            return known
        return (*known, _over(self.stretches[-1].axis, self.due, end))


def course_of(timer: Timer, calendars: Calendars) -> Course:
    """How the time of *timer* goes, by its own limit, hours and calendar."""
    pauses = _pauses(timer)
    limits = (timer.limit, *timer.extensions)
    stretches, at = _opening(timer, _axis(timer, timer.limit, calendars))
    length = 0
    for limit in limits:
        amount = length_of(limit, timer.timetable.hours)
        length += amount
        leg, pauses = _leg(_axis(timer, limit, calendars), at, amount, pauses)
        stretches = (*stretches, *leg)
        end = leg[-1].until
        if end is None:
            break
        at = end
    return Course(stretches=stretches, length=length)


def end_of(timer: Timer) -> Entry | None:
    """What ended it: the stop that counts, else the one that is claimed, or the calling off."""
    return timer.cancelled or timer.stop or timer.claim


def _axis(timer: Timer, limit: Limit, calendars: Calendars) -> Axis:
    table = timer.timetable
    return calendars.axis(limit.basis, table.calendar, table.hours)


def _opening(timer: Timer, axis: Axis) -> tuple[tuple[Stretch, ...], Moment]:
    """What goes before the first moment that counts, and that moment."""
    start = timer.started.occurred_at
    first = counted_from(start, timer.limit.span)
    if first == start:
        return (), first
    return (Stretch(since=start, until=first, sort=Sort.FIRST_DAY, axis=axis),), first


def _leg(
    axis: Axis, at: Moment, left: int, pauses: Sequence[Pause]
) -> tuple[list[Stretch], Sequence[Pause]]:
    """The stretches along one limit from *at*, and the pauses that lie behind it."""
    found: list[Stretch] = []
    while pauses and pauses[0].since < add(axis, at, left):
        pause, *pauses = pauses
        since = max(at, pause.since)
        counting = _counted(axis, at, since, between(axis, at, since))
        left -= counting.counted
        found += [counting] if since > at else []
        found.append(_waiting(axis, since, pause))
        if pause.until is None:
            return found, ()
        at = max(since, pause.until)
    return [*found, _counted(axis, at, add(axis, at, left), left)], pauses


def _counted(axis: Axis, since: Moment, until: Moment, counted: int) -> Stretch:
    return Stretch(since=since, until=until, sort=Sort.COUNTED, axis=axis, counted=counted)


def _waiting(axis: Axis, since: Moment, pause: Pause) -> Stretch:
    until = None if pause.until is None else max(since, pause.until)
    sort = Sort.AWAY if pause.ground is None else Sort.PAUSED
    return Stretch(since=since, until=until, sort=sort, axis=axis, ground=pause.ground)


def _over(axis: Axis, since: Moment, until: Moment) -> Stretch:
    counted = between(axis, since, until)
    return Stretch(since=since, until=until, sort=Sort.OVERDUE, axis=axis, counted=counted)


def _pauses(timer: Timer) -> Sequence[Pause]:
    """Its pauses in order; what has ended waits no longer."""
    end = end_of(timer)
    if timer.paused is None or end is None:
        return timer.pauses
    last = timer.pauses[-1]
    return (*timer.pauses[:-1], replace(last, until=max(last.since, end.occurred_at)))
