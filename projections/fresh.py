"""A row of a following view as the record has it now: what it does not tell yet is folded on."""

from collections.abc import Collection
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.log import read_since
from projections.engine import Key, View, fetch


class Versioned(Protocol):
    """A row that every event which it follows from touches."""

    @property
    def version(self) -> int:
        """Of the stream, up to which the row tells it."""


V = TypeVar("V", bound=Versioned)


def fresh(
    connection: Connection, view: View[V], key: Key, stream: UUID, topics: Collection[str] = ()
) -> V | None:
    """The row of *key*, which follows from one stream alone, on this snapshot; None without any.

    It follows from *topics*, else from every event of the stream. It costs what the view lags,
    however long the stream is.
    """
    row = fetch(connection, view, key)
    seen = row.version if row else 0
    for stored in read_since(connection, stream, version=seen, topics=topics):
        recorded = CATALOGUE.decode(stored)
        if key in view.keys(recorded):
            row = view.evolve(key, row, recorded)
    return row
