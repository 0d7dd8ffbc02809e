"""No list reads or sorts more than its page needs, whoever asks, however long the history is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bench.district.plan import Outcome, Plan
from bench.simulate_district import simulate
from domain.actor import Role
from domain.issue.awaiting import Awaiting
from domain.issue.events import Level
from domain.issue.lifecycle import Status
from domain.method.terms import Scale, Track
from domain.moment import DAY, Moment
from domain.sealed import KeyScope
from projections import deadlines, handover
from projections.deadlines import Mark, Watch
from projections.dues import Due
from projections.handover import Part, Shift
from projections.views import deadline, status
from projections.views.directory import EntryKind
from projections.views.status import Filter, Half
from service.policy import Principal
from service.service import Service
from tests.bench.conftest import settings_of
from tests.bench.explained import Plan as Explained
from tests.bench.explained import Plans, explaining

PLAN = Plan(events=8_000, seed=1, committees=8, brief=True)

Standing = tuple[Service, Outcome]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def standing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    """Some thousand issues, of which PostgreSQL knows the statistics."""
    settings = settings_of(request, tmp_path_factory.mktemp("plans"), "plans")
    outcome = simulate(settings, PLAN)
    running = Service(settings)
    running.start()
    yield running, outcome
    running.stop()


def who(outcome: Outcome, role: str) -> Principal:
    """Somebody of each sort, by the scope in which they see issues."""
    committee = outcome.district.committees[0]
    resident = replace(committee.clerk, roles=frozenset({Role.RESIDENT}))
    return {
        "resident": resident,
        "clerk": committee.clerk,
        "owners": committee.compounds[0].owners,
        "superior": committee.superior,
        "director": outcome.district.director,
        "integrator": outcome.district.integrator,
        "auditor": outcome.district.auditor,
        "contractor": committee.handlers[0],
        "property": committee.compounds[0].property,
    }[role]


OPENED = {"sqlite_autoindex_view_status_v8_2", "view_status_v8_opened_key"}
WALKED = {
    "resident": {"view_status_v8_reporter"},
    "clerk": {"view_status_v8_committee"} | OPENED,
    "owners": {"view_status_v8_compound"},
    "superior": OPENED,
    "director": OPENED,
    "integrator": OPENED,
    "auditor": OPENED,
}
"""Along which index a list goes. The planner may find a committee's issues in the list of all:
both are in the order of the page."""

PARTIES = ("contractor", "property")
"""Whose list starts from what they were ever handed: see `service.visibility`."""


def listed(standing: Standing, role: str, wanted: Filter) -> Plans:
    service, outcome = standing
    with explaining(service) as plans:
        service.reader.issues(
            who(outcome, role), wanted, older_than=outcome.events, newer_than=None, limit=20
        )
    return plans


def nothing_scanned(plans: Plans) -> bool:
    return not any(plan.scanned for plan in plans.told)


@pytest.mark.parametrize("role", WALKED)
def test_a_list_goes_along_an_index(standing: Standing, role: str) -> None:
    plans = listed(standing, role, Filter())
    [page] = plans.of("view_status")
    assert nothing_scanned(plans)
    assert not page.sorts
    assert page.indexes & WALKED[role]


@pytest.mark.parametrize("role", PARTIES)
@pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
def test_a_party_reads_its_own_orders_at_most(standing: Standing, role: str) -> None:
    # PostgreSQL weighs, by its statistics, whether to walk the list of all instead.
    plans = listed(standing, role, Filter())
    assert nothing_scanned(plans)
    [page] = plans.of("view_status")
    assert "sqlite_autoindex_view_assignment_v3_1" in page.indexes


def narrowed(outcome: Outcome) -> dict[str, Any]:
    """A value for each filter."""
    committee = outcome.district.committees[0]
    return {
        "status": Status.REPORTED,
        "committee": committee.id,
        "compound": committee.compounds[0].id,
        "category": "parking",
        "channel": "window",
        "scale": Scale.SMALL,
        "track": Track.FAST,
        "level": Level.COMMITTEE,
        "round": 1,
        "awaiting": Awaiting.COMMITTEE,
        "urged": False,
        "half": Half.PARTY,
        "number": "C001-2023-000017",
        "party": committee.handlers[0].organisation,
        "in_hand": committee.handlers[0].organisation,
        "since": Moment(outcome.last // 2),
        "until": outcome.last,
    }


FILTERS = tuple(name for name in Filter.__dataclass_fields__ if name != "due")


@pytest.mark.parametrize("role", [*WALKED, *PARTIES])
@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
def test_no_filter_reads_a_whole_table(standing: Standing, role: str, name: str) -> None:
    # A table of this size is read whole by PostgreSQL where few rows remain, and rightly.
    plans = listed(standing, role, Filter(**{name: narrowed(standing[1])[name]}))
    assert nothing_scanned(plans)


OPEN = {f"view_deadline_v4_{name}" for name in ("due", "open", "paused")}
"""Indexes in which only those issues stand of which something is due, or paused."""

STAFF = [role for role in (*WALKED, *PARTIES) if role != "resident"]
"""Who may ask by time."""

TIMELY = (
    ("due_before",),
    ("overdue",),
    ("at_risk",),
    ("paused",),
    ("overdue", "going"),
)
"""What a list is narrowed to by time."""


def by_time(now: Moment, wanted: Sequence[str]) -> Due:
    return Due(
        now=now,
        due_before=now if "due_before" in wanted else None,
        overdue=True if "overdue" in wanted else None,
        at_risk=True if "at_risk" in wanted else None,
        paused=True if "paused" in wanted else False if "going" in wanted else None,
    )


def nearly_first(standing: Standing) -> Moment:
    """When little is overdue, as with a committee that does its work."""
    due = deadline.TABLE.c.soonest_due
    query = select(due).where(due.is_not(None)).order_by(due).offset(20).limit(1)
    with standing[0].database.read() as connection:
        return Moment(connection.execute(query).scalar_one())


def listed_by_time(standing: Standing, role: str, due: Due) -> Explained:
    service, outcome = standing
    with explaining(service, spare_tables=True) as plans:
        service.reader.issues(
            who(outcome, role), Filter(due=due), older_than=None, newer_than=None, limit=20
        )
    assert nothing_scanned(plans)
    [page] = plans.of("view_deadline")
    return page


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("wanted", TIMELY, ids="-".join)
def test_a_list_by_time_looks_at_open_issues_alone(
    standing: Standing, role: str, wanted: Sequence[str]
) -> None:
    """However many issues there are that are closed."""
    page = listed_by_time(standing, role, by_time(nearly_first(standing), wanted))
    assert page.indexes & OPEN


@pytest.mark.parametrize("role", [role for role in STAFF if role not in PARTIES])
@pytest.mark.parametrize("name", ["overdue", "at_risk", "paused"])
def test_what_is_not_due_is_found_along_the_list(standing: Standing, role: str, name: str) -> None:
    due = Due(
        now=nearly_first(standing),
        overdue=False if name == "overdue" else None,
        at_risk=False if name == "at_risk" else None,
        paused=False if name == "paused" else None,
    )
    page = listed_by_time(standing, role, due)
    assert not page.sorts
    assert page.indexes & WALKED[role]


@pytest.mark.parametrize("role", [*WALKED, *PARTIES])
@pytest.mark.parametrize("text", ["电梯", "消防通道被车辆", "C001-2023-000017", "17", "春晖"])
def test_a_search_reads_candidates_alone(standing: Standing, role: str, text: str) -> None:
    service, outcome = standing
    with explaining(service, spare_tables=True) as plans:
        service.finder.issues(
            who(outcome, role), Filter(), text=text, older_than=None, newer_than=None, limit=20
        )
    assert plans.told
    scanned = {table for plan in plans.told for table in plan.scanned}
    # Where a party has been handed little, PostgreSQL may read all that little table.
    assert not {table for table in scanned if not table.startswith("view_assignment")}


def test_one_issue_costs_its_own_events(standing: Standing) -> None:
    service, outcome = standing
    clerk = who(outcome, "clerk")
    [seen] = service.reader.issues(clerk, Filter(), older_than=None, newer_than=None, limit=1)
    issue = seen.row.issue
    with explaining(service) as plans:
        service.reader.issue(clerk, issue)
        service.reader.timeline(clerk, issue, after=0, limit=50)
    assert nothing_scanned(plans)
    assert not any(plan.sorts for plan in plans.of("view_timeline"))


def test_a_key_is_looked_up(standing: Standing) -> None:
    service, outcome = standing
    clerk = who(outcome, "clerk")
    [seen] = service.reader.issues(clerk, Filter(), older_than=None, newer_than=None, limit=1)
    with explaining(service, service._vault_database) as plans:
        service.vault.keys_of([(KeyScope.ISSUE, seen.row.issue)])
    assert plans.told
    assert nothing_scanned(plans)


def test_the_directory_is_paged_by_name(standing: Standing) -> None:
    service, outcome = standing
    with explaining(service) as plans:
        service.directory.entries(outcome.district.auditor, EntryKind.ORGANISATION, limit=20)
    assert plans.told
    if service.database.is_sqlite:
        assert not any(plan.sorts for plan in plans.told)


DUE = "view_deadline_v4_next"
OUTDATED = "view_deadline_v4_calendar"


def walked(standing: Standing, watch: Watch, after: Mark | None) -> Explained:
    service, _ = standing
    with explaining(service) as plans, service.database.read() as connection:
        assert deadlines.page(connection, watch, after=after, limit=20)
    [plan] = plans.of("view_deadline")
    return plan


@pytest.mark.parametrize("after", [None, (Moment(9), UUID(int=7))], ids=["first", "next"])
@pytest.mark.parametrize("index", [DUE, OUTDATED])
def test_the_timekeeper_walks_an_index(standing: Standing, index: str, after: Mark | None) -> None:
    """However many issues there are of which nothing is to be recorded."""
    last = standing[1].last
    watch = deadlines.due(last) if index == DUE else deadlines.outdated(1, Moment(0))
    plan = walked(standing, watch, after)
    assert (len(plan.scanned), plan.sorts) == (0, False)
    assert plan.indexes == {index}


def test_what_falls_due_next_is_looked_up(standing: Standing) -> None:
    service, outcome = standing
    with explaining(service) as plans, service.database.read() as connection:
        deadlines.next_due(connection, behind=Moment(outcome.last // 2))
        page = deadlines.page(connection, deadlines.due(outcome.last), after=None, limit=5)
        issues = [issue for _, issue in page]
        assert deadlines.still(connection, deadlines.due(outcome.last), issues)
    assert nothing_scanned(plans)
    assert not any(plan.sorts for plan in plans.told)


@pytest.mark.parametrize(
    ("column", "index"),
    [("soonest_due", "view_deadline_v4_due"), ("promised_at", "view_deadline_v4_promised")],
)
def test_a_committee_sees_what_is_due_first(standing: Standing, column: str, index: str) -> None:
    service, outcome = standing
    told = deadline.TABLE.c[column]
    mine = deadline.TABLE.c.committee == outcome.district.committees[0].id
    first = select(deadline.TABLE.c.issue).where(mine, told <= outcome.last).order_by(told)
    with explaining(service) as plans, service.database.read() as connection:
        connection.execute(first.limit(20)).all()
    [plan] = plans.of("view_deadline")
    assert (len(plan.scanned), plan.sorts) == (0, False)
    assert plan.indexes == {index}


@pytest.mark.parametrize("part", Part)
def test_a_handover_reads_its_own_committee_alone(standing: Standing, part: Part) -> None:
    service, outcome = standing
    committee = outcome.district.committees[0].id
    now = nearly_first(standing)
    shift = Shift(committee=committee, now=now, until=Moment(now + DAY))
    with explaining(service, spare_tables=True) as plans, service.database.read() as connection:
        handover.lines(connection, shift, part, limit=20)
        handover.count(connection, shift, part)
    assert nothing_scanned(plans)
    index = {Part.PROMISED: "promised", Part.PAUSED: "paused"}.get(part, "due")
    lines, counted = plans.of("view_deadline")
    assert f"view_deadline_v4_{index}" in lines.indexes
    assert counted.indexes == {f"view_deadline_v4_{index}"}
    if service.database.is_sqlite:
        # What is paused is a handful, wherever it is. PostgreSQL sorts other handfuls as well.
        assert lines.sorts is (part is Part.PAUSED)


def test_what_reads_and_sorts_everything_is_told(standing: Standing) -> None:
    table = status.TABLE
    slow = select(table.c.issue).order_by(table.c.channel, table.c.updated_at).limit(20)
    with explaining(standing[0]) as plans, standing[0].database.read() as connection:
        connection.execute(slow).all()
    [plan] = plans.told
    assert plan.scanned == {table.name}
    assert plan.sorts


def test_every_filter_is_tried(standing: Standing) -> None:
    assert tuple(narrowed(standing[1])) == FILTERS
