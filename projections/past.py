"""A row as it once stood: a view's own fold over the beginning of one stream."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.log import read_prefix
from projections.engine import Key, Projector, View

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """A point of the record: a position, or a time of recording (`at`, not `occurred_at`).

    Only one of them is given.
    """

    position: int | None = None
    at: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Then(Generic[R]):
    """A row as it stood, with the last event that counts: its position, when it was recorded."""

    row: R
    position: int
    at: Moment


def row_as_of(
    connection: Connection, view: View[R], key: Key, stream: UUID, as_of: AsOf
) -> Then[R] | None:
    """The row *key* of a view for which one stream alone is folded; None before it existed.

    The whole prefix is read with one query: a stream is as long as one matter is worked on.
    """
    prefix = read_prefix(connection, stream, position=as_of.position, at=as_of.at)
    projector = Projector(None, (view,))
    for stored in prefix:
        projector.apply(CATALOGUE.decode(stored))
    row = projector.row(view, key)
    return None if row is None else Then(row=row, position=prefix[-1].position, at=prefix[-1].at)
