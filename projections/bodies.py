"""The hierarchy of bodies, as views that add up to whoever is above are given it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from domain.body.events import Registered
from ledger.catalogue import CATALOGUE
from ledger.log import read_prefix

_KNOWN: WeakKeyDictionary[Engine, dict[UUID, tuple[UUID, ...]]] = WeakKeyDictionary()


class Superiors:
    """Who is above a body, read from the record when it is first asked for.

    A body's superior is told when it is registered, and never changes: whoever knows it may
    keep it. The directory is a view, which a rebuild has just emptied.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known = _KNOWN.setdefault(connection.engine, {})

    def of(self, body: UUID) -> tuple[UUID, ...]:
        """The bodies above *body*, the nearest first."""
        above = self._known.get(body)
        if above is None:
            with self._reading() as connection:
                above = self._known[body] = tuple(_chain(connection, body))
        return above

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A fold may outlive the snapshot that it was bound to."""
        if not self._connection.closed:
            yield self._connection
            return
        with self._connection.engine.connect() as connection:
            yield connection


def _chain(connection: Connection, body: UUID) -> Iterator[UUID]:
    superior = _superior(connection, body)
    while superior is not None:
        yield superior
        superior = _superior(connection, superior)


def _superior(connection: Connection, body: UUID) -> UUID | None:
    for row in read_prefix(connection, body)[:1]:
        event = CATALOGUE.decode(row).event
        return event.superior if isinstance(event, Registered) else None
    return None
