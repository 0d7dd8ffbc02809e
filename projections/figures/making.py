"""Making facts and tallies of how a course changed with one event."""

from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from domain.calendar.days import Day, date_of, day_of
from domain.figures.codes import PRINCIPAL, STAGES
from domain.figures.durations import class_of
from domain.figures.parts import Fact
from ledger.envelope import Recorded
from projections.figures.rows import (
    ALWAYS,
    UNSPLIT,
    CourseRow,
    FactRow,
    Grain,
    Split,
    TallyRow,
)

Changed = tuple[CourseRow, Fact, int]
"""A fact under the dimensions of a course, and 1 where it is new or -1 where it is over."""


def facts(
    before: CourseRow | None, after: CourseRow | None, recorded: Recorded[object]
) -> Iterator[FactRow]:
    """What ended that day, and what holds from it on."""
    today = day_of(recorded.at)
    for course, fact, sign in changes(before, after):
        yield _fact(course, fact, ALWAYS if sign > 0 else today)


def tallies(
    before: CourseRow | None, after: CourseRow | None, recorded: Recorded[object]
) -> Iterator[TallyRow]:
    """The same, as additions to the tallies of every body that counts it."""
    today = day_of(recorded.at)
    for course, fact, sign in changes(before, after):
        yield from _tallies(course, fact, sign, today)


def changes(before: CourseRow | None, after: CourseRow | None) -> Iterator[Changed]:
    """What is over, and behind it what is new; under other dimensions that is everything."""
    old = {fact.slot: fact for fact in before.told.facts} if before else {}
    new = {fact.slot: fact for fact in after.told.facts} if after else {}
    moved = before is None or after is None or before.dimensions != after.dimensions
    if before is not None:
        yield from ((before, one, -1) for at, one in old.items() if moved or new.get(at) != one)
    if after is not None:
        yield from ((after, one, 1) for at, one in new.items() if moved or old.get(at) != one)


@lru_cache(maxsize=4096)
def month_of(day: Day) -> int:
    """Months since the year 0, so that they can be counted."""
    date = date_of(day)
    return date.year * 12 + date.month - 1


def _fact(course: CourseRow, fact: Fact, until: Day) -> FactRow:
    return FactRow(
        issue=course.issue,
        slot=fact.slot,
        since=fact.since,
        until=until,
        committee=course.committee,
        compound=course.compound,
        category=course.category,
        channel=course.channel,
        method=course.method,
        code=fact.code,
        detail=fact.detail,
        day=fact.day,
        value=fact.value,
    )


def _tallies(course: CourseRow, fact: Fact, sign: int, today: Day) -> Iterator[TallyRow]:
    days, months = (fact.day, today), (month_of(fact.day), month_of(today))
    detail, amount = detail_of(fact.code, fact.detail, fact.value), sign * fact.value
    for body, split, key, grain in _counted_in(course, fact):
        when = days if grain is Grain.DAY else months
        yield TallyRow(body, split, grain, fact.code, *when, key, detail, sign, amount)


def detail_of(code: str, detail: str, value: int) -> str:
    """What is told apart within a code: of a stage it is how long it took."""
    return str(class_of(value)) if code in STAGES else detail


def _counted_in(course: CourseRow, fact: Fact) -> Iterator[tuple[UUID, str, str, Grain]]:
    """Months for every body. The days of a month are read from the facts themselves, which are
    few but for the topmost body; committees are told apart by their own tallies.
    """
    for body in (course.committee, *course.above):
        yield body, UNSPLIT, "", Grain.MONTH
    for body in course.above:
        if fact.code in PRINCIPAL:
            yield body, Split.CATEGORY, course.category or "", Grain.MONTH
            yield body, Split.CHANNEL, course.channel, Grain.MONTH
            yield body, Split.METHOD, course.method, Grain.MONTH
    for topmost in course.above[-1:]:
        yield topmost, UNSPLIT, "", Grain.DAY
