"""Loading many rows into one table: its indexes are made behind them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, DropIndex

from bench.site import Site

Rows = Iterable[tuple[object, ...]]
"""Values in the order of the table's columns; ids as text, which both databases take."""


def load(site: Site, table: Table, rows: Rows) -> int:
    """Write *rows* into a table of the ledger's database that is there; returns how many."""
    return (_into_sqlite if site.kind == "sqlite" else _into_postgres)(site, table, rows)


def _into_sqlite(site: Site, table: Table, rows: Rows) -> int:
    marks = ", ".join("?" for _ in table.columns)
    path = str(make_url(site.ledger).database)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody else has it open, and it is thrown away if this does not end well.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-500000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for index in table.indexes:
            connection.execute(str(DropIndex(index).compile(dialect=sqlite.dialect())))
        insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608  # a table of ours
        many = connection.executemany(insert, rows).rowcount
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
        return many


def _into_postgres(site: Site, table: Table, rows: Rows) -> int:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy says nothing of it
    conninfo = make_conninfo(site.plain, dbname=make_url(site.ledger).database)
    name = sql.Identifier(table.name)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for index in table.indexes:
            connection.execute(str(DropIndex(index).compile(dialect=dialect)).encode())
        cursor = connection.cursor()
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
            for row in rows:
                copy.write_row(row)
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)).encode())
        # As its own upkeep would in time; SQLite has none.
        connection.execute(sql.SQL("VACUUM ANALYZE {}").format(name))
        return cursor.rowcount
