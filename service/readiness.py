"""Readiness: what commands need, and what lags behind them without being in their way."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ledger.database import Database
from ledger.log import read_head
from projections.cursors import cursors
from projections.engine import View
from service.search import index


def lags(database: Database, views: Sequence[View[Any]]) -> Mapping[str, int]:
    """How many events each of *views*, by its id, lies behind the head."""
    with database.read() as connection:
        head = read_head(connection, lock=False).position
        reached = cursors(connection)
    return {view.id: head - reached.get(view.id, 0) for view in views}


def search_lag(database: Database) -> int | None:
    """How many events the search index lies behind; None where somebody has dropped it."""
    try:
        with database.read() as connection:
            return _behind(connection)
    except SQLAlchemyError:
        return None


def _behind(connection: Connection) -> int:
    return read_head(connection, lock=False).position - index.reached(connection)
