"""A teller on each database, and an installation for stories that share one."""

from collections.abc import Iterator

import pytest

from domain.actor import Role
from service.service import Service
from service.settings import Settings
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.stories.client import asking
from tests.stories.teller import Teller


@pytest.fixture
def teller(service: Service) -> Iterator[Teller]:
    """In front of an installation in which only an administrator is known."""
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A migrated, empty installation for all stories of a module, once on each database."""
    folder = tmp_path_factory.mktemp("shared")
    if request.param == "sqlite":
        sqlite: SqliteInstallations = request.getfixturevalue("sqlite_installations")
        yield sqlite.fresh(folder)
        return
    postgres: PostgresInstallations = request.getfixturevalue("postgres_installations")
    made = postgres.fresh(folder)
    yield made
    postgres.drop(made)
