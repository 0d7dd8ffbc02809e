"""When something that recurs is to take place, and which of those days were missed."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.undertaking.events import Beat, Recurrence

_WEEK = timedelta(days=7)
MOST = 400
"""How many days are told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One week, two weeks, month or year: it is to take place on `due`, within `first` to `last`.

    Where no day is fixed it is due on the last.
    """

    due: date
    first: date
    last: date

    def held(self, days: Collection[date]) -> bool:
        """Whether it took place, on the day or on another one of its turn."""
        return any(self.first <= day <= self.last for day in days)


def turns(recurrence: Recurrence, *, since: date, until: date) -> Iterator[Turn]:
    """The turns whose day lies from *since*, when it all began, to *until*; at most `MOST`."""
    start, told = _start(recurrence.beat, since), 0
    while start <= until and told < MOST:
        after = _next(recurrence.beat, start)
        last = after - timedelta(days=1)
        turn = Turn(due=_due(recurrence, start, last), first=start, last=last)
        if since <= turn.due <= until:
            told += 1
            yield turn
        start = after


def _start(beat: Beat, day: date) -> date:
    match beat:
        case Beat.WEEKLY | Beat.FORTNIGHTLY:
            return day - timedelta(days=day.weekday())
        case Beat.MONTHLY:
            return day.replace(day=1)
        case Beat.YEARLY:
            return day.replace(month=1, day=1)


def _next(beat: Beat, start: date) -> date:
    match beat:
        case Beat.WEEKLY:
            return start + _WEEK
        case Beat.FORTNIGHTLY:
            return start + 2 * _WEEK
        case Beat.MONTHLY:
            return start + timedelta(days=monthrange(start.year, start.month)[1])
        case Beat.YEARLY:
            return start.replace(year=start.year + 1)


def _due(recurrence: Recurrence, start: date, last: date) -> date:
    """The day of the turn; the 31st of a shorter month is its last day."""
    if recurrence.day is None:
        return last
    return min(start + timedelta(days=recurrence.day - 1), last)
