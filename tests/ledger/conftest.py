"""Empty databases as fixtures, once on each kind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ledger.database import Database
from tests.ledger.databases import migrated_postgres, migrated_sqlite


@contextmanager
def migrated(request: pytest.FixtureRequest, which: str) -> Iterator[Database]:
    """The same by the fixture's parameter, `sqlite` or `postgres`."""
    if request.param == "sqlite":
        with migrated_sqlite(request.getfixturevalue("tmp_path"), which) as database:
            yield database
        return
    with migrated_postgres(request.getfixturevalue("postgres"), which) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def empty_ledger(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty ledger on each database."""
    with migrated(request, "ledger") as database:
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def empty_vault(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty vault on each database."""
    with migrated(request, "vault") as database:
        yield database
