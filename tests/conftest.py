"""Fixtures shared by the whole suite."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.service import Service
from service.settings import Settings
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.memory import memory
from tests.postgres import PostgresServer, temporary_folder

_ALLOCATED = 20_000
"""New objects before the collector looks at them; Python's own 700 is meant for small programs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--both`: see `tests.databases`."""
    parser.addoption("--both", action="store_true", help="play every test on both databases")


def pytest_configure(config: pytest.Config) -> None:
    """The mark that `tests.databases` reads, and folders that wait for no disk."""
    config.addinivalue_line("markers", "both: play on both databases, always")
    if place := memory():
        # Where `tmp_path` lies.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


def pytest_collectstart() -> None:
    """While specs are loaded nothing is garbage; whoever only hands them out loads none."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it time and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATED)
    gc.enable()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server, started by the first test that asks and stopped after the last."""
    with temporary_folder() as folder:
        server = PostgresServer.start(folder)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def sqlite_installations(tmp_path_factory: pytest.TempPathFactory) -> SqliteInstallations:
    """Copies of a migrated SQLite installation."""
    return SqliteInstallations(tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
def postgres_installations(postgres: PostgresServer) -> PostgresInstallations:
    """Copies of a migrated PostgreSQL installation."""
    return PostgresInstallations(postgres)


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A migrated, empty installation, once on each database."""
    if request.param == "sqlite":
        sqlite: SqliteInstallations = request.getfixturevalue("sqlite_installations")
        yield sqlite.fresh(tmp_path)
        return
    postgres: PostgresInstallations = request.getfixturevalue("postgres_installations")
    made = postgres.fresh(tmp_path)
    yield made
    postgres.drop(made)


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    """A running service on each database."""
    running = Service(settings)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def sqlite_service(sqlite_installations: SqliteInstallations, tmp_path: Path) -> Iterator[Service]:
    """A running service on SQLite, for what does not depend on the database."""
    running = Service(sqlite_installations.fresh(tmp_path))
    running.start()
    yield running
    running.stop()
