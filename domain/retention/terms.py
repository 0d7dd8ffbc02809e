"""Terms in months, as the Civil Code counts them (art. 201 to 203)."""

from calendar import monthrange
from datetime import date

from domain.calendar.days import Day, date_of, day_of, midnight, on_date
from domain.moment import Moment

_SPARE_DAYS = 4
"""By so much the shortness of months may move a day, forth and back."""


def term_end(since: Moment, months: int) -> Moment:
    """The midnight behind the last day of a term: the day of the same number, or the month's last.

    The day on which it begins is not counted.
    """
    last = _later(date_of(day_of(since)), months)
    return midnight(Day(on_date(last) + 1))


def last_day(end: Moment) -> date:
    """The last day of a term by where it ends, as people say until when something is kept."""
    return date_of(Day(day_of(end) - 1))


def begun_before(now: Moment, months: int) -> Moment:
    """No term of so many months is over by *now* that began at this moment or later."""
    latest = _later(date_of(day_of(now)), -months)
    return midnight(Day(on_date(latest) + _SPARE_DAYS))


def over_before(now: Moment, months: int) -> Moment:
    """Every term of so many months is over by *now* that began before this moment."""
    latest = _later(date_of(day_of(now)), -months)
    return midnight(Day(on_date(latest) - _SPARE_DAYS))


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
