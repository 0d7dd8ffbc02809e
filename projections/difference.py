"""Comparing what is stored with what the log says, row by row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Table, select, type_coerce
from sqlalchemy.types import LargeBinary, NullType, TypeEngine

from projections.engine import CURSOR, Key, View

_BARE_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is not what the log makes it: `changed`, `missing` or `extra`."""

    table: str
    key: str
    kind: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.kind}"


def check_table(
    connection: Connection, table: Table, expected: Iterable[Mapping[str, object]]
) -> Iterator[Difference]:
    """Where a table differs from the rows that are expected."""
    # Values are compared as they are stored: a row changed by hand may not decode.
    raw = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    live = [dict(row) for row in connection.execute(select(*raw)).mappings()]
    stored = {column.name: _binder(column.type, connection.dialect) for column in table.columns}
    wanted = [{name: bind(row[name]) for name, bind in stored.items()} for row in expected]
    yield from _differences(table.name, _by_key(keys, live), _by_key(keys, wanted))


def check_cursors(
    reached: Mapping[str, int], views: Sequence[View[Any]], head: int
) -> Iterator[Difference]:
    """A follower's cursor may lag, but neither be absent nor stand where nothing is recorded."""
    for view in views:
        if view.id not in reached:
            yield Difference(table=CURSOR.name, key=view.id, kind="missing")
        elif not 0 <= reached[view.id] <= head:
            yield Difference(table=CURSOR.name, key=view.id, kind="changed")


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
