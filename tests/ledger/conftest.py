"""Empty databases as fixtures, once on each kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.database import Database
from tests.ledger.databases import migrated_postgres, migrated_sqlite


@contextmanager
def migrated(request: pytest.FixtureRequest, folder: Path, which: str) -> Iterator[Database]:
    """The same by the fixture's parameter, `sqlite` or `postgres`."""
    if request.param == "sqlite":
        with migrated_sqlite(folder, which) as database:
            yield database
        return
    with migrated_postgres(request.getfixturevalue("postgres"), which) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def empty_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty ledger on each database."""
    with migrated(request, tmp_path, "ledger") as database:
        yield database


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_vault(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A migrated vault on each database, for tests with subjects of their own."""
    with migrated(request, tmp_path_factory.mktemp("vault"), "vault") as database:
        yield database


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """An empty ledger on each database, for tests that leave it empty."""
    with migrated(request, tmp_path_factory.mktemp("ledger"), "ledger") as database:
        yield database
