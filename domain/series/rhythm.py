"""When the sessions of a series fall, on the neighbourhood's wall clock.

Public holidays move nothing: who meets on another day says when, or puts the session off.
"""

from datetime import date, timedelta

from domain.calendar.days import Day, date_of, day_of, midnight, on_date, weekday
from domain.moment import MINUTE, Moment
from domain.series.events import Rhythm

_WEEK = 7
_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}


def next_session(
    rhythm: Rhythm, day: int, minute: int, *, last: Moment | None, now: Moment
) -> Moment:
    """The next session that is not past, behind the *last*.

    *day* is the weekday, 1 for Monday to 7; *minute* those after midnight. A session lies in a
    later week (or month) than the one before, however that was moved within its own; monthly
    ones fall on the first such weekday of the month.
    """
    found = _first(rhythm, day, day_of(now if last is None else last))
    if last is not None:
        found = _after(rhythm, day, found)
    while _at(found, minute) < now:
        found = _after(rhythm, day, found)
    return _at(found, minute)


def week_end(moment: Moment) -> Moment:
    """The midnight behind the Sunday of that week."""
    today = day_of(moment)
    return midnight(Day(today - weekday(today) + _WEEK))


def _at(day: Day, minute: int) -> Moment:
    return Moment(midnight(day) + minute * MINUTE)


def _first(rhythm: Rhythm, day: int, within: Day) -> Day:
    """The session's day in the week, or the month, of *within*."""
    if rhythm is Rhythm.MONTHLY:
        begins = on_date(date_of(within).replace(day=1))
        return Day(begins + (day - 1 - weekday(begins)) % _WEEK)
    return Day(within - weekday(within) + day - 1)


def _after(rhythm: Rhythm, day: int, before: Day) -> Day:
    if rhythm is Rhythm.MONTHLY:
        return _first(rhythm, day, on_date(_next_month(date_of(before))))
    return Day(before + _WEEK * _WEEKS[rhythm])


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
