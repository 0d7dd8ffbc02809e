"""The states of streams that are long and asked for often: only what is new is folded."""

from collections.abc import Sequence
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, func, select

from ledger.catalogue import CATALOGUE
from ledger.envelope import Row
from ledger.log import COLUMNS, rows_of
from ledger.streams import Folded, Kind, fold
from ledger.tables import event
from service.memory import Bounded

S = TypeVar("S")
E = TypeVar("E")


class Folds(Generic[S, E]):
    """States of one kind as a snapshot has them; some of them are remembered."""

    def __init__(self, kind: Kind[S, E], limit: int) -> None:
        self._kind = kind
        self._known: Bounded[UUID, Folded[S]] = Bounded(limit)

    def of(self, connection: Connection, stream: UUID) -> Folded[S] | None:
        """A stream's state; None where there is nothing on record, or it is of another kind."""
        query = select(func.max(event.c.version)).where(event.c.stream == stream)
        version = connection.execute(query).scalar() or 0
        known = self._known.get(stream)
        if known is not None and known.version > version:
            # A snapshot that is older than what is remembered.
            known = None
        if known is not None and known.version == version:
            return known
        return self._folded(connection, stream, known)

    def _folded(
        self, connection: Connection, stream: UUID, known: Folded[S] | None
    ) -> Folded[S] | None:
        rows = _behind(connection, stream, known.version if known else 0)
        if not all(self._kind.owns(row.topic) for row in rows):
            return None
        folded = fold(self._kind, known, map(CATALOGUE.decode, rows))
        if folded is not None:
            self._known.put(stream, folded)
        return folded


def _behind(connection: Connection, stream: UUID, version: int) -> Sequence[Row]:
    query = select(*COLUMNS).where(event.c.stream == stream, event.c.version > version)
    return rows_of(connection, query.order_by(event.c.version))
