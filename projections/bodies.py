"""The hierarchy of bodies, as views that add up to whoever is above are given it."""

from collections.abc import Iterator
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
            above = self._known[body] = tuple(self._chain(body))
        return above

    def _chain(self, body: UUID) -> Iterator[UUID]:
        superior = self._superior(body)
        while superior is not None:
            yield superior
            superior = self._superior(superior)

    def _superior(self, body: UUID) -> UUID | None:
        for row in read_prefix(self._connection, body)[:1]:
            event = CATALOGUE.decode(row).event
            return event.superior if isinstance(event, Registered) else None
        return None
