"""Door visits in their views: what is counted, what is due, what waits to go out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import true

from domain.moment import DAY, Moment, local
from domain.visit.coverage import Coverage
from domain.visit.events import DoorOutcome
from projections.replay import check
from projections.views import door, finding
from projections.views.door import Asked
from service.commands.visiting import PassChanges
from service.commands.visits import CloseVisits, DropDoor
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.projections import visits
from tests.projections.following import follow

OPENED, ABSENT = DoorOutcome.OPENED, DoorOutcome.ABSENT


@pytest.fixture
def town(sqlite_service: Service) -> Iterator[Neighbourhood]:
    """One of its own; whatever was done, the views are what the log says."""
    town = settle(sqlite_service)
    yield town
    follow(town.service)
    views = [one for one in town.service.views if one.name in ("visit", "door", "finding")]
    assert check(town.service.database, views) == []


def ahead(town: Neighbourhood, days: int) -> int:
    """The day in so many days, as an ordinal."""
    return (local(town.service.now()).date() + timedelta(days=days)).toordinal()


def due(town: Neighbourhood, days: int, *, overdue: bool) -> list[str]:
    """The doors to go to in so many days, or that are overdue by then."""
    follow(town.service)
    today = ahead(town, days)
    condition = door.overdue(today) if overdue else door.open_now(today)
    with town.service.database.read() as connection:
        rows = door.to_visit(connection, condition, after=None, limit=20)
    return [row.door for row in rows]


def test_doors_are_counted_without_the_dropped(town: Neighbourhood) -> None:
    made, empty = visits.planned(town, "a", "b", "c", "d"), visits.planned(town, "z")
    visits.do(town, DropDoor(visit=empty, door="z", reason="迁出"))
    for name in ("a", "a", "b"):
        visits.tried(town, made, name, ABSENT)
    visits.tried(town, made, "a", OPENED)
    visits.tried(town, made, "d", OPENED)
    visits.do(town, DropDoor(visit=made, door="d", reason="迁出"))
    follow(town.service)
    with town.service.database.read() as connection:
        found = door.standing(connection, {made, empty}, ahead(town, 1))
    assert found[made] == Coverage(listed=3, opened=1, overdue=2)
    assert found[empty] == Coverage(listed=0, opened=0, overdue=0)


def test_a_door_is_to_be_opened_by_its_day_and_again_where_the_plan_repeats(
    town: Neighbourhood,
) -> None:
    weekly = visits.planned(town, "a", "b", every=7, due=2)
    once = visits.planned(town, "c", "d", due=2)
    visits.planned(town, "e", first=9, due=9)
    visits.tried(town, weekly, "a", OPENED)
    visits.tried(town, once, "c", OPENED)
    assert due(town, 0, overdue=False) == ["b", "d"]
    assert due(town, 7, overdue=False) == ["a", "b", "d"]
    assert due(town, 2, overdue=True) == []
    assert due(town, 3, overdue=True) == ["b", "d"]
    assert due(town, 8, overdue=True) == ["a", "b", "d"]
    visits.do(town, CloseVisits(visit=weekly))
    assert due(town, 8, overdue=True) == ["d"]


def test_coverage_is_told_as_it_was_recorded(town: Neighbourhood) -> None:
    made, asked = visits.planned(town, "a", "b"), Asked(committee=town.committee)
    before = town.service.now()
    visits.tried(town, made, "a", OPENED)
    after = Moment(town.service.now() + DAY)
    follow(town.service)
    with town.service.database.read() as connection:
        assert door.covered(connection, asked, after) == [("full", None, 1, 2, 1)]
        assert door.covered(connection, asked, before) == [("full", None, 1, 2, 0)]
        assert door.covered(connection, asked, Moment(before - DAY)) == []
        late = Asked(committee=town.committee, since=ahead(town, 1))
        assert door.covered(connection, late, after) == []


def test_changes_of_population_wait_until_they_are_passed_on(town: Neighbourhood) -> None:
    made = visits.planned(town, "a", "b")
    visits.tried(town, made, "a", OPENED, visits.MOVED, visits.MOVED)
    visits.do(town, PassChanges(visit=made, numbers=(1,), to="shequ-yun"))
    follow(town.service)
    with town.service.database.read() as connection:
        rows = finding.waiting(connection, true(), after=None, limit=9)
    assert [(row.number, row.change) for row in rows] == [(2, "moved-in")]
