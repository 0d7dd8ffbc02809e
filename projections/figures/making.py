"""Making facts and tallies of how a course changed with one event."""

from collections.abc import Iterator
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
    for body, split, key, grain in _counted_in(course, fact):
        by_day = grain is Grain.DAY
        yield TallyRow(
            body=body,
            split=split,
            grain=grain,
            code=fact.code,
            happened=fact.day if by_day else month_of(fact.day),
            recorded=today if by_day else month_of(today),
            key=key,
            detail=detail_of(fact.code, fact.detail, fact.value),
            n=sign,
            amount=sign * fact.value,
        )


def detail_of(code: str, detail: str, value: int) -> str:
    """What is told apart within a code: of a stage it is how long it took."""
    return str(class_of(value)) if code in STAGES else detail


def _counted_in(course: CourseRow, fact: Fact) -> Iterator[tuple[UUID, str, str, Grain]]:
    """A committee reads its days from the facts themselves; whoever is above it, from tallies."""
    yield course.committee, UNSPLIT, "", Grain.MONTH
    for body in course.above:
        for grain in Grain:
            yield body, UNSPLIT, "", grain
            if fact.code in PRINCIPAL:
                yield from ((body, split, key, grain) for split, key in _keys(course))


def _keys(course: CourseRow) -> Iterator[tuple[str, str]]:
    yield Split.COMMITTEE, str(course.committee)
    yield Split.CATEGORY, course.category or ""
    yield Split.CHANNEL, course.channel
    yield Split.METHOD, course.method
