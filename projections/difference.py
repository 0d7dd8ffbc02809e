"""Comparing what is stored with what the log says, row by row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import add
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, type_coerce
from sqlalchemy.types import NullType
from typing_extensions import override

from ledger import checkpoints
from ledger.bulk import Values, binder
from ledger.checkpoints import is_good
from ledger.tables import checkpoint as table
from ledger.tree import root
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

    _nothing: object = None
    """What is expected where there should be no row."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._bind = binder(table, connection.dialect.name)
        names = [column.name for column in table.columns]
        self._keys = [names.index(column.name) for column in table.primary_key.columns]
        self._rows: dict[Values, Any] = {}

    def add(self, rows: Iterable[object]) -> None:
        """Some of them, as objects with an attribute for every column."""
        for values in map(self._bind, rows):
            self._rows[self._key(values)] = self._said(values)

    def differences(self) -> Iterator[Difference]:
        """Where the table differs; this uses up what was expected."""
        found = list(self._live())
        gone = [(key, "missing") for key, said in self._rows.items() if said != self._nothing]
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
            wanted = self._rows.pop(key, self._nothing)
            if wanted != self._said(values):
                yield key, "extra" if wanted == self._nothing else "changed"

    def _said(self, values: Values) -> Any:
        return _hashed(values)

    def _key(self, values: Values) -> Values:
        return tuple(values[place] for place in self._keys)


class ExpectedSums(Expected):
    """Rows that are added up: all their sums are held. Zeros are as good as no row."""

    def __init__(self, connection: Connection, table: Table) -> None:
        super().__init__(connection, table)
        self._sums = [n for n, _ in enumerate(table.columns) if n not in self._keys]
        self._nothing = (0,) * len(self._sums)

    @override
    def add(self, rows: Iterable[object]) -> None:
        """Some parts of them."""
        for values in map(self._bind, rows):
            key = self._key(values)
            self._rows[key] = tuple(
                map(add, self._rows.get(key, self._nothing), self._said(values))
            )

    @override
    def _said(self, values: Values) -> Values:
        return tuple(values[place] for place in self._sums)


class Signed:
    """The stored checkpoints: each is to be signed by the key of its time, over the right root."""

    def __init__(self, connection: Connection) -> None:
        self._keys = checkpoints.keys(connection)
        self._unseen = {one.size: one for one in checkpoints.walk(connection)}
        self._wrong: list[int] = []

    def pass_by(self, size: int, edge: bytes) -> None:
        """The tree has grown to that size."""
        stored = self._unseen.pop(size, None)
        if stored is not None and not is_good(stored, self._keys, root(edge)):
            self._wrong.append(size)

    def differences(self) -> Iterator[Difference]:
        """Those that were changed, and those of more than is recorded."""
        told = [(size, "changed") for size in self._wrong]
        for size, kind in (*told, *((size, "extra") for size in sorted(self._unseen))):
            yield Difference(table=table.name, key=str(size), kind=kind)


def expected(connection: Connection, views: Sequence[View[Any]]) -> Mapping[Table, Expected]:
    """Every table of *views*, of which nothing is expected yet."""
    summed = {one.table for view in views for one in view.derived if one.sums}
    return {
        table: (ExpectedSums if table in summed else Expected)(connection, table)
        for view in views
        for table in view.tables
    }


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
