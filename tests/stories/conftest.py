"""A teller, and an installation for stories that share one: on one database of the two, see
`tests.databases`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.actor import Role
from service.service import Service
from service.settings import Settings
from tests.databases import play_on_one
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.stories.client import asking
from tests.stories.life.days import Days
from tests.stories.teller import Teller

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Half of the stories play on each database; with `--both`, each on both."""
    play_on_one(config, items, HERE, shared=("shared_settings", "played"))


@pytest.fixture
def teller(service: Service) -> Iterator[Teller]:
    """In front of an installation in which only an administrator is known."""
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller


@pytest.fixture
def days() -> Days:
    """The calendar that a story turns over."""
    return Days()


@pytest.fixture
def passing(settings: Settings, days: Days) -> Iterator[Teller]:
    """In front of an installation that goes by *days*, in which only an administrator is known."""
    service = Service(settings, now=days)
    service.start()
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller
    service.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A migrated, empty installation for all stories of a module, on the module's database."""
    folder = tmp_path_factory.mktemp("shared")
    if request.param == "sqlite":
        sqlite: SqliteInstallations = request.getfixturevalue("sqlite_installations")
        yield sqlite.fresh(folder)
        return
    postgres: PostgresInstallations = request.getfixturevalue("postgres_installations")
    made = postgres.fresh(folder)
    yield made
    postgres.drop(made)
