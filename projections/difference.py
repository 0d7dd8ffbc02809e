"""Comparing what is stored with what the log says, row by row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, type_coerce
from sqlalchemy.types import NullType

from ledger.bulk import Values, binder
from projections.engine import CURSOR, View

_PAGE = 5_000
_BARE_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is not what the log makes it: `changed`, `missing` or `extra`."""

    table: str
    key: str
    kind: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.kind}"


class Expected:
    """The rows that a table should have, each by its key and a hash of how it is stored."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._bind = binder(table, connection.dialect.name)
        names = [column.name for column in table.columns]
        self._keys = [names.index(column.name) for column in table.primary_key.columns]
        self._rows: dict[Values, bytes] = {}

    def add(self, rows: Iterable[object]) -> None:
        """Some of them, as objects with an attribute for every column."""
        for values in map(self._bind, rows):
            self._rows[self._key(values)] = _hashed(values)

    def differences(self) -> Iterator[Difference]:
        """Where the table differs; this uses up what was expected."""
        found = list(self._live())
        gone = [(key, "missing") for key in self._rows]
        for key, kind in sorted([*found, *gone], key=str):
            told = " ".join(map(_told, key))
            yield Difference(table=self._table.name, key=told, kind=kind)

    def _live(self) -> Iterator[tuple[Values, str]]:
        # Values are compared as they are stored: a row changed by hand may not decode.
        raw = [type_coerce(column, NullType()).label(column.name) for column in self._table.columns]
        query = select(*raw).execution_options(yield_per=_PAGE)
        for row in self._connection.execute(query):
            values = tuple(row)
            key = self._key(values)
            wanted = self._rows.pop(key, None)
            if wanted != _hashed(values):
                yield key, "extra" if wanted is None else "changed"

    def _key(self, values: Values) -> Values:
        return tuple(values[place] for place in self._keys)


def _hashed(values: Values) -> bytes:
    """Of their text: Python's own hash takes numbers that differ by 2⁶¹ - 1 for the same."""
    return blake2b(repr(values).encode(errors="surrogatepass"), digest_size=16).digest()


def check_cursors(
    reached: Mapping[str, int], views: Sequence[View[Any]], head: int
) -> Iterator[Difference]:
    """A follower's cursor may lag, but neither be absent nor stand where nothing is recorded."""
    for view in views:
        if view.id not in reached:
            yield Difference(table=CURSOR.name, key=view.id, kind="missing")
        elif not 0 <= reached[view.id] <= head:
            yield Difference(table=CURSOR.name, key=view.id, kind="changed")


def _told(part: object) -> str:
    """A key's part as people know it: SQLite stores an id as 32 bare hex digits."""
    text = str(part)
    return str(UUID(text)) if _BARE_ID.fullmatch(text) else text
