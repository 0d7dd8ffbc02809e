"""What a stream comes to in a snapshot, folded once per version of it."""

from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, func, select

from ledger.streams import Folded, Kind, load
from ledger.tables import event

S = TypeVar("S")
E = TypeVar("E")


class Newest(Generic[S, E]):
    """The state of one stream, which many ask for and which seldom changes."""

    def __init__(self, kind: Kind[S, E], stream: UUID) -> None:
        self._kind, self._stream = kind, stream
        self._known: Folded[S] | None = None

    def newest(self, connection: Connection) -> S | None:
        """It; None where there is nothing on record."""
        query = select(func.max(event.c.version)).where(event.c.stream == self._stream)
        version, known = connection.execute(query).scalar(), self._known
        if known is None or known.version != version:
            known = self._known = load(connection, self._kind, self._stream)
        return None if known is None else known.state
