"""Counting working days: how many lie before a day, and which is the n-th. O(log n) each.

Weeks are counted in whole; the days on which a calendar departs from the week are marks among
which to search. Numbers count from Monday, 29 December 1969, which only differences ever show.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from domain.calendar.days import SATURDAY, Day, weekday
from domain.calendar.text import Calendar

_MONDAY = 3
"""Days from Monday, 29 December 1969, to the day 0."""
_WEEK = 7
_WORKED = 5


class Workdays:
    """The working days of one calendar, numbered."""

    def __init__(self, calendar: Calendar) -> None:
        self._marks = departures(calendar)
        self._departing = frozenset(self._marks)
        shifts = (1 if calendar.works(mark) else -1 for mark in self._marks)
        self._shifts = list(accumulate(shifts, initial=0))
        self._behind = [self.before(Day(mark + 1)) for mark in self._marks]

    def works(self, day: Day) -> bool:
        """Whether that day is worked."""
        return (weekday(day) < SATURDAY) != (day in self._departing)

    def before(self, day: Day) -> int:
        """The number of working days before *day*: its own number, where it is one."""
        return _weekdays_before(day) + self._shifts[bisect_left(self._marks, day)]

    def nth(self, number: int) -> Day:
        """The working day of that number."""
        place = bisect_right(self._behind, number)
        day = _weekday_numbered(number - self._shifts[place])
        return min(day, self._marks[place]) if place < len(self._marks) else day


def departures(calendar: Calendar) -> Sequence[Day]:
    """The days on which a calendar departs from the week, in order."""
    named = sorted(calendar.off | calendar.on)
    return [day for day in named if calendar.works(day) != (weekday(day) < SATURDAY)]


def _weekdays_before(day: Day) -> int:
    weeks, rest = divmod(day + _MONDAY, _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)


def _weekday_numbered(number: int) -> Day:
    weeks, rest = divmod(number, _WORKED)
    return Day(weeks * _WEEK + rest - _MONDAY)
