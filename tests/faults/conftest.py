"""Faults in the suite: short, each in a folder of its own."""

from collections.abc import Iterator

import pytest

from tests.faults.scene import Scene
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.postgres import temporary_folder


@pytest.fixture
def scene(
    request: pytest.FixtureRequest, sqlite_installations: SqliteInstallations
) -> Iterator[Scene]:
    """One round of whatever is played in it."""
    with temporary_folder(on_disk=True) as folder:
        yield Scene(
            folder=folder,
            rounds=1,
            say=print,
            sqlite=sqlite_installations.fresh,
            postgres=lambda where: _postgres(request).fresh(where, patient=False),
        )


def _postgres(request: pytest.FixtureRequest) -> PostgresInstallations:
    found: PostgresInstallations = request.getfixturevalue("postgres_installations")
    return found
