"""Replay: fold the whole log again, to rebuild views or to prove that they are right.

Everything is read in one snapshot, so writes may go on meanwhile. Rows are folded in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Dialect, delete, insert, inspect, select, type_coerce
from sqlalchemy.types import TypeDecorator, TypeEngine

from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.claims import Claim, claims_of
from ledger.database import Database
from ledger.recorder import Head, leaf_of, read_head, read_log
from ledger.tables import claim as claim_table
from ledger.tree import grow
from projections.engine import CURSOR, Key, Projector, View

PAGE = 5_000
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
    """Fold the log up to the head of this snapshot."""
    head = read_head(connection, lock=False)
    projector = Projector(None, views)
    claims: list[Claim] = []
    edge, at, count = b"", Moment(0), 0
    for row in read_log(connection, after=0, upto=head.position, page=PAGE):
        recorded = CATALOGUE.decode(row)
        projector.apply(recorded)
        claims.extend(claims_of(recorded))
        edge, at, count = grow(edge, count, [leaf_of(row)]), row.at, count + 1
        if count % PAGE == 0:
            progress(count, head.position)
    progress(count, head.position)
    return Replayed(projector=projector, claims=claims, head=Head(position=count, at=at, edge=edge))


def check(
    database: Database, views: Sequence[View[Any]], progress: Progress = silent
) -> list[Difference]:
    """Compare head, claims and every row of *views* with a fresh fold of the log."""
    with database.read() as connection:
        replayed = replay(connection, views, progress)
        return [
            *_check_head(read_head(connection, lock=False), replayed.head),
            *_check_claims(connection, replayed.claims),
            *(d for view in views for d in _check_view(connection, view, replayed.projector)),
        ]


def rebuild(database: Database, views: Sequence[View[Any]], progress: Progress = silent) -> int:
    """Replace the rows of *views* by what the log says; returns the number of rows written.

    The head is locked meanwhile: commands wait, none is lost.
    """
    with database.write() as connection:
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
            connection.execute(insert(CURSOR).values(view=view.id, position=0))
    return missing


def cursors(connection: Connection) -> Mapping[str, int]:
    """How far each view has been folded."""
    return {row.view: row.position for row in connection.execute(select(CURSOR))}


def _replace(connection: Connection, view: View[Any], replayed: Replayed) -> int:
    connection.execute(delete(view.table))
    rows = [view.columns_of(row) for row in replayed.projector.rows(view).values()]
    for start in range(0, len(rows), PAGE):
        connection.execute(insert(view.table), rows[start : start + PAGE])
    position = replayed.head.position
    connection.execute(CURSOR.update().where(CURSOR.c.view == view.id).values(position=position))
    return len(rows)


def _check_head(stored: Head, replayed: Head) -> Iterator[Difference]:
    if stored != replayed:
        yield Difference(table="head", key=f"position {stored.position}", kind="changed")


def _check_claims(connection: Connection, expected: Iterable[Claim]) -> Iterator[Difference]:
    rows = connection.execute(select(claim_table)).mappings()
    live = {(c.kind, c.scope, c.value): c for c in (Claim(**row) for row in rows)}
    wanted = {(c.kind, c.scope, c.value): c for c in expected}
    yield from _differences("claim", live, wanted)


def _check_view(
    connection: Connection, view: View[Any], projector: Projector
) -> Iterator[Difference]:
    # Stored values are compared, not what they decode to: a row changed by hand may not decode.
    columns = [type_coerce(c, _stored_type(c)).label(c.name) for c in view.table.columns]
    names = [column.name for column in view.key_columns()]
    live: dict[Key, Any] = {}
    for row in connection.execute(select(*columns)).mappings():
        live[tuple(row[name] for name in names)] = dict(row)
    dialect = connection.dialect
    wanted = {
        key: {c.name: _stored(c, getattr(row, c.name), dialect) for c in view.table.columns}
        for key, row in projector.rows(view).items()
    }
    yield from _differences(view.id, live, wanted)


def _stored_type(column: Column[Any]) -> TypeEngine[Any]:
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def _stored(column: Column[Any], value: object, dialect: Dialect) -> object:
    if isinstance(column.type, TypeDecorator):
        return column.type.process_bind_param(value, dialect)
    return value


def _differences(
    table: str, live: Mapping[Any, object], wanted: Mapping[Any, object]
) -> Iterator[Difference]:
    for key in sorted({*live, *wanted}, key=str):
        if live.get(key) != wanted.get(key):
            kind = "extra" if key not in wanted else "changed" if key in live else "missing"
            yield Difference(table=table, key=" ".join(map(str, key)), kind=kind)
