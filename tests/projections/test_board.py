"""Projects and notices in their views: what is counted, what is due, who finds what in a list."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import true

from domain.moment import DAY, Moment, local
from domain.project.events import ProjectKind, Step
from projections.replay import check
from projections.views import notice, part, project
from projections.views.notice import Standing, standing_at
from service.commands.notices import PutUpNotice, TakeDownNotice, WithdrawNotice
from service.commands.projects import DropPart
from service.policy import Action, Principal, Reach, role_for
from service.service import Service
from service.within import visible_within
from tests.neighbourhood import Neighbourhood, settle
from tests.projections import boards
from tests.projections.following import follow
from tests.table import Table


@pytest.fixture
def town(sqlite_service: Service) -> Iterator[Neighbourhood]:
    """One of its own; whatever was done, the views are what the log says."""
    town = settle(sqlite_service)
    yield town
    follow(town.service)
    views = [one for one in town.service.views if one.name in ("notice", "part", "project")]
    assert check(town.service.database, views) == []


def projects(town: Neighbourhood, **wanted: object) -> Sequence[UUID]:
    """The projects of a list."""
    follow(town.service)
    with town.service.database.read() as connection:
        narrowed = project.Filter(**wanted)  # type: ignore[arg-type]  # by the test's own names
        rows = project.page(connection, true(), narrowed, older_than=None, limit=10)
    return [row.project for row in rows]


def notices(town: Neighbourhood, now: Moment, standing: Standing | None = None) -> Sequence[UUID]:
    """The notices that stand like that at *now*."""
    follow(town.service)
    wanted = notice.Filter(standing=standing)
    with town.service.database.read() as connection:
        rows = notice.page(connection, true(), wanted, now=now, older_than=None, limit=20)
    return [row.notice for row in rows]


def test_parts_are_counted_at_their_steps_without_the_dropped(town: Neighbourhood) -> None:
    first, empty = boards.begun(town), boards.begun(town)
    for name, far in (("a", 1), ("b", 2), ("c", 2), ("d", 0), ("e", 1)):
        boards.added(town, first, name)
        if far:
            boards.reach(town, first, name, far)
    town.do(DropPart(project=first, part="e", reason="不再安装"), by=town.clerk)
    follow(town.service)
    with town.service.database.read() as connection:
        found = part.standing(connection, {first, empty})
    assert found == {first: {None: 1, Step.PLANNED: 1, Step.RUNNING: 2}, empty: {}}


def test_projects_are_narrowed(town: Neighbourhood) -> None:
    sites = boards.begun(town, compound=town.compound)
    lifts = boards.begun(town, ProjectKind.LIFTS)
    assert projects(town) == [lifts, sites]
    assert projects(town, kind=ProjectKind.LIFTS) == [lifts]
    assert projects(town, compound=town.compound) == [sites]
    assert projects(town, committee=town.next_committee) == projects(town, closed=True) == []
    assert projects(town, closed=False) == [lifts, sites]


def test_upkeep_is_listed_by_the_day_on_which_it_is_due(town: Neighbourhood) -> None:
    made = boards.begun(town)
    for name, days in (("late", 30), ("soon", 3), ("gone", 1)):
        boards.added(town, made, name)
        boards.reach(town, made, name, 3)
        boards.look_after(town, made, name, days)
    town.do(DropPart(project=made, part="gone", reason="拆除"), by=town.clerk)
    follow(town.service)
    in_a_week = local(town.service.now()).date() + timedelta(days=7)
    with town.service.database.read() as connection:
        every = part.due(connection, true(), before=None, after=None, limit=9)
        early = part.due(connection, true(), before=in_a_week, after=None, limit=9)
        last = every[0]
        assert last.next_due is not None
        place = (last.next_due, last.project, last.part)
        rest = part.due(connection, true(), before=None, after=place, limit=9)
    assert [row.part for row in every] == ["soon", "late"]
    assert [row.part for row in early] == ["soon"]
    assert [row.part for row in rest] == ["late"]


def test_a_notice_stands_in_the_list_as_it_stands(town: Neighbourhood) -> None:
    """What SQL finds by a standing is what is told of each row, whatever the time is."""
    plan = Table(town).tabled()
    waiting, up, wrong, never, down = (boards.drawn(town, plan) for _ in range(5))
    for one in (up, wrong, down):
        town.do(PutUpNotice(notice=one, boards=("1号门岗",)), by=town.clerk)
    for one in (wrong, never, down):
        town.do(WithdrawNotice(notice=one, reason="有误"), by=town.clerk)
    town.do(TakeDownNotice(notice=down), by=town.clerk)
    now = town.service.now()
    later = Moment(now + 9 * DAY)
    assert notices(town, now, Standing.WAITING) == [waiting]
    assert notices(town, now, Standing.HANGING) == notices(town, later, Standing.OVER) == [up]
    assert set(notices(town, now, Standing.SHORT)) == {wrong, never, down}
    for when in (now, later):
        by_standing = {s: set(notices(town, when, s)) for s in Standing}
        assert set().union(*by_standing.values()) == set(notices(town, when))
        assert by_standing == {s: told(town, when, s) for s in Standing}


def told(town: Neighbourhood, now: Moment, standing: Standing) -> set[UUID]:
    """The notices of which that is told."""
    with town.service.database.read() as connection:
        everything = notice.Filter()
        rows = notice.page(connection, true(), everything, now=now, older_than=None, limit=20)
    return {
        row.notice
        for row in rows
        if standing
        is standing_at(
            now,
            free_from=row.free_from,
            taken_down_at=row.taken_down_at,
            withdrawn_at=row.withdrawn_at,
        )
    }


def test_a_list_shows_whom_the_policy_covers(town: Neighbourhood) -> None:
    boards.begun(town)
    boards.begun(town, compound=town.compound)
    boards.begun(town, committee=town.next_committee, by=town.next_clerk)
    everybody = (
        town.clerk,
        town.next_clerk,
        town.superior,
        town.owner,
        town.auditor,
        town.resident,
        town.handler,
        town.integrator,
        town.administrator,
    )
    follow(town.service)
    for principal in everybody:
        assert listed(town, principal) == covered(town, principal)
    assert [len(listed(town, one)) for one in everybody] == [2, 1, 3, 1, 3, 0, 0, 0, 0]


def listed(town: Neighbourhood, principal: Principal) -> set[UUID]:
    """By SQL."""
    table = project.TABLE
    visible = visible_within(principal, Action.PROJECT_VIEW, table.c.committee, table.c.compound)
    with town.service.database.read() as connection:
        rows = project.page(connection, visible, project.Filter(), older_than=None, limit=10)
    return {row.project for row in rows}


def covered(town: Neighbourhood, principal: Principal) -> set[UUID]:
    """By the predicate on one object."""
    above = frozenset({town.subdistrict, town.district})
    with town.service.database.read() as connection:
        rows = project.page(connection, true(), project.Filter(), older_than=None, limit=10)
    return {
        row.project
        for row in rows
        if role_for(
            principal,
            Action.PROJECT_VIEW,
            Reach(committee=row.committee, superiors=above, compound=row.compound),
        )
    }
