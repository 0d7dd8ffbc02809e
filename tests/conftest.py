"""Fixtures shared by the whole suite."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresServer, temporary_folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server, started by the first test that asks and stopped after the last."""
    with temporary_folder() as folder:
        server = PostgresServer.start(folder)
        try:
            yield server
        finally:
            server.stop()
