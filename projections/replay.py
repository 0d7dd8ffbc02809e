"""Replay: fold the whole log again, to rebuild views or to prove that they are right.

Everything is read in one snapshot, so writes may go on meanwhile. Rows are folded in memory.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Dialect,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    type_coerce,
)
from sqlalchemy.types import LargeBinary, NullType, TypeEngine

from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.claims import Claim, claims_of
from ledger.database import Database
from ledger.log import Head, leaf_of, read_head, read_log
from ledger.tables import claim as claim_table
from ledger.tables import event as event_table
from ledger.tables import head as head_table
from ledger.tree import grow
from projections.catching_up import cursors
from projections.engine import CURSOR, Key, Projector, View

PAGE = 5_000
_BARE_ID = re.compile("[0-9a-f]{32}")
Progress = Callable[[int, int], None]
"""Told (done, total) events, once a page."""


def silent(_done: int, _total: int) -> None:
    """A progress that shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is not what the log makes it: `changed`, `missing` or `extra`."""

    table: str
    key: str
    kind: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the log says: folded rows, claims, and where it ends."""

    projector: Projector
    claims: Sequence[Claim]
    head: Head


def replay(
    connection: Connection, views: Sequence[View[Any]], progress: Progress = silent
) -> Replayed:
    """Fold the whole log of this snapshot; its head is not asked, for it may be wrong."""
    last: int = connection.execute(select(func.max(event_table.c.position))).scalar() or 0
    projector = Projector(None, views)
    claims: list[Claim] = []
    edge, at, count = b"", Moment(0), 0
    for row in read_log(connection, after=0, upto=last, page=PAGE):
        recorded = CATALOGUE.decode(row)
        projector.apply(recorded)
        claims.extend(claims_of(recorded))
        edge, at, count = grow(edge, count, [leaf_of(row)]), row.at, count + 1
        if count % PAGE == 0:
            progress(count, last)
    progress(count, last)
    return Replayed(projector=projector, claims=claims, head=Head(position=count, at=at, edge=edge))


def check(
    database: Database, views: Sequence[View[Any]], progress: Progress = silent
) -> list[Difference]:
    """Compare head, claims and every row of *views* with a fresh fold of the log."""
    with database.read(patient=True) as connection:
        replayed = replay(connection, views, progress)
        heads = [{"id": 1, **asdict(replayed.head)}]
        differences = [
            *_check_table(connection, head_table, heads),
            *_check_table(connection, claim_table, map(asdict, replayed.claims)),
        ]
        for view in views:
            rows = map(view.columns_of, replayed.projector.rows(view).values())
            differences += _check_table(connection, view.table, rows)
        return differences


def rebuild(database: Database, views: Sequence[View[Any]], progress: Progress = silent) -> int:
    """Replace the rows of *views* by what the log says; returns the number of rows written.

    The head is locked meanwhile: commands wait, none is lost.
    """
    with database.write(patient=True) as connection:
        read_head(connection, lock=True)
        replayed = replay(connection, views, progress)
        return sum(_replace(connection, view, replayed) for view in views)


def ensure_tables(database: Database, views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """Make the tables of views that have none yet; returns the views that are now to be built."""
    with database.write() as connection:
        existing = set(inspect(connection).get_table_names())
        missing = [view for view in views if view.table.name not in existing]
        for view in missing:
            view.table.create(connection)
            # A table that somebody dropped leaves its cursor behind.
            connection.execute(delete(CURSOR).where(CURSOR.c.view == view.id))
            connection.execute(insert(CURSOR).values(view=view.id, position=0))
    return missing


def are_built(database: Database, views: Sequence[View[Any]]) -> bool:
    """Whether every view has its table and its cursor."""
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())
        reached = cursors(connection)
    return all(view.table.name in tables and view.id in reached for view in views)


def _replace(connection: Connection, view: View[Any], replayed: Replayed) -> int:
    connection.execute(delete(view.table))
    rows = [view.columns_of(row) for row in replayed.projector.rows(view).values()]
    for start in range(0, len(rows), PAGE):
        connection.execute(insert(view.table), rows[start : start + PAGE])
    position = replayed.head.position
    connection.execute(delete(CURSOR).where(CURSOR.c.view == view.id))
    connection.execute(insert(CURSOR).values(view=view.id, position=position))
    return len(rows)


def _check_table(
    connection: Connection, table: Table, expected: Iterable[Mapping[str, object]]
) -> Iterator[Difference]:
    # Values are compared as they are stored: a row changed by hand may not decode.
    raw = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    live = [dict(row) for row in connection.execute(select(*raw)).mappings()]
    stored = {column.name: _binder(column.type, connection.dialect) for column in table.columns}
    wanted = [{name: bind(row[name]) for name, bind in stored.items()} for row in expected]
    yield from _differences(table.name, _by_key(keys, live), _by_key(keys, wanted))


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], object]:
    """What a value becomes on its way into the database."""
    if isinstance(kind, LargeBinary):
        return bytes  # The drivers wrap bytes on their way in, and give plain ones back.
    return kind.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)


def _by_key(
    keys: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> Mapping[Key, Mapping[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in rows}


def _differences(
    table: str, live: Mapping[Key, object], wanted: Mapping[Key, object]
) -> Iterator[Difference]:
    for key in sorted({*live, *wanted}, key=str):
        if live.get(key) != wanted.get(key):
            kind = "extra" if key not in wanted else "changed" if key in live else "missing"
            yield Difference(table=table, key=" ".join(map(_told, key)), kind=kind)


def _told(part: object) -> str:
    """A key's part as people know it: SQLite stores an id as 32 bare hex digits."""
    text = str(part)
    return str(UUID(text)) if _BARE_ID.fullmatch(text) else text
