"""That April, lived once for all who only read, and once for each who lets it go on."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.installations import SqliteInstallations
from tests.reports.april import April, april


@pytest.fixture(scope="session")
def lived(
    sqlite_installations: SqliteInstallations, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[April]:
    """One April for all: nobody adds to it."""
    with april(sqlite_installations.fresh(tmp_path_factory.mktemp("april"))) as made:
        yield made


@pytest.fixture
def own(sqlite_installations: SqliteInstallations, tmp_path_factory: Any) -> Iterator[April]:
    """One that goes on."""
    with april(sqlite_installations.fresh(tmp_path_factory.mktemp("own"))) as made:
        yield made
