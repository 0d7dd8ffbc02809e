"""One stage for all cells: they make what they need."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from service.service import Service
from tests.access.stage import Stage
from tests.api.face import Face
from tests.installations import SqliteInstallations


@pytest.fixture(scope="package")
def stage(
    sqlite_installations: SqliteInstallations, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """On SQLite: what the policy says does not depend on the database."""
    service = Service(sqlite_installations.fresh(tmp_path_factory.mktemp("access")))
    event.listen(service.database.engine, "connect", _without_waiting)
    service.start()
    face = Face(service)
    yield Stage(face)
    face.close()
    service.stop()


def _without_waiting(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # A thousand issues are made here, and none has to outlive a power cut.
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()
