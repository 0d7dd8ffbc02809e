"""A running service that several tests share, for fixtures wider than one test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.service import Service
from service.settings import Settings
from tests.installations import PostgresInstallations, SqliteInstallations


@contextmanager
def installed(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Iterator[Service]:
    """A service on a fresh installation of the kind in the fixture's parameter."""
    folder = folders.mktemp("shared")
    if request.param == "sqlite":
        sqlite: SqliteInstallations = request.getfixturevalue("sqlite_installations")
        with _running(sqlite.fresh(folder)) as service:
            yield service
        return
    postgres: PostgresInstallations = request.getfixturevalue("postgres_installations")
    made = postgres.fresh(folder)
    with _running(made) as service:
        yield service
    postgres.drop(made)


@contextmanager
def _running(settings: Settings) -> Iterator[Service]:
    service = Service(settings)
    service.start()
    yield service
    service.stop()
