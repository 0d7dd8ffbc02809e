"""汇泉居民区 on each database; and once more where days can pass."""

from collections.abc import Iterator

import pytest

from domain.actor import Role
from service.service import Service
from service.settings import Settings
from tests.stories.client import asking
from tests.stories.life.days import Days
from tests.stories.life.quarter import Quarter, settle
from tests.stories.teller import Teller


@pytest.fixture
def quarter(teller: Teller) -> Quarter:
    """Three seats, and the general method."""
    return settle(teller)


@pytest.fixture
def days() -> Days:
    """The calendar of `passing`, which a story turns over."""
    return Days()


@pytest.fixture
def passing(settings: Settings, days: Days) -> Iterator[Quarter]:
    """The same quarter, whose service goes by *days*."""
    service = Service(settings, now=days)
    service.start()
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield settle(teller)
    service.stop()
