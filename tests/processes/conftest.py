"""A neighbourhood, and a view that counts: folded twice, an event would show."""

from collections.abc import Iterator

import pytest

from projections.replay import ensure_tables
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.processes.views import PICKY, TALLY, Mood


@pytest.fixture
def town(service: Service) -> Neighbourhood:
    """One of its own on each database, with the views of these tests."""
    ensure_tables(service.database, [TALLY, PICKY])
    return settle(service)


@pytest.fixture
def mood() -> Iterator[Mood]:
    """What `PICKY` cannot bear; nothing again afterwards."""
    made = Mood()
    yield made
    made.calm()
