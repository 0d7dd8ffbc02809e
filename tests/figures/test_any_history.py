"""Whatever happens to an issue, its facts are those that a recount finds, as of every day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import settings

from domain.calendar.days import day_of
from projections.bodies import Superiors
from projections.figures.rows import CourseRow, FactRow
from projections.views import course
from tests.domain.examples import ISSUE, STEADY, SUBDISTRICT
from tests.figures.feed import calendars, lines, recorded
from tests.figures.happenings import CALENDARS
from tests.figures.lives import LIVES, Lived
from tests.figures.recount import Recount


class _OneAbove(Superiors):
    """Every committee stands below one subdistrict; nobody is asked."""

    def __init__(self) -> None:
        pass

    def of(self, _body: UUID) -> tuple[UUID, ...]:
        return (SUBDISTRICT,)


GIVEN = course.Given(calendars=CALENDARS, superiors=_OneAbove())
Tally = Counter[tuple[Any, ...]]


def rows_of(life: Lived) -> Sequence[FactRow]:
    """The product's facts, each as it was written last."""
    fold, found = course.bind(GIVEN), dict[tuple[str, int], FactRow]()
    row: CourseRow | None = None
    [facts, _] = course.VIEW.derived
    for one in recorded(ISSUE, life):
        before, row = row, fold((ISSUE,), row, one)
        if row is not before:
            found.update({(r.slot, r.since): r for r in facts.make(before, row, one)})
    return list(found.values())


def ours(rows: Iterable[FactRow], day: int) -> Tally:
    """What holds as of the end of a day."""
    return Counter(
        (
            str(row.committee),
            row.compound and str(row.compound),
            row.category,
            row.method,
            row.code,
            row.detail,
            row.day,
            row.value,
        )
        for row in rows
        if row.since <= day < row.until
    )


def theirs(recount: Recount, day: int) -> Tally:
    """The same, counted anew."""
    return Counter(
        (
            one.dimensions["committee"],
            one.dimensions["compound"],
            one.dimensions["category"],
            one.dimensions["method"],
            one.fact.code,
            one.fact.detail,
            one.fact.day,
            one.fact.value,
        )
        for one in recount.facts(str(ISSUE), day)
    )


@settings(STEADY, max_examples=100)
@for_all(LIVES)
def test_facts_are_what_a_recount_finds(life: Lived) -> None:
    rows = rows_of(life)
    told = [*calendars(CALENDARS.texts), *recorded(ISSUE, life)]
    recount = Recount(lines(told))
    for day in sorted({day_of(stamp.at) for _, stamp in life}):
        found, counted = ours(rows, day), theirs(recount, day)
        assert found == counted, (found - counted, counted - found)
