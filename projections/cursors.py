"""Cursors: how far each view has been folded."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from projections.engine import CURSOR, View


def cursors(connection: Connection) -> Mapping[str, int]:
    """How far each view has been folded."""
    return {row.view: row.position for row in connection.execute(select(CURSOR))}


def reached(connection: Connection, view: View[Any]) -> int | None:
    """How far one view has been folded; None where it has no cursor."""
    query = select(CURSOR.c.position).where(CURSOR.c.view == view.id)
    found: int | None = connection.execute(query).scalar()
    return found


def claim(connection: Connection, view: View[Any]) -> int | None:
    """The cursor of *view*, locked for this transaction; None while somebody else holds it.

    SQLite has no row locks and needs none: who writes at all writes alone.
    """
    query = select(CURSOR.c.position).where(CURSOR.c.view == view.id)
    found: int | None = connection.execute(query.with_for_update(skip_locked=True)).scalar()
    return found


def lock(connection: Connection, views: Sequence[View[Any]]) -> None:
    """Wait until no follower of *views* is in the midst of a batch, and keep them all out."""
    names = [view.id for view in views]
    query = select(CURSOR.c.view).where(CURSOR.c.view.in_(names)).order_by(CURSOR.c.view)
    connection.execute(query.with_for_update()).all()
