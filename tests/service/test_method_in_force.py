"""Which method an issue is pinned to: what holds on the day of its report, as told on the day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from domain.moment import DAY, SHANGHAI, Moment, local, moment_of
from service.commands.directory import AdoptMethod
from service.service import Service
from tests.installations import SqliteInstallations
from tests.neighbourhood import Neighbourhood, settle
from tests.processes.days import Days


@pytest.fixture
def days() -> Days:
    """Three in the afternoon."""
    return Days(moment_of(datetime(2040, 5, 30, 15, tzinfo=SHANGHAI)))


@pytest.fixture
def town(
    sqlite_installations: SqliteInstallations, tmp_path: Path, days: Days
) -> Iterator[Neighbourhood]:
    """Its committee has worked by linba since that day."""
    service = Service(sqlite_installations.fresh(tmp_path), now=days.now)
    service.start()
    yield settle(service)
    service.stop()


def adopt(town: Neighbourhood, method: str, version: int, effective: date | None = None) -> None:
    """By the clerk."""
    adoption = AdoptMethod(body=town.committee, method=method, version=version, effective=effective)
    town.do(adoption, by=town.clerk)


def pinned(town: Neighbourhood, issue: UUID) -> tuple[str, int]:
    """The name and version."""
    method = town.issue(issue).state.method
    return method.name, method.version


def test_new_issues_follow_the_day_and_running_ones_keep_theirs(
    town: Neighbourhood, days: Days
) -> None:
    tomorrow = local(days.now()).date() + timedelta(days=1)
    adopt(town, "deli", 2, tomorrow + timedelta(days=1))
    adopt(town, "default", 4, tomorrow)
    first = town.report()
    assert pinned(town, first) == ("linba", 4)
    days.go_on(hours=8, minutes=59)
    assert pinned(town, town.report()) == ("linba", 4)
    days.go_on(minutes=1)
    assert pinned(town, town.report()) == ("default", 4)
    days.go_on(hours=24)
    assert pinned(town, town.report()) == ("deli", 2)
    assert pinned(town, first) == ("linba", 4)


def test_what_is_typed_in_later_keeps_what_was_promised_on_its_day(
    town: Neighbourhood, days: Days
) -> None:
    adopt(town, "default", 4, local(days.now()).date() + timedelta(days=1))
    days.go_on(hours=24)
    yesterday = Moment(days.now() - DAY)
    assert pinned(town, town.report(occurred_at=yesterday)) == ("linba", 4)
    # Of a day on which nobody had adopted anything there was no promise but today's.
    before = Moment(days.now() - 3 * DAY)
    assert pinned(town, town.report(occurred_at=before)) == ("default", 4)
