"""Days on the neighbourhood's wall clock, as whole numbers, so that no rule asks a library."""

from datetime import date
from typing import NewType

from domain.moment import DAY, HOUR, Moment

Day = NewType("Day", int)
"""Whole days since 1970-01-01 in Shanghai."""

SATURDAY = 5

_OFFSET = 8 * HOUR
_FIRST_ORDINAL = date(1970, 1, 1).toordinal()
_FIRST_WEEKDAY = 3
"""1970 began on a Thursday."""


def day_of(moment: Moment) -> Day:
    """The day on which a moment lies."""
    return Day((moment + _OFFSET) // DAY)


def split(moment: Moment) -> tuple[Day, int]:
    """The day on which a moment lies, and the microseconds since its midnight."""
    day, time = divmod(moment + _OFFSET, DAY)
    return Day(day), time


def midnight(day: Day) -> Moment:
    """The moment at which a day begins."""
    return Moment(day * DAY - _OFFSET)


def weekday(day: Day) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day + _FIRST_WEEKDAY) % 7


def date_of(day: Day) -> date:
    """A day's date."""
    return date.fromordinal(day + _FIRST_ORDINAL)


def on_date(when: date) -> Day:
    """The day of a date."""
    return Day(when.toordinal() - _FIRST_ORDINAL)
