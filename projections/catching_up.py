"""Catching up: what a process without these views, or with older ones, has written meanwhile."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.log import Head, read_log
from projections.cursors import cursors
from projections.engine import Projector, View


class NoCursor(Exception):
    """A view that was never built."""


def lock_head(connection: Connection, views: Sequence[View[Any]]) -> tuple[Head, bool]:
    """The head row, locked, and whether every view stands there: in one question.

    Where somebody else has just moved the head, a view may seem to be behind that is not.
    """
    names = ", ".join(f"'{view.id}'" for view in views)
    locking = "" if connection.dialect.name == "sqlite" else " FOR UPDATE OF head"
    position, at, edge, standing = connection.exec_driver_sql(
        "SELECT head.position, head.at, head.edge, (SELECT count(*) FROM cursor"  # noqa: S608
        f" WHERE cursor.position = head.position AND cursor.view IN ({names})) FROM head{locking}"
    ).one()
    return Head(position=position, at=at, edge=bytes(edge)), standing == len(views)


def catch_up(connection: Connection, views: Sequence[View[Any]], upto: int, *, most: int) -> bool:
    """Fold at most *most* events into each view that is behind; whether all have arrived.

    Raises `NoCursor`.
    """
    reached = cursors(connection)
    for view in views:
        if view.id not in reached:
            raise NoCursor(view.id)
    behind = [view for view in views if reached[view.id] < upto]
    arrived = [_advance(connection, view, reached[view.id], upto, most) for view in behind]
    return all(arrived)


def _advance(connection: Connection, view: View[Any], after: int, upto: int, most: int) -> bool:
    stop = min(after + most, upto)
    rows = read_log(connection, after=after, upto=stop, page=most)
    projector = Projector(connection, [view])
    projector.apply_all([CATALOGUE.decode(row) for row in rows])
    projector.flush(connection, stop)
    return stop == upto
