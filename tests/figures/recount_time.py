"""Time in the recount: days in Shanghai, and working time by walking it, period after period.

Stands alone: the standard library, the texts of calendars as they are published, nothing of ours.
All moments are microseconds since 1970.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

SHANGHAI = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_ORDINAL = date(1970, 1, 1).toordinal()
MICRO = timedelta(microseconds=1)
MINUTE = 60_000_000
FOR_EVER = 2**62

Span = tuple[int, int | None]
"""Time that is left out; the second is None while nobody knows when it ends."""


def date_of(moment: int) -> date:
    """The day on the wall clock in Shanghai."""
    return (EPOCH + timedelta(microseconds=moment)).astimezone(SHANGHAI).date()


def number_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - FIRST_ORDINAL


def midnight(day: date) -> int:
    """The moment with which a day begins."""
    return (datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) - EPOCH) // MICRO


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked, by one text; without any it is Monday to Friday."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people are at work on *day*."""
        return day in self.on or (day.weekday() < 5 and day not in self.off)


@cache
def working_days(text: str | None) -> WorkingDays:
    """What a calendar's text says."""
    years = tomllib.loads(text)["years"] if text else {}
    return WorkingDays(off=_named(years, "off"), on=_named(years, "on"))


def _named(years: Mapping[str, Any], which: str) -> frozenset[date]:
    named = ((year, day) for year, told in years.items() for day in told.get(which, ()))
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, day in named)


@dataclass(frozen=True)
class Table:
    """By what time is counted: the days that are worked, and from minute to minute of each."""

    days: WorkingDays
    periods: Sequence[tuple[int, int]]

    def length(self, limit: Mapping[str, Any]) -> int:
        """How much has to be used up of a limit."""
        amount: int = limit["amount"]
        match limit["span"]:
            case "minute":
                return amount * MINUTE
            case "hour":
                return amount * 60 * MINUTE
            case _ if limit["basis"] == "natural":
                return amount * 24 * 60 * MINUTE
            case _:
                return amount * MINUTE * sum(end - begin for begin, end in self.periods)

    def counting(self, basis: str, start: int) -> Iterator[tuple[int, int]]:
        """The stretches from *start* on in which time counts."""
        if basis == "natural":
            yield start, FOR_EVER
            return
        day = date_of(start)
        while True:
            if self.days.works(day):
                yield from self._at_work(day, start)
            day += timedelta(days=1)

    def _at_work(self, day: date, start: int) -> Iterator[tuple[int, int]]:
        begins = midnight(day)
        for opens, closes in self.periods:
            stretch = max(start, begins + opens * MINUTE), begins + closes * MINUTE
            if stretch[0] < stretch[1]:
                yield stretch


def due(
    table: Table,
    began: int,
    limit: Mapping[str, Any],
    more: Sequence[Mapping[str, Any]],
    out: Sequence[Span],
) -> int | None:
    """When a limit and what was granted beyond it are used up; None where nobody knows.

    A limit in days leaves out the day on which it begins.
    """
    at = began if limit["span"] != "day" else midnight(date_of(began) + timedelta(days=1))
    for part in (limit, *more):
        end = _used_up(table.counting(part["basis"], at), table.length(part), out)
        if end is None:
            return None
        at = end
    return at


def _used_up(stretches: Iterator[tuple[int, int]], left: int, out: Sequence[Span]) -> int | None:
    for whole in stretches:
        for begin, end in _without(whole, out):
            if end is None:
                return None
            if end - begin >= left:
                return begin + left
            left -= end - begin
    return None


def _without(stretch: tuple[int, int], out: Sequence[Span]) -> Iterator[Span]:
    """A stretch without what is left out; (x, None) where from x on nobody knows."""
    at, end = stretch
    for since, until in sorted(out, key=lambda one: one[0]):
        if since >= end or (until is not None and until <= at):
            continue
        if since > at:
            yield at, since
        if until is None:
            yield max(at, since), None
            return
        at = max(at, until)
    if at < end:
        yield at, end
