"""Spans: a period as whole months, and the few days by which it differs from them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from domain.calendar.days import Day, on_date
from projections.figures.making import month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from `first` to `last`, which are added (1) or taken away (-1)."""

    first: Day
    last: Day
    sign: int = 1

    @property
    def many(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Whole months from `low` to `high`, counted as by `month_of`."""

    low: int
    high: int

    @property
    def first(self) -> Day:
        """The day with which they begin."""
        return first_day(self.low)

    @property
    def last(self) -> Day:
        """The day with which they end."""
        return last_day(self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Months, and the days to be added and taken away; `months` is None where days alone do."""

    months: Months | None
    edges: tuple[Days, ...]


def spans_of(first: Day, last: Day) -> Spans:
    """What has to be read for the days from *first* to *last*.

    Of a month that is covered by more than half the rest is taken away: no edge is longer than
    half a month.
    """
    low, begin = _begun(first)
    high, end = _ended(last)
    edges = tuple(edge for edge in (begin, end) if edge is not None)
    whole = Days(first=first, last=last)
    if low > high or sum(edge.many for edge in edges) >= whole.many:
        return Spans(months=None, edges=(whole,))
    return Spans(months=Months(low=low, high=high), edges=edges)


def first_day(month: int) -> Day:
    """The first day of a month."""
    return on_date(date(month // 12, month % 12 + 1, 1))


def last_day(month: int) -> Day:
    """The last day of a month."""
    year, rest = divmod(month, 12)
    return Day(first_day(month) + monthrange(year, rest + 1)[1] - 1)


def _begun(first: Day) -> tuple[int, Days | None]:
    """The month with which to begin, and by which days that is not *first*."""
    month = month_of(first)
    rest, before = _days(first, last_day(month)), _days(first_day(month), first - 1, -1)
    if before is None or before.many <= (rest.many if rest else 0):
        return month, before
    return month + 1, rest


def _ended(last: Day) -> tuple[int, Days | None]:
    """The month with which to end, and by which days that is not *last*."""
    month = month_of(last)
    rest, behind = _days(first_day(month), last), _days(last + 1, last_day(month), -1)
    if behind is None or behind.many <= (rest.many if rest else 0):
        return month, behind
    return month - 1, rest


def _days(first: int, last: int, sign: int = 1) -> Days | None:
    return Days(first=Day(first), last=Day(last), sign=sign) if first <= last else None
