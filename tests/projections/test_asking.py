"""Figures as SQL adds them up are those of a recount, fact by fact."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Connection, Integer, literal, select

from domain.body.events import Level
from domain.calendar.days import Day, date_of, on_date
from domain.figures.codes import KNOWN_CODES, PRINCIPAL
from domain.figures.durations import STEPS, class_of
from domain.refusal import Code, Refused
from ledger.database import Database
from projections.figures.adding import AGES, age_class
from projections.figures.asking import Question, backlog, codes_of, sums
from projections.figures.asking_facts import class_in_sql
from projections.figures.making import month_of
from projections.figures.rows import FactRow, Split
from projections.figures.spans import first_day, last_day, spans_of
from projections.replay import ensure_tables
from projections.views import course, directory
from tests.ledger.conftest import migrated
from tests.projections.counted import (
    COMMITTEES,
    DISTRICT,
    NORTH,
    fill,
    recount,
    recounted_backlog,
    stored,
)

FIRST, DAYS = on_date(date(2025, 11, 12)), 170
LAST, LATER = Day(FIRST + DAYS), Day(FIRST + 800)
COMMITTEE = min(COMMITTEES)
COMPOUND = UUID(int=COMMITTEE.int * 100)

Counted = tuple[Connection, Sequence[FactRow]]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Sequence[FactRow]]]:
    """Facts and tallies of some hundred issues on each database."""
    with migrated(request, tmp_path_factory.mktemp("counted"), "ledger") as database:
        ensure_tables(database, [course.VIEW, directory.VIEW])
        with database.write() as connection:
            fill(connection, seed=6, first=FIRST, days=DAYS, issues=200)
        with database.read() as connection:
            facts = stored(connection)
        yield database, facts


@pytest.fixture
def counted(filled: tuple[Database, Sequence[FactRow]]) -> Iterator[Counted]:
    """A look at them."""
    database, facts = filled
    with database.read() as connection:
        yield connection, facts


def asked(
    body: UUID = COMMITTEE,
    level: Level = Level.COMMITTEE,
    compound: UUID | None = None,
    first: Day = FIRST,
    last: Day = LAST,
    as_of: Day = LATER,
) -> Question:
    return Question(body=body, level=level, compound=compound, first=first, last=last, as_of=as_of)


def moments(seed: str, many: int) -> Iterator[tuple[Day, Day, Day]]:
    """Periods and as-of days, some of them at the turn of a month."""
    random = Random(seed)  # noqa: S311  # nothing is to be kept secret
    for _ in range(many):
        first, last, as_of = (Day(FIRST + random.randrange(-40, DAYS + 70)) for _ in range(3))
        if random.random() < 0.4:
            first, last = first_day(month_of(first)), last_day(month_of(last))
        if random.random() < 0.2:
            as_of = last_day(month_of(as_of))
        yield min(first, last), max(first, last), as_of


WIDE = [(NORTH, Level.SUBDISTRICT), (DISTRICT, Level.DISTRICT)]
KEPT = [split for split in Split if split is not Split.COMPOUND]


@pytest.mark.parametrize("compound", [None, COMPOUND], ids=["committee", "compound"])
@pytest.mark.parametrize(
    "by", [(), (Split.CATEGORY,), (Split.CHANNEL, Split.COMPOUND), tuple(Split)], ids=str
)
def test_a_committee_is_recounted(
    counted: Counted, compound: UUID | None, by: tuple[Split, ...]
) -> None:
    connection, facts = counted
    for first, last, as_of in moments(f"{compound} {by}", 12):
        question = asked(compound=compound, first=first, last=last, as_of=as_of)
        assert sums(connection, question, by) == recount(facts, question, by, KNOWN_CODES)
        assert backlog(connection, question, by) == recounted_backlog(facts, question, by)


@pytest.mark.parametrize(("body", "level"), WIDE, ids=["subdistrict", "district"])
@pytest.mark.parametrize("by", [(), *((split,) for split in KEPT)], ids=str)
def test_a_body_above_is_recounted(
    counted: Counted, body: UUID, level: Level, by: tuple[Split, ...]
) -> None:
    connection, facts = counted
    for first, last, as_of in moments(f"{body} {by}", 12):
        question = asked(body, level, first=first, last=last, as_of=as_of)
        codes = codes_of(level, by)
        assert sums(connection, question, by) == recount(facts, question, by, codes)
        assert backlog(connection, question, by) == recounted_backlog(facts, question, by)


def test_committees_are_told_apart_by_everything() -> None:
    for level in Level:
        assert codes_of(level, ()) == codes_of(level, (Split.COMMITTEE,)) == KNOWN_CODES
    assert codes_of(Level.DISTRICT, (Split.CATEGORY,)) == PRINCIPAL
    assert codes_of(Level.COMMITTEE, (Split.CATEGORY,)) == KNOWN_CODES


def test_there_is_something_to_count(counted: Counted) -> None:
    connection, facts = counted
    [found] = sums(connection, asked(DISTRICT, Level.DISTRICT)).values()
    assert len({code for code, _ in found}) > len(KNOWN_CODES) * 0.9
    [ages] = backlog(connection, asked(as_of=LAST)).values()
    assert set(ages) >= {*AGES[2:], 0}
    assert any(one.since == one.until for one in facts)


def test_nothing_is_no_key(counted: Counted) -> None:
    connection, _ = counted
    for body, level in [(COMMITTEE, Level.COMMITTEE), *WIDE]:
        before = asked(body, level, last=FIRST, as_of=Day(FIRST - 1))
        assert sums(connection, before) == {}
        assert backlog(connection, before) == {}


def test_on_the_first_of_all_days_nothing_waits(counted: Counted) -> None:
    connection, _ = counted
    for body, level in [(COMMITTEE, Level.COMMITTEE), *WIDE]:
        early = asked(body, level, as_of=on_date(date.min))
        assert sums(connection, early) == {}
        assert backlog(connection, early) == {}


def test_a_later_as_of_day_changes_what_was_counted(counted: Counted) -> None:
    connection, _ = counted
    last = Day(FIRST + 60)
    early, late = (asked(last=last, as_of=Day(last + days)) for days in (0, 90))
    assert sums(connection, early) != sums(connection, late)


@pytest.mark.parametrize(("body", "level"), WIDE, ids=["subdistrict", "district"])
@pytest.mark.parametrize(
    ("compound", "by"),
    [(COMPOUND, ()), (None, (Split.COMPOUND,)), (None, (Split.CATEGORY, Split.CHANNEL))],
    ids=["compound", "by-compound", "by-two"],
)
def test_what_is_not_kept_is_refused(
    counted: Counted, body: UUID, level: Level, compound: UUID | None, by: tuple[Split, ...]
) -> None:
    for ask in (sums, backlog):
        with pytest.raises(Refused) as refused:
            ask(counted[0], asked(body, level, compound), by)
        assert refused.value.code is Code.SPLIT_NOT_KEPT


def test_a_class_is_the_same_in_sql(counted: Counted) -> None:
    edges = {limit + step for limit, width in STEPS for step in (-width, -1, 0, 1, width)}
    for seconds in {0, 1, 59, 60, 61, 10**9} | edges:
        told = select(class_in_sql(literal(seconds, Integer)))
        assert counted[0].execute(told).scalar_one() == class_of(seconds)


def test_ages_are_by_the_most_days() -> None:
    assert [age_class(days) for days in (0, 1, 2, 3, 7, 8, 30, 31, 90, 91, 9_999)] == [
        *(1, 1, 3, 3, 7, 30, 30, 90, 90, 0, 0)
    ]


def days_of(first: Day, last: Day) -> set[int]:
    return set(range(first, last + 1))


@pytest.mark.parametrize("length", [0, 1, 14, 15, 16, 27, 30, 31, 45, 59, 75, 400])
def test_spans_are_the_period_and_short(length: int) -> None:
    for start in range(75):
        first = Day(on_date(date(2024, 1, 20)) + start)
        last = Day(first + length)
        spans = spans_of(first, last)
        told = days_of(spans.months.first, spans.months.last) if spans.months else set()
        for edge in spans.edges:
            days = days_of(edge.first, edge.last)
            assert told.isdisjoint(days) if edge.sign > 0 else told >= days
            told = told | days if edge.sign > 0 else told - days
        assert told == days_of(first, last)
        assert all(edge.many <= 15 for edge in spans.edges) or spans.months is None
        assert sum(edge.many for edge in spans.edges) <= min(30, length + 1)


@pytest.mark.parametrize("when", [date.min, date.max], ids=str)
def test_the_ends_of_all_time_are_days_too(when: date) -> None:
    for first, last in [(date.min, when), (when, date.max), (when, when)]:
        spans = spans_of(on_date(first), on_date(last))
        ends = [edge.last for edge in spans.edges]
        ends += [spans.months.last] if spans.months else []
        assert max(map(date_of, ends)) <= date.max
