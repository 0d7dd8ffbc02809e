"""One database, SQLite or PostgreSQL, with the two kinds of transaction that we use.

`write()` takes the writer's place at once (SQLite `BEGIN IMMEDIATE`; on PostgreSQL the head row
is locked by the first statement). `read()` sees one snapshot from beginning to end. Readers and
writers have seats of their own: however many read, a command finds a connection.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from ledger.postgres import be_patient, connect_arguments, watch
from ledger.turns import Seats, Turn

_WRITE: Final = "bihuan_write"
_WRITERS: Final = 3
"""Connections for writing beside those of the readers: the scribe, and who keeps house."""

_URGENT: Final = 3
"""Connections for the reads that commands need: however many read, a command is told."""

_SPARE: Final = 1
"""A connection for who needs neither kind of transaction, as inspections do."""

_MANY_HOSTS: Final = re.compile(r"^(postgresql[^/]*://)([^/?#@]*@)?([^/?#@]+,[^/?#@]+)(/[^?#]*)\??")
"""As libpq writes several hosts: `//user@one:5432,two:5432/database`."""

_WRITER_SECONDS: Final = 8.0
"""Below the time that a command may wait: whoever waits is told in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """How many may read at once, and for how many seconds the next one waits to begin."""

    readers: int = 8
    seconds: float = 2.0


class Database:
    """A database by its URL, e.g. `sqlite:///var/bihuan.db`, `postgresql://…`."""

    def __init__(self, url: str, *, secure_delete: bool = False, pool: Pool | None = None) -> None:
        self.url: URL = normalise(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._secure_delete = secure_delete
        self._pool = pool or Pool()
        self._readers = Seats(self._pool.readers, self._pool.seconds, "too many readers")
        self._urgent = Seats(_URGENT, _WRITER_SECONDS, "too many commands")
        self._writers = Seats(_WRITERS, _WRITER_SECONDS, "too many writers")
        self._turn = Turn(_turn_file(self.url), _WRITER_SECONDS) if self.is_sqlite else None
        self.engine = self._open_sqlite() if self.is_sqlite else self._open_postgres()

    @contextmanager
    def write(self, *, patient: bool = False) -> Iterator[Connection]:
        """A transaction that may write; commits at the end, rolls back on an exception.

        PostgreSQL ends a session that falls silent for seconds inside a transaction, or works on
        it for many, so that a frozen writer cannot hold the head for ever. *patient* lifts that
        for a rebuild, which thinks long between two statements.
        Raises `Busy` where no turn comes in time.
        """
        with self._writers.taken(), self.engine.connect() as plain, self._taken_turn():
            connection = plain.execution_options(**{_WRITE: True})
            with connection.begin():
                self._be_patient(connection, patient)
                yield connection

    @contextmanager
    def read(self, *, patient: bool = False, urgent: bool = False) -> Iterator[Connection]:
        """A transaction over one snapshot, so that several queries agree with each other.

        Hold it no longer than the queries take. *urgent* is what a command needs to be decided
        or answered: it has seats of its own. Raises `Busy` where too many read.
        """
        seats = self._urgent if urgent else self._readers
        with seats.taken(), self.engine.connect() as connection:
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
            be_patient(connection)

    @contextmanager
    def _taken_turn(self) -> Iterator[None]:
        with ExitStack() as stack:
            if self._turn is not None:
                stack.enter_context(self._turn.taken())
            yield

    def _open_sqlite(self) -> Engine:
        Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            self.url,
            hide_parameters=True,
            pool_size=self._pool.readers + _URGENT + _WRITERS,
            max_overflow=_SPARE,
            pool_timeout=self._pool.seconds,
            connect_args={"timeout": _WRITER_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", self._prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _prepare_sqlite(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, and too late for BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        if self._secure_delete:
            cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    def _open_postgres(self) -> Engine:
        engine = create_engine(
            self.url,
            hide_parameters=True,
            pool_size=self._pool.readers + _URGENT + _WRITERS,
            max_overflow=_SPARE,
            pool_timeout=self._pool.seconds,
            connect_args=connect_arguments(self.url),
        )
        watch(engine)
        return engine


def normalise(url: str) -> URL:
    """The URL with the driver that we ship; other databases are refused with `ValueError`."""
    try:
        parsed = make_url(_MANY_HOSTS.sub(_hosts_in_query, url))
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


def _hosts_in_query(found: re.Match[str]) -> str:
    """The same as SQLAlchemy writes them: `//user@/database?host=one:5432&host=two:5432`."""
    scheme, user, hosts, path = found.groups(default="")
    named = "&".join(f"host={host}" for host in hosts.split(","))
    return f"{scheme}{user}{path}?{named}&"


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _turn_file(url: URL) -> Path:
    """Beside the database, and empty for ever: no backup needs it."""
    path = Path(str(url.database))
    return path.with_name(f"{path.name}.turn")
