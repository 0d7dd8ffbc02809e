"""Databases that were migrated and nothing more, once and then copied: no genesis, no views."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from psycopg.errors import InvalidCatalogName

from ledger.database import Database
from service.migrate import upgrade
from tests.postgres import PostgresServer


@contextmanager
def migrated_sqlite(folder: Path, which: str) -> Iterator[Database]:
    """An empty, migrated `ledger` or `vault` in a file."""
    file = folder / f"{which}.db"
    file.write_bytes(_sqlite_template(which))
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@contextmanager
def migrated_postgres(server: PostgresServer, which: str) -> Iterator[Database]:
    """An empty, migrated `ledger` or `vault` in a database of its own."""
    name, template = f"{which}_{uuid4().hex}", f"bare_{which}"
    try:
        server.create_database(name, template=template)
    except InvalidCatalogName:
        server.create_database(template)
        _migrate(server.url(template), which)
        server.create_database(name, template=template)
    database = Database(server.url(name))
    yield database
    database.close()
    server.drop_database(name)


@cache
def _sqlite_template(which: str) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "template.db")
        _migrate(f"sqlite:///{file}", which)
        return file.read_bytes()


def _migrate(url: str, which: str) -> None:
    database = Database(url)
    upgrade(database, which)
    database.close()
