"""A neighbourhood on each database that goes by a test's own days, and its timekeeper."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from domain.moment import SHANGHAI, moment_of
from processes.timekeeper import Timekeeper
from service.service import Service
from service.settings import Settings
from tests.neighbourhood import Neighbourhood, settle
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import keeper_of


@pytest.fixture
def days() -> Days:
    """A Monday morning, years behind what any calendar covers."""
    return Days(moment_of(datetime(2040, 6, 4, 10, tzinfo=SHANGHAI)))


@pytest.fixture
def town(settings: Settings, days: Days) -> Iterator[Neighbourhood]:
    """One of its own on each database, by these days."""
    service = Service(settings, now=days.now)
    service.start()
    yield settle(service)
    service.stop()


@pytest.fixture
def keeper(town: Neighbourhood, days: Days) -> Timekeeper:
    """One that looks at four issues at a time."""
    return keeper_of(town.service, days)
