"""Time that counts: natural time, or only while the committee works.

An axis maps moments to positions, microseconds that count, and back. Adding and measuring are
that map and its inverse, so that they agree whatever lies between: lunch, holidays, 调休. All is
whole numbers; nothing rounds.
"""

from dataclasses import dataclass
from typing import Protocol

from domain.calendar.days import Day, day_of, midnight, split
from domain.calendar.hours import Hours
from domain.calendar.text import Calendar
from domain.calendar.workdays import Workdays
from domain.method.terms import Basis, Limit, Span
from domain.moment import DAY, HOUR, MINUTE, Moment


class Axis(Protocol):
    """Along what a limit is counted."""

    @property
    def basis(self) -> Basis:
        """Which time counts on it."""
        ...

    def position(self, moment: Moment) -> int:
        """How much time has counted by that moment, from a beginning that all positions share."""
        ...

    def moment(self, position: int) -> Moment:
        """The earliest moment at which so much has counted."""
        ...

    def provisional(self, moment: Moment, /) -> bool:
        """Whether a calendar that is still to come may move what falls due then."""
        ...


@dataclass(frozen=True, slots=True)
class Natural:
    """All time counts."""

    @property
    def basis(self) -> Basis:
        """Natural time."""
        return Basis.NATURAL

    def position(self, moment: Moment) -> int:
        """The moment itself."""
        return moment

    def moment(self, position: int) -> Moment:
        """The position itself."""
        return Moment(position)

    def provisional(self, _moment: Moment, /) -> bool:
        """Never: no calendar is asked."""
        return False


class WorkTime:
    """Time counts within the hours of working days."""

    def __init__(self, calendar: Calendar, hours: Hours) -> None:
        self._calendar = calendar
        self._workdays = Workdays(calendar)
        self._periods = [(opens * MINUTE, closes * MINUTE) for opens, closes in hours.periods]
        self._length = hours.length

    @property
    def basis(self) -> Basis:
        """Working time."""
        return Basis.WORKING

    def position(self, moment: Moment) -> int:
        """The working time before that moment."""
        day, time = split(moment)
        whole = self._workdays.before(day) * self._length
        return whole + self._worked_by(time) if self._workdays.works(day) else whole

    def moment(self, position: int) -> Moment:
        """The earliest moment: closing time rather than the next morning's opening."""
        number, rest = divmod(position - 1, self._length)
        return Moment(midnight(self._workdays.nth(number)) + self._time_of(rest + 1))

    def provisional(self, moment: Moment, /) -> bool:
        """Whether the day that ends or goes on then lies beyond what the calendar covers."""
        return not self._calendar.covers(day_of(Moment(moment - 1)))

    def _worked_by(self, time: int) -> int:
        worked = 0
        for opens, closes in self._periods:
            if time > opens:
                worked += min(time, closes) - opens
        return worked

    def _time_of(self, worked: int) -> int:
        """When in a working day so much of it is over; 0 < worked ≤ its length."""
        for opens, closes in self._periods:
            if worked <= closes - opens:
                return opens + worked
            worked -= closes - opens
        raise ValueError("a working day is not that long")


def add(axis: Axis, start: Moment, amount: int) -> Moment:
    """The earliest moment at which *amount* microseconds have counted since *start*."""
    return axis.moment(axis.position(start) + amount)


def between(axis: Axis, start: Moment, end: Moment) -> int:
    """The microseconds that count from *start* to *end*."""
    return axis.position(end) - axis.position(start)


def counted_from(start: Moment, span: Span) -> Moment:
    """From when a limit is counted that begins at *start*.

    One in days does not count the day on which it begins (Civil Code, art. 201): it is counted
    from the next midnight on. Minutes and hours are counted from the moment itself.
    """
    return midnight(Day(day_of(start) + 1)) if span is Span.DAY else start


def length_of(limit: Limit, hours: Hours) -> int:
    """A limit in microseconds of its basis; a working day is as long as the committee's own."""
    match limit.span:
        case Span.MINUTE:
            return limit.amount * MINUTE
        case Span.HOUR:
            return limit.amount * HOUR
        case Span.DAY:
            return limit.amount * (DAY if limit.basis is Basis.NATURAL else hours.length)


def due(axis: Axis, hours: Hours, start: Moment, amount: int, span: Span) -> Moment:
    """When a limit of that amount falls due that begins at *start*.

    One in working days ends as business closes on the last (art. 203), one in natural days at
    midnight; neither is moved off a holiday, which working days are there for.
    """
    limit = Limit(amount=amount, span=span, basis=axis.basis)
    return add(axis, counted_from(start, span), length_of(limit, hours))
