"""A neighbourhood to act in: one's own, or one that the tests of a module share."""

from collections.abc import Iterator

import pytest

from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.service.installed import installed
from tests.table import Table


@pytest.fixture
def town(service: Service) -> Neighbourhood:
    """A neighbourhood without issues, on each database."""
    return settle(service)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neighbourhood]:
    """The same for tests that count only what they did themselves."""
    with installed(request, tmp_path_factory) as service:
        yield settle(service)


@pytest.fixture
def table(shared_town: Neighbourhood) -> Table:
    """A table of its own in the neighbourhood that the module shares."""
    return Table(shared_town)
