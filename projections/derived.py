"""Derived rows: what follows from how a view's rows change, kept in tables of their own."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add, attrgetter
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Integer, Table

from ledger.bulk import Conflict, Insert, binder
from ledger.envelope import Recorded

R = TypeVar("R")
Values = tuple[Hashable, ...]

Made = tuple[Table, Iterable[Any]]
"""A table and some of its rows, as objects; a row that is added up may come in several parts."""

MANY = 200_000
"""Beyond so many sums a rebuild adds them to the table and collects anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Generic[R]):
    """Rows of another table that follow from how a row of the view changed with one event.

    `make` is asked whenever the fold has made another object of a row (before, after, event);
    either may be None. What it makes depends on nothing else, least of all on the batch. A row
    replaces the one of the same key, and no two streams may make a row of the same key, unless
    the view is folded across them. Where there are `sums`, those columns are added to what is
    there, whoever made it, and all others are the key: a row that has come to zeros says as much
    as none, and either may be found.
    """

    table: Table
    row: type[Any]
    make: Callable[[R | None, R | None, Recorded[object]], Iterable[Any]]
    sums: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rest = [column for column in self.table.columns if not column.primary_key]
        if self.sums and {column.name for column in rest} != set(self.sums):
            raise ValueError(f"{self.table.name}: what is not summed is the key")
        if self.sums and any(c.nullable or not isinstance(c.type, Integer) for c in rest):
            raise ValueError(f"{self.table.name}: only whole numbers are summed")

    @property
    def conflict(self) -> Conflict:
        """What becomes of a row that is there already."""
        return Conflict.ADD if self.sums else Conflict.REPLACE


class _Heap(Protocol):
    """The rows of one table, gathered."""

    def add(self, rows: Iterable[Any]) -> None:
        """Some more."""

    def rows(self) -> list[Any]:
        """Those to be written, none of them twice."""

    def clear(self) -> None:
        """They were written."""

    def is_ready(self) -> bool:
        """Whether they had better be written now that a stream has ended."""


class _Latest:
    """The last row of every key."""

    def __init__(self, derived: Derived[Any]) -> None:
        self._key = _getter([column.name for column in derived.table.primary_key])
        self._rows: dict[Values, Any] = {}

    def add(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self._rows[self._key(row)] = row

    def rows(self) -> list[Any]:
        return list(self._rows.values())

    def clear(self) -> None:
        self._rows.clear()

    def is_ready(self) -> bool:
        return bool(self._rows)


class _Sums:
    """What the rows of every key come to."""

    def __init__(self, derived: Derived[Any]) -> None:
        keys = [column.name for column in derived.table.primary_key]
        self._row, self._names = derived.row, (*keys, *derived.sums)
        self._key, self._parts = _getter(keys), _getter(derived.sums)
        self._totals: dict[Values, tuple[int, ...]] = {}

    def add(self, rows: Iterable[Any]) -> None:
        totals = self._totals
        for row in rows:
            key, parts = self._key(row), self._parts(row)
            known = totals.get(key)
            totals[key] = parts if known is None else tuple(map(add, known, parts))

    def rows(self) -> list[Any]:
        found = [(*key, *parts) for key, parts in self._totals.items() if any(parts)]
        return [self._row(**dict(zip(self._names, values, strict=True))) for values in found]

    def clear(self) -> None:
        self._totals.clear()

    def is_ready(self) -> bool:
        return len(self._totals) > MANY


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Some attributes; `attrgetter` alone makes no tuple of a single one."""
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda row: (get(row),)


class Gathering:
    """The derived rows of one view, until they are written."""

    def __init__(self, derived: Sequence[Derived[Any]]) -> None:
        self._heaps: list[tuple[Derived[Any], _Heap]] = [
            (one, _Sums(one) if one.sums else _Latest(one)) for one in derived
        ]

    def add(self, before: object, after: object, recorded: Recorded[object]) -> None:
        """What follows from one step of one row."""
        for derived, heap in self._heaps:
            heap.add(derived.make(before, after, recorded))

    def made(self) -> Iterator[Made]:
        """All that was gathered."""
        return ((derived.table, heap.rows()) for derived, heap in self._heaps)

    def taken(self) -> Iterator[Made]:
        """What need not be kept now that a whole stream is folded; it is forgotten here."""
        for derived, heap in self._heaps:
            if heap.is_ready():
                yield derived.table, heap.rows()
                heap.clear()

    def inserts(self, dialect: str) -> list[Insert]:
        """What is to be written for it."""
        return [
            Insert(one.table, list(map(binder(one.table, dialect), heap.rows())), one.conflict)
            for one, heap in self._heaps
        ]

    def clear(self) -> None:
        """It was written."""
        for _, heap in self._heaps:
            heap.clear()
