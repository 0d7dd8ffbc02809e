"""The text of a calendar: the days that depart from the week, year by year.

    format = 1
    version = 3
    source = "国务院办公厅关于2026年部分节假日安排的通知"

    [years.2026]
    off = ["01-01", "01-02", "01-03"]
    on = ["01-04"]

A day that is not named is worked from Monday to Friday. Years that a text names are covered, also
where they hold no such day; of others nobody knows yet.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from domain.calendar.days import SATURDAY, Day, date_of, on_date, weekday
from domain.refusal import Code
from domain.text import Table, read

FORMAT = 1
"""How a calendar's text is written."""

LONGEST = 24_000
"""Bytes that a text may have: about 60 years, and well within one event however it is encoded."""

_YEAR = re.compile(r"(19[7-9]|2[01][0-9])[0-9]")
_DATE = re.compile(r"([01][0-9])-([0-3][0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One version: the days `off` and `on` depart from the week, from `first` to `last`."""

    version: int
    hash: str
    source: str
    first: Day
    last: Day
    off: frozenset[Day]
    on: frozenset[Day]

    def works(self, day: Day) -> bool:
        """Whether that day is worked; outside the years covered, as the week has it."""
        return day in self.on or (weekday(day) < SATURDAY and day not in self.off)

    def covers(self, day: Day) -> bool:
        """Whether the calendar speaks of that day at all."""
        return self.first <= day <= self.last

    def of_year(self, year: int) -> tuple[list[date], list[date]]:
        """The days off and the extra days of work of a year, each in order."""
        off, on = (map(date_of, sorted(days)) for days in (self.off, self.on))
        return [day for day in off if day.year == year], [day for day in on if day.year == year]


_NEVER = on_date(date.max)

WEEKDAYS = Calendar(
    version=0,
    hash="",
    source="",
    first=Day(_NEVER + 1),
    last=_NEVER,
    off=frozenset(),
    on=frozenset(),
)
"""What stands for no version at all: Monday to Friday, and nothing is certain."""


@lru_cache(maxsize=64)
def parse(text: str, *, strict: bool = False) -> Calendar:
    """The calendar in *text*; any fault is `calendar-malformed` with key and remedy.

    *strict* for a text that is to be published: nothing unknown, no year left out between two,
    no day both off and on.
    """
    root = read(text, Code.CALENDAR_MALFORMED, strict=strict)
    root.only("format", "version", "source", "years")
    if strict:
        _require_publishable(root, text)
    years = root.table("years")
    covered = _covered(root, years)
    off, on = (_days(years, which) for which in ("off", "on"))
    if strict and off & on:
        raise root.fault("years", f"both off and on: {date_of(min(off & on))}")
    return Calendar(
        version=root.number("version"),
        hash=sha256(text.encode()).hexdigest(),
        source=root.text("source"),
        first=on_date(date(covered[0], 1, 1)),
        last=on_date(date(covered[-1], 12, 31)),
        off=off,
        on=on,
    )


def _require_publishable(root: Table, text: str) -> None:
    if root.number("format") != FORMAT:
        raise root.fault("format", f"format {FORMAT} is the one that can be published")
    if len(text.encode()) > LONGEST:
        raise root.fault("years", f"the whole text may have {LONGEST} bytes")


def _covered(root: Table, years: Table) -> list[int]:
    """The years that a text speaks of, in order."""
    for year in years.values:
        if not _YEAR.fullmatch(year):
            raise years.fault(year, "a year from 1970 to 2199 is required")
    covered = sorted(map(int, years.values))
    if not covered:
        raise root.fault("years", "at least one year is required")
    if root.strict and covered[-1] - covered[0] >= len(covered):
        raise root.fault("years", "no year may be missing between two others")
    return covered


def _days(years: Table, which: str) -> frozenset[Day]:
    return frozenset(day for year in years.values for day in _of_year(years, year, which))


def _of_year(years: Table, year: str, which: str) -> list[Day]:
    table = years.table(year)
    table.only("off", "on")
    return [_day(table, which, int(year), text) for text in table.texts(which)]


def _day(table: Table, which: str, year: int, text: str) -> Day:
    found = _DATE.fullmatch(text)
    if found is None:
        raise table.fault(which, "write days as '01-31'")
    try:
        return on_date(date(year, int(found[1]), int(found[2])))
    except ValueError:
        raise table.fault(which, f"{year} has no such day: {found[0]}") from None
