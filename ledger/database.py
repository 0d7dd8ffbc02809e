"""One database, SQLite or PostgreSQL, with the two kinds of transaction that we use.

`write()` takes the writer's place at once (SQLite `BEGIN IMMEDIATE`; on PostgreSQL the head row
is locked by the first statement). `read()` sees one snapshot from beginning to end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

_WRITE: Final = "bihuan_write"
_SQLITE_BUSY_MS: Final = 8_000
"""Below the time that a command may wait: whoever waits is told in time."""

_POSTGRES_OPTIONS: Final = (
    "-c idle_in_transaction_session_timeout=5s -c lock_timeout=8s -c tcp_user_timeout=10s"
)


class Database:
    """A database by its URL, e.g. `sqlite:///var/bihuan.db`, `postgresql://…`."""

    def __init__(self, url: str, *, secure_delete: bool = False) -> None:
        self.url: URL = normalise(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._secure_delete = secure_delete
        self.engine = self._open_sqlite() if self.is_sqlite else self._open_postgres()

    @contextmanager
    def write(self, *, patient: bool = False) -> Iterator[Connection]:
        """A transaction that may write; commits at the end, rolls back on an exception.

        PostgreSQL ends a session that falls silent for seconds inside a transaction, so that a
        frozen writer cannot hold the head for ever. *patient* lifts that for a rebuild, which
        thinks long between two statements.
        """
        with self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE: True})
            with connection.begin():
                self._be_patient(connection, patient)
                yield connection

    @contextmanager
    def read(self, *, patient: bool = False) -> Iterator[Connection]:
        """A transaction over one snapshot, so that several queries agree with each other."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                self._be_patient(connection, patient)
                yield connection

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

    def _be_patient(self, connection: Connection, patient: bool) -> None:
        if patient and not self.is_sqlite:
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")

    def _open_sqlite(self) -> Engine:
        Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            self.url,
            hide_parameters=True,
            pool_size=8,
            max_overflow=24,
            connect_args={"timeout": _SQLITE_BUSY_MS / 1000, "check_same_thread": False},
        )
        event.listen(engine, "connect", self._prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _prepare_sqlite(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, and too late for BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_SQLITE_BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        if self._secure_delete:
            cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    def _open_postgres(self) -> Engine:
        return create_engine(
            self.url,
            hide_parameters=True,
            pool_size=8,
            max_overflow=24,
            pool_pre_ping=True,
            connect_args={"options": _POSTGRES_OPTIONS},
        )


def normalise(url: str) -> URL:
    """The URL with the driver that we ship; other databases are refused with `ValueError`."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Its message may quote the URL, and the URL may hold a password.
        raise ValueError("a URL is required, as sqlite:///folder/file.db") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database in (None, "", ":memory:"):
            raise ValueError("a database in memory would be another one for every connection")
        case "sqlite":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"sqlite or postgresql is required, not {other}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
