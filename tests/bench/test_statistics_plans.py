"""Every question for figures goes along an index, however long the history is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from domain.body.events import Level
from domain.calendar.days import Day, date_of, day_of
from domain.period import Period
from projections.figures.asking import Question, backlog, sums
from projections.figures.explaining import COMMITTEES, Sought, page
from projections.figures.rows import Split
from projections.views import directory
from service.reports.overdue import Overdue
from service.service import Service
from service.statistics import Wanted
from tests.bench.conftest import Simulated
from tests.bench.explained import Plan, Plans, explaining

FACT, TALLY = "view_fact_v3", "view_tally_v3"
LATE = {"since": "begun", "until": "ended"}
"""The index by which what was recorded later is found."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question by the level of its body: for months and days, as of the midst of a month."""

    level: Level
    by: tuple[Split, ...] = ()
    compound: bool = False


ASKED = [
    *(Asked(level=level) for level in Level),
    *(Asked(level=level, by=(split,)) for level in Level for split in Split),
    Asked(level=Level.COMMITTEE, compound=True),
    Asked(level=Level.COMMITTEE, by=(Split.CATEGORY, Split.CHANNEL), compound=True),
]
KEPT = [one for one in ASKED if one.level is Level.COMMITTEE or one.by not in ((Split.COMPOUND,),)]


def question(simulated: Simulated, asked: Asked) -> Question:
    """About 200 days before the record ends, with a hundred behind them."""
    _, outcome = simulated
    committee = outcome.district.committees[0]
    superior = committee.superior.body
    director = outcome.district.director.body
    assert superior is not None
    assert director is not None
    body = {
        Level.COMMITTEE: committee.id,
        Level.SUBDISTRICT: superior,
        Level.DISTRICT: director,
    }[asked.level]
    last = day_of(outcome.last)
    return Question(
        body=body,
        level=asked.level,
        compound=committee.compounds[0].id if asked.compound else None,
        first=Day(last - 305),
        last=Day(last - 105),
        as_of=Day(last - 90),
    )


def explained(district: Service, simulated: Simulated, asked: Asked) -> Plans:
    wanted = question(simulated, asked)
    # Of so few issues PostgreSQL would rather read a whole table.
    with explaining(district, spare_tables=True) as plans, district.database.read() as connection:
        sums(connection, wanted, asked.by)
        backlog(connection, wanted, asked.by)
    return plans


def of_key(plans: Sequence[Plan]) -> list[Plan]:
    """Those that go along the key of the tallies."""
    return [plan for plan in plans if any("happened" in one for one in plan.conditions)]


@pytest.mark.parametrize("asked", KEPT, ids=str)
def test_nothing_is_read_from_end_to_end(
    district: Service, simulated: Simulated, asked: Asked
) -> None:
    plans = explained(district, simulated, asked)
    assert plans.of(FACT) or plans.of(TALLY)
    assert not any(plan.scanned for plan in plans.told)
    for plan in plans.of(FACT):
        assert plan.indexes & sought(plan, asked), plan


def sought(plan: Plan, asked: Asked) -> set[str]:
    """The index along which a statement about facts is to go."""
    if "sum(" not in plan.statement:
        return {f"{FACT}_open"}
    for late in ("since", "until"):
        if f"{FACT}.{late} BETWEEN" in plan.statement:
            return {f"{FACT}_{LATE[late]}"}
    return {f"{FACT}_compound" if asked.compound else f"{FACT}_committee"}


def test_the_days_of_a_committee_alone_are_read(district: Service, simulated: Simulated) -> None:
    plans = explained(district, simulated, Asked(level=Level.COMMITTEE))
    along = [sought(plan, Asked(level=Level.COMMITTEE)).pop() for plan in plans.of(FACT)]
    assert sorted(along) == [
        f"{FACT}_{index}" for index in ("begun", "committee", "committee", "ended", "open")
    ]
    [months] = plans.of(TALLY)
    # Code by code, and of each the months of the period.
    [key] = months.conditions
    assert all(column in key for column in ("body", "split", "grain", "code", "happened"))


@pytest.mark.parametrize("split", [None, *Split])
def test_what_waits_is_found_among_what_waits(
    district: Service, simulated: Simulated, split: Split | None
) -> None:
    """And not among all that was ever recorded, in whatever order the indexes were made."""
    asked = Asked(level=Level.COMMITTEE, by=(split,) if split else ())
    plans = explained(district, simulated, asked)
    assert_waiting_is_found(district, plans)


def test_what_waits_in_each_committee_is_found_so(district: Service, simulated: Simulated) -> None:
    """Though it is told apart by what other indexes have in order."""
    asked = Asked(level=Level.DISTRICT, by=(Split.COMMITTEE,))
    assert_waiting_is_found(district, explained(district, simulated, asked))


@pytest.mark.parametrize("by", [(), (Split.CATEGORY, Split.CHANNEL)], ids=["all", "split"])
@pytest.mark.parametrize("simulated", ["sqlite"], indirect=True)
def test_of_a_compound_nothing_else_of_its_committee_is_read(
    district: Service, simulated: Simulated, by: tuple[Split, ...]
) -> None:
    # PostgreSQL weighs it by its statistics, and of so few issues both cost the same.
    plans = explained(district, simulated, Asked(level=Level.COMMITTEE, by=by, compound=True))
    assert [sorted(plan.indexes) for plan in plans.of(FACT)] == [
        [f"{FACT}_compound"],
        [f"{FACT}_open"],
    ]


def assert_waiting_is_found(district: Service, plans: Plans) -> None:
    waiting = [plan for plan in plans.of(FACT) if f"{FACT}_open" in plan.indexes]
    if district.database.engine.dialect.name == "sqlite":
        [one] = waiting
        assert one.conditions == {"committee=? AND code=? AND until>?)"}
    assert waiting


def test_what_was_recorded_later_is_found_by_its_day(
    district: Service, simulated: Simulated
) -> None:
    plans = explained(district, simulated, Asked(level=Level.DISTRICT))
    assert not plans.of(FACT)
    late = [plan for plan in plans.of(TALLY) if f"{TALLY}_recorded" in plan.indexes]
    # Once for the figures, once for the backlog.
    assert len(late) == 2
    assert len(of_key(plans.of(TALLY))) == len(plans.of(TALLY)) - 2


@pytest.mark.parametrize("level", Level)
def test_what_is_overdue_is_found_among_what_waits(
    district: Service, simulated: Simulated, level: Level
) -> None:
    """What was missed stays on record for ever: there is more of it every year."""
    body = question(simulated, Asked(level=level)).body
    with explaining(district, spare_tables=True) as plans, district.database.read() as connection:
        is_committee = level is Level.COMMITTEE
        committees = [body] if is_committee else directory.committees_of(connection, body)
        last = day_of(simulated[1].last)
        waiting = Overdue(connection=connection, committees=committees, day=last)
        waiting.standing(named=is_committee)
    told = plans.of(FACT)
    assert len(told) == (5 if is_committee else 3)
    for plan in told:
        assert not plan.scanned
        assert not plan.indexes & {f"{FACT}_committee", f"{FACT}_begun", f"{FACT}_compound"}
    # PostgreSQL, which counts what there is, finds as little in `ended` where there is little.
    if district.database.engine.dialect.name == "sqlite":
        for plan in told:
            assert f"{FACT}_open" in plan.indexes
            assert {
                "committee=? AND code=? AND until>?)",
                "issue=? AND slot>? AND slot<?)",
            } <= plan.conditions


@pytest.mark.parametrize("ever", [False, True], ids=["period", "backlog"])
def test_a_page_of_an_explanation_reads_the_days_of_few_committees(
    district: Service, simulated: Simulated, ever: bool
) -> None:
    asked = question(simulated, Asked(level=Level.DISTRICT))
    sought = Sought(question=asked, codes=("open", "reported.told"), told={}, ever=ever)
    with explaining(district, spare_tables=True) as plans, district.database.read() as connection:
        first = page(connection, sought, None, 3)
        page(connection, sought, first.following, 3)
    told = [plan for plan in plans.of(FACT) if "LIMIT" in plan.statement]
    assert 2 <= len(told) <= 2 * COMMITTEES
    index = f"{FACT}_open" if ever else f"{FACT}_committee"
    for plan in told:
        assert not plan.scanned
        assert index in plan.indexes


@pytest.mark.parametrize("simulated", ["postgres"], indirect=True)
def test_every_period_has_a_plan_of_its_own(district: Service, simulated: Simulated) -> None:
    """PostgreSQL would make one for all, having seen a statement often enough."""
    _, outcome = simulated
    last = date_of(day_of(outcome.last))
    period = Period(first=last - timedelta(days=200), last=last)
    wanted = Wanted(body=outcome.district.committees[0].id, period=period)
    for _ in range(20):
        district.statistics.figures(outcome.district.auditor, wanted)
    ours = "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"
    with district.database.read() as connection:
        found = connection.exec_driver_sql(f"{ours} WHERE statement LIKE '%%view_fact%%'").one()
    assert found[0] == 0
    assert found[1] > 20


@pytest.mark.parametrize("simulated", ["postgres"], indirect=True)
def test_postgresql_knows_whose_days_are_counted(district: Service) -> None:
    query = "SELECT count(*) FROM pg_statistic_ext WHERE stxrelid = 'view_tally_v3'::regclass"
    with district.database.read() as connection:
        assert connection.exec_driver_sql(query).scalar_one() == 1
