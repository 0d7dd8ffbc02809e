"""Writes what a simulation has recorded, in portions of one transaction each."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, update

from bench.district.folding import Rows
from bench.district.memory import News
from ledger.bulk import Conflict, Insert, binder, write
from ledger.claims import inserting
from ledger.database import Database
from ledger.log import append, read_head
from projections.engine import CURSOR, View, bound
from service.search import index
from service.search.index import Posting

_PAGE = 5_000


class NotNew(Exception):
    """The ledger has been written to before."""


class Writer:
    """Goes on from the head; the views' cursors move when all is written."""

    def __init__(self, database: Database, views: Sequence[View[Any]]) -> None:
        self._database = database
        self._views = views
        self._tables = {table.name: table for view in views for table in view.tables}
        self._summed = {one.table for view in views for one in view.derived if one.sums}
        with database.read() as connection:
            self._head = read_head(connection, lock=False)
        if self._head.position:
            raise NotNew

    def write(self, news: News, rows: Rows, postings: Iterable[Posting]) -> None:
        """One portion."""
        with self._database.write(patient=True) as connection:
            for page in _pages(news.rows):
                self._head = append(connection, self._head, page)
            claims = inserting(news.claims, connection.dialect.name)
            write(connection, [claims, index.adding(postings)])
            for name, some in rows.items():
                self._insert(connection, self._tables[name], some)

    def bound(self) -> Sequence[View[Any]]:
        """The views with their folds, bound to what is written by now."""
        with self._database.read() as connection:
            return bound(connection, self._views)

    def finish(self) -> int:
        """Everything stands at the head; returns its position."""
        position = self._head.position
        with self._database.write(patient=True) as connection:
            connection.execute(update(CURSOR).values(position=position))
            index.advance(connection, before=0, after=position)
        return position

    def analyse(self) -> None:
        """Let PostgreSQL count what it holds, as its own upkeep would in time; SQLite has none."""
        if self._database.is_sqlite:
            return
        with self._database.write(patient=True) as connection:
            connection.exec_driver_sql("ANALYZE")

    def _insert(self, connection: Connection, table: Table, rows: Sequence[Any]) -> None:
        bind = binder(table, connection.dialect.name)
        conflict = Conflict.ADD if table in self._summed else Conflict.FAIL
        for page in _pages(rows):
            write(connection, [Insert(table, [bind(row) for row in page], conflict)])


def _pages(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + _PAGE] for start in range(0, len(rows), _PAGE))
