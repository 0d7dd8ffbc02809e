"""A slow disk, simulated: every COMMIT of a writer takes a millisecond longer.

Triggers in the databases do it, so that no leg's program knows: on the one row or table that
each commit touches exactly once. PostgreSQL's are deferred to the COMMIT itself and sleep there;
SQLite's call a function that every worker gives its connections, and hold the write lock.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any, Final

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from bench.site import Site

SECONDS = 0.001
_FUNCTION = "bench_flush"
_connect: Final = sqlite3.connect
_TOUCHED = {"ledger": ("head", "UPDATE"), "plain": ("plain", "INSERT")}
_STOCK = {"sqlite": ("stored_events", "INSERT"), "postgresql": ("issues_events", "INSERT")}


class Flushing(sqlite3.Connection):
    """A connection that knows the function that sleeps."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.create_function(_FUNCTION, 0, _sleep)


def hear_flushes() -> None:
    """Give every later SQLite connection of this process the function that sleeps."""
    for module in (sqlite3, sqlite3.dbapi2):
        # Our drivers and the library's alike ask the module for a connection.
        vars(module)["connect"] = partial(_connect, factory=Flushing)


@contextmanager
def slow_commits(site: Site) -> Iterator[None]:
    """All commits of the site's writers take a millisecond longer meanwhile."""
    places = _places(site)
    for target, (table, verb) in places:
        _run(target, _trigger(site.kind, table, verb))
    try:
        yield
    finally:
        for target, (table, _) in places:
            _run(target, [_drop(site.kind, table)])


def _sleep() -> None:
    time.sleep(SECONDS)


def _places(site: Site) -> list[tuple[str, tuple[str, str]]]:
    targets = {"ledger": _target(site), "plain": site.plain}
    known = [(targets[name], touched) for name, touched in _TOUCHED.items()]
    return [*known, (_stock_target(site), _STOCK[site.kind])]


def _target(site: Site) -> str:
    url = make_url(site.ledger)
    if site.kind == "sqlite":
        return str(url.database)
    return make_conninfo(site.plain, dbname=url.database)


def _stock_target(site: Site) -> str:
    if site.kind == "sqlite":
        return site.stock["SQLITE_DBNAME"]
    return make_conninfo(site.plain, dbname=site.stock["POSTGRES_DBNAME"])


def _trigger(kind: str, table: str, verb: str) -> list[str]:
    if kind == "sqlite":
        return [
            f"CREATE TRIGGER {_FUNCTION} AFTER {verb} ON {table} BEGIN SELECT {_FUNCTION}(); END"
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN PERFORM pg_sleep({SECONDS}); RETURN NULL; END $$",
        f"CREATE CONSTRAINT TRIGGER {_FUNCTION} AFTER {verb} ON {table}"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()",
    ]


def _drop(kind: str, table: str) -> str:
    if kind == "sqlite":
        return f"DROP TRIGGER {_FUNCTION}"
    return f"DROP TRIGGER {_FUNCTION} ON {table}"


def _run(target: str, statements: list[str]) -> None:
    if target.endswith(".db"):
        with closing(sqlite3.connect(target, isolation_level=None)) as file:
            for statement in statements:
                file.execute(statement)
        return
    with psycopg.connect(target, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
