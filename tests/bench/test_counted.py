"""Invented facts and tallies are as the program itself would have made them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import select

from bench.counted import Counted, fill
from bench.site import KINDS, postgres_site, sqlite_site
from bench.templates import SIMULATED, Template, templates
from domain.actor import SYSTEM
from domain.calendar.days import Day, midnight
from domain.clock.parts import Clocks
from domain.figures.parts import Fact, Milestones
from domain.method.rules import ReopenOn
from domain.moment import EARLIEST
from ledger.database import Database
from ledger.envelope import Recorded
from projections.figures.making import tallies
from projections.figures.rows import ALWAYS, CourseRow, FactRow, TallyRow
from projections.figures.tables import FACT, TALLY
from tests.postgres import PostgresServer

ISSUES = 600

Key = tuple[object, ...]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Template]:
    """Some dozens of issues."""
    plan = replace(SIMULATED, events=1_500)
    return templates(tmp_path_factory.mktemp("templates") / "site", plan)


@pytest.fixture(scope="module", params=KINDS)
def counted(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    kinds: Sequence[Template],
) -> Counted:
    """A small district on each database."""
    where = tmp_path_factory.mktemp("counted")
    if request.param == "sqlite":
        return fill(sqlite_site(where / "site"), kinds, ISSUES)
    server: PostgresServer = request.getfixturevalue("postgres")
    return fill(postgres_site(where, server, "counted"), kinds, ISSUES)


def test_tallies_are_those_of_the_facts(counted: Counted) -> None:
    facts, stored = rows_of(counted)
    made = Counter[Key]()
    amounts = Counter[Key]()
    for fact in facts:
        for one in remade(fact, above(counted, fact.committee)):
            made[one[:8]] += one.n
            amounts[one[:8]] += one.amount
    wanted = {key: (n, amounts[key]) for key, n in made.items() if n or amounts[key]}
    assert {one[:8]: (one.n, one.amount) for one in stored} == wanted
    assert (len(facts), len(stored)) == (counted.facts, counted.tallies)


def rows_of(counted: Counted) -> tuple[Sequence[FactRow], Sequence[TallyRow]]:
    database = Database(counted.site.ledger)
    try:
        with database.read() as connection:
            facts = [FactRow(**row) for row in connection.execute(select(FACT)).mappings()]
            return facts, [TallyRow(*row) for row in connection.execute(select(TALLY))]
    finally:
        database.close()


def above(counted: Counted, committee: UUID) -> tuple[UUID, ...]:
    bodies = counted.bodies
    return bodies.superior(bodies.committees.index(committee)), bodies.district


def remade(row: FactRow, superiors: tuple[UUID, ...]) -> Iterator[TallyRow]:
    """What `making` makes where a fact begins, and where it ends."""
    course = course_of(row, superiors)
    yield from tallies(None, course, recorded(row.issue, row.since))
    if row.until != ALWAYS:
        yield from tallies(course, None, recorded(row.issue, row.until))


def course_of(row: FactRow, superiors: tuple[UUID, ...]) -> CourseRow:
    """A course that has this one fact."""
    fact = Fact(
        slot=row.slot,
        code=row.code,
        day=row.day,
        since=row.since,
        detail=row.detail,
        value=row.value,
    )
    told = Milestones(
        # Nobody looks at them where tallies are made.
        clocks=cast(Clocks, None),
        reopen_on=ReopenOn.UNRESOLVED,
        reported=EARLIEST,
        began=EARLIEST,
        facts=(fact,),
    )
    return CourseRow(
        issue=row.issue,
        committee=row.committee,
        compound=row.compound,
        category=row.category,
        channel=row.channel,
        method=row.method,
        above=superiors,
        told=told,
    )


def recorded(stream: UUID, today: Day) -> Recorded[object]:
    return Recorded(
        position=1,
        stream=stream,
        version=1,
        topic="issue.urged",
        at=midnight(today),
        occurred_at=midnight(today),
        by=SYSTEM,
        correlation=stream,
        command=stream,
        event=None,
    )
