"""Databases that were migrated and nothing more: no genesis, no views."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from ledger.database import Database
from service.migrate import upgrade
from tests.postgres import PostgresServer


@contextmanager
def migrated_sqlite(folder: Path, which: str) -> Iterator[Database]:
    """An empty, migrated `ledger` or `vault` in a file."""
    database = Database(f"sqlite:///{folder}/{which}.db")
    upgrade(database, which)
    yield database
    database.close()


@contextmanager
def migrated_postgres(server: PostgresServer, which: str) -> Iterator[Database]:
    """An empty, migrated `ledger` or `vault` in a database of its own."""
    name = f"{which}_{uuid4().hex}"
    server.create_database(name)
    database = Database(server.url(name))
    upgrade(database, which)
    yield database
    database.close()
    server.drop_database(name)
