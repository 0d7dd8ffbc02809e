"""What is recorded later changes no figure of an earlier day, whatever it says of that day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, select

from domain.body.events import Level
from domain.calendar.days import Day, day_of, on_date
from domain.moment import HOUR, Moment
from projections.figures.asking import Question, backlog, sums
from projections.figures.making import month_of
from projections.figures.rows import Grain, Split
from projections.figures.tables import FACT, TALLY
from service.service import Service
from tests.figures.later import COMMENTS, UNCOUNTED, Past, grown
from tests.figures.living import Living, morning

LAST = on_date(date(2041, 9, 30))
"""The last day of the past, with which a month ends."""

LATER = date(2041, 10, 2)
DAYS = (Day(LAST - 4), LAST)
PERIODS = ((LAST - 29, LAST), (LAST - 40, LAST + 80))
SPLITS: Sequence[tuple[Split, ...]] = ((), (Split.CATEGORY,), (Split.COMMITTEE,))

Figures = Mapping[Any, Any]


@pytest.fixture
def past(sqlite_service: Service) -> Iterator[Past]:
    """The evening of the last day."""
    living = Living(sqlite_service, seed=7)
    past = grown(living, Moment(morning(date(2041, 9, 30)) + 14 * HOUR))
    assert day_of(living.now) == LAST
    yield past
    living.close()


def test_nothing_that_comes_later_changes_a_past_figure(past: Past) -> None:
    living = past.living
    living.wait_for(morning(LATER))
    living.write()
    before, rows = figures_of(living), rows_of(living)
    for name, deed in COMMENTS.items():
        deed(past)
        living.write()
        assert rows_of(living) == rows, name
    living.live(days=4, issues=6)
    living.write(batch=11)
    assert rows_of(living) == rows
    assert figures_of(living) == before


def test_what_comes_later_is_counted_from_its_own_day_on(past: Past) -> None:
    """Else nothing would be counted at all."""
    living = past.living
    living.wait_for(morning(LATER))
    today = day_of(living.now)
    for name, deed in COMMENTS.items():
        living.write()
        before = facts(living, today)
        deed(past)
        living.write()
        assert (facts(living, today) != before) == (name not in UNCOUNTED), name


def figures_of(living: Living) -> Figures:
    """All figures of all bodies as of the last day."""
    with living.service.database.read() as connection:
        return {
            (body, by, period): _told(connection, _asked(body, level, period, LAST), by)
            for body, level in living.district.bodies
            for by in SPLITS
            for period in PERIODS
        }


def _told(connection: Connection, asked: Question, by: Sequence[Split]) -> tuple[Any, Any]:
    return sums(connection, asked, by), backlog(connection, asked, by)


def rows_of(living: Living) -> tuple[Figures, Sequence[Figures]]:
    """What they are read from: whatever can be asked as of those days is made of this."""
    told = tallies(living), [facts(living, day) for day in DAYS]
    assert told[0]
    assert all(told[1])
    return told


def facts(living: Living, day: Day) -> Figures:
    """Every fact as of a day, with all that it says."""
    row = FACT.c
    told = [column for column in FACT.columns if column.name != "until"]
    with living.service.database.read() as connection:
        holds = select(*told).where(row.since <= day, row.until > day)
        return {(one.issue, one.slot): tuple(one) for one in connection.execute(holds)}


def tallies(living: Living) -> Figures:
    """Every tally row recorded by the end of the last day."""
    row = TALLY.c
    upto = (row.grain == Grain.DAY) & (row.recorded <= LAST)
    months = (row.grain == Grain.MONTH) & (row.recorded <= month_of(LAST))
    keys = [column for column in TALLY.columns if column.primary_key]
    with living.service.database.read() as connection:
        found = connection.execute(select(*keys, row.n, row.amount).where(upto | months))
        return {tuple(one[:-2]): tuple(one[-2:]) for one in found}


def _asked(body: UUID, level: Level, period: tuple[int, int], as_of: Day) -> Question:
    first, last = map(Day, period)
    return Question(body=body, level=level, compound=None, first=first, last=last, as_of=as_of)
