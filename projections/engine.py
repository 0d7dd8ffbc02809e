"""The engine: one fold for live and rebuild.

A view is a table, the keys that an event touches, and a pure `evolve(key, row, event) -> row`.
Its rows are frozen dataclasses whose fields are the table's columns.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, Protocol, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    delete,
)

import projections.views
from ledger.bulk import Conflict, Insert, Move, binder, find, write
from ledger.envelope import Recorded
from projections.derived import Derived, Gathering, Made

R = TypeVar("R")
Key = tuple[Hashable, ...]
"""The values of a row's primary key, in the table's order."""

Evolve = Callable[[Key, R | None, Recorded[object]], R | None]
"""A row after an event; None where there is none."""

Whole = Callable[[Sequence[Recorded[object]]], Iterable[R]]
"""All rows of one stream by all its events."""

VIEWS_METADATA = MetaData()
"""The tables of all views, made by the engine and never by a migration."""


def _unbound(_key: Key, _row: object, recorded: Recorded[object]) -> None:
    raise TypeError(f"{recorded.topic} is folded by a view that was not given what it needs")


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[R]):
    """A read model. The version stands in the table's name: a new one is built beside it.

    Inline views are folded with every command, so that clients read their own writes; those
    that *follow* are folded a little later, by a follower. A view that only *adds* has a new
    key for every event: no row needs to be looked up before it is made. Where a row is folded
    from more than one stream, the view is folded *across* them. `whole` makes all rows of one
    stream at once, for those whose rows cost more to make than to fold.

    A view that follows may be *given* what never changes once it is recorded, and is recorded
    before any event that names it: `bind` makes its fold of that, and it has no other;
    `bind_whole` may make its `whole`. Whatever else the log holds then, every snapshot makes the
    same rows of the same events.

    A view that follows may have rows *derived* beside its own, step by step. Its tables are of
    one version: they are built together, beside those of another version that may still follow.
    """

    name: str
    table: Table
    row: type[R]
    keys: Callable[[Recorded[object]], Sequence[Key]]
    evolve: Evolve[R] = _unbound
    follows: bool = False
    adds: bool = False
    across: bool = False
    whole: Whole[R] | None = None
    given: Callable[[Connection], Any] | None = None
    bind: Callable[[Any], Evolve[R]] | None = None
    bind_whole: Callable[[Any], Whole[R]] | None = None
    derived: Sequence[Derived[R]] = ()

    def __post_init__(self) -> None:
        is_given = self.given is not None
        if (self.bind is not None) != is_given or (self.evolve is _unbound) != is_given:
            raise ValueError(f"{self.name}: a view has a fold, or is given something and binds it")
        if is_given and not self.follows:
            # The writer's memory folds by what it knows, and asks for nothing.
            raise ValueError(f"{self.name}: only a view that follows may be given something")
        if (self.whole is not None and is_given) or (self.bind_whole is not None and not is_given):
            raise ValueError(f"{self.name}: what is given is bound to all rows as well as to one")
        stepless = self.adds or self.whole is not None or self.bind_whole is not None
        if self.derived and (stepless or not self.follows):
            # What is added is added once, under the cursor that a follower claims.
            raise ValueError(f"{self.name}: rows are derived from a view that follows, by steps")
        if len({table.name.rpartition("_v")[2] for table in self.tables}) > 1:
            raise ValueError(f"{self.name}: derived tables have the version of their view")

    @property
    def id(self) -> str:
        """Name and version, as in the cursor table."""
        return self.table.name

    @property
    def tables(self) -> Sequence[Table]:
        """Its own, then the derived ones."""
        return (self.table, *(derived.table for derived in self.derived))

    def bound(self, connection: Connection) -> "View[R]":
        """The same view, folding by what it is given, as this snapshot has it."""
        if self.given is None or self.bind is None:
            return self
        given = self.given(connection)
        return replace(
            self,
            evolve=self.bind(given),
            whole=self.bind_whole(given) if self.bind_whole else None,
            given=None,
            bind=None,
            bind_whole=None,
        )

    def key_columns(self) -> list[Column[Any]]:
        """The primary key's columns."""
        return list(self.table.primary_key.columns)

    def read(self, mapping: Mapping[str, Any]) -> R:
        """A row from its columns."""
        return self.row(**mapping)


def view_table(name: str, version: int, *parts: Any, **how: Any) -> Table:
    """The table of one version of a view; *how* are the dialects' own options."""
    return Table(f"view_{name}_v{version}", VIEWS_METADATA, *parts, **how)


CURSOR = Table(
    "cursor",
    MetaData(),
    Column("view", String(80), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far each view has been folded. Inline views move with the head; made by Alembic."""


def bound(connection: Connection, views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """All of *views* with their folds, as this snapshot has what they are given."""
    return [view.bound(connection) for view in views]


def discover() -> Sequence[View[Any]]:
    """Every view of the house, by name."""
    package = projections.views
    modules = [
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    ]
    return tuple(sorted((cast("View[Any]", m.VIEW) for m in modules), key=lambda v: v.name))


class Kept(Protocol):
    """Rows that somebody knows beyond one transaction."""

    def row(self, view: str, key: Key) -> Any:
        """A row by its view and key; None where it is not known."""

    def learn_row(self, view: str, key: Key, row: Any) -> None:
        """A row as it was found, before anything that is not committed."""


class _Nothing:
    """Nobody knows anything, and nobody is to learn."""

    def row(self, _view: str, _key: Key) -> None:
        return None

    def learn_row(self, _view: str, _key: Key, _row: Any) -> None:
        return None


class Projector:
    """Folds events into rows: fetched once, evolved in memory, written together.

    *kept* are rows that its owner knows to be current, and learns. With *connection* None it
    starts from nothing, which is a rebuild; *views* are then bound already.
    """

    def __init__(
        self,
        connection: Connection | None,
        views: Sequence[View[Any]],
        kept: Kept | None = None,
    ) -> None:
        self._connection = connection
        self._views = views if connection is None else bound(connection, views)
        self._kept = kept or _Nothing()
        self._rows: dict[str, dict[Key, Any]] = {view.id: {} for view in views}
        self._touched: dict[str, dict[Key, None]] = {view.id: {} for view in views}
        self._derived = {view.id: Gathering(view.derived) for view in views if view.derived}

    def expect(self, events: Sequence[Recorded[object]]) -> None:
        """Look up in one go, for each view, the rows that *events* will touch."""
        if self._connection is None:
            return
        for view in self._views:
            wanted = {} if view.adds else {key: None for e in events for key in view.keys(e)}
            missing = [key for key in wanted if not self._has(view.id, key)]
            if missing:
                found = fetch_all(self._connection, view, missing)
                self._rows[view.id].update((key, found.get(key)) for key in missing)
                for key, row in found.items():
                    self._kept.learn_row(view.id, key, row)

    def apply_all(self, events: Sequence[Recorded[object]]) -> None:
        """Fold some events, whose rows are looked up together."""
        self.expect(events)
        for recorded in events:
            self.apply(recorded)

    def apply(self, recorded: Recorded[object]) -> None:
        """Fold one event into every view that it touches."""
        for view in self._views:
            rows, touched = self._rows[view.id], self._touched[view.id]
            for key in view.keys(recorded):
                before = None if view.adds else self.row(view, key)
                rows[key] = after = view.evolve(key, before, recorded)
                if after is before:
                    continue
                touched[key] = None
                if view.derived:
                    self._derived[view.id].add(before, after, recorded)

    def row(self, view: View[R], key: Key) -> R | None:
        """The row as it stands after everything applied so far."""
        rows = self._rows[view.id]
        if key not in rows:
            rows[key] = self._kept.row(view.id, key) or self._fetched(view, key)
        return cast("R | None", rows[key])

    def rows(self, view: View[R]) -> Mapping[Key, R]:
        """Every row that exists after a rebuild."""
        return {key: row for key, row in self._rows[view.id].items() if row is not None}

    def derived(self) -> Iterator[Made]:
        """The derived rows since the last flush; after a rebuild, all."""
        for gathering in self._derived.values():
            yield from gathering.made()

    def changed(self) -> Iterator[tuple[View[Any], Key, Any]]:
        """The rows that were touched, by view and key; None for one that has ended."""
        for view in self._views:
            rows = self._rows[view.id]
            yield from ((view, key, rows[key]) for key in self._touched[view.id])

    def staged(self, dialect: str, position: int) -> tuple[list[Insert], Move]:
        """What is to be written for the touched rows, and for the cursors to reach *position*."""
        inserts = []
        for view in self._views:
            bind, rows = binder(view.table, dialect), self._rows[view.id]
            made = [bind(rows[key]) for key in self._touched[view.id] if rows[key] is not None]
            inserts.append(Insert(view.table, made, Conflict.REPLACE))
        for gathering in self._derived.values():
            inserts += gathering.inserts(dialect)
        reached = Move(CURSOR, {"position": position}, "view", [view.id for view in self._views])
        return inserts, reached

    def remove(self, connection: Connection) -> None:
        """Delete the rows that an event has ended."""
        for view, key, row in self.changed():
            if row is None:
                same = (c == value for c, value in zip(view.key_columns(), key, strict=True))
                connection.execute(delete(view.table).where(*same))

    def flush(self, connection: Connection, position: int) -> None:
        """Write the touched rows and move the cursors to *position*."""
        inserts, reached = self.staged(connection.dialect.name, position)
        write(connection, inserts, [reached])
        self.remove(connection)
        for view in self._views:
            self._touched[view.id].clear()
            if view.adds:
                self._rows[view.id].clear()
        for gathering in self._derived.values():
            gathering.clear()

    def _fetched(self, view: View[R], key: Key) -> R | None:
        row = None if self._connection is None else fetch(self._connection, view, key)
        if row is not None:
            self._kept.learn_row(view.id, key, row)
        return row

    def _has(self, view: str, key: Key) -> bool:
        return key in self._rows[view] or self._kept.row(view, key) is not None


def fetch(connection: Connection, view: View[R], key: Key) -> R | None:
    """One row by its key."""
    return fetch_all(connection, view, [key]).get(key)


def fetch_all(connection: Connection, view: View[R], keys: Collection[Key]) -> Mapping[Key, R]:
    """The rows that exist of some keys."""
    names = [column.name for column in view.table.columns]
    places = [names.index(column.name) for column in view.key_columns()]
    return {
        tuple(values[place] for place in places): view.read(dict(zip(names, values, strict=True)))
        for values in find(connection, view.table, keys)
    }
