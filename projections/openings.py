"""How a ballot is parted and counted, as views that fold its votes are given it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from domain.ballot.events import Opened
from ledger.catalogue import CATALOGUE
from ledger.log import COLUMNS, rows_of
from ledger.tables import event

_KNOWN: WeakKeyDictionary[Engine, dict[UUID, Opened]] = WeakKeyDictionary()
_MOST = 1_000
"""So many are remembered: a district has fewer that are open."""


class Openings:
    """How a ballot was opened, read from the record when it is first asked for.

    It is pinned for good, so that whoever knows it may keep it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known = _KNOWN.setdefault(connection.engine, {})

    def of(self, ballot: UUID) -> Opened:
        """What was pinned of *ballot*, which is on record."""
        known = self._known.get(ballot)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            with self._reading() as connection:
                known = self._known[ballot] = _opened(connection, ballot)
        return known

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A fold may outlive the snapshot that it was bound to."""
        if not self._connection.closed:
            yield self._connection
            return
        with self._connection.engine.connect() as connection:
            yield connection


def _opened(connection: Connection, ballot: UUID) -> Opened:
    first = select(*COLUMNS).where(event.c.stream == ballot, event.c.version == 1)
    [row] = rows_of(connection, first)
    told = CATALOGUE.decode(row).event
    if not isinstance(told, Opened):
        raise TypeError(f"{ballot} is no ballot")
    return told
