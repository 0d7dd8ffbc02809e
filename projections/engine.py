"""The engine: one fold for live and rebuild.

A view is a table, the keys that an event touches, and a pure `evolve(key, row, event) -> row`.
Its rows are frozen dataclasses whose fields are the table's columns.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

import projections.views
from ledger.envelope import Recorded

R = TypeVar("R")
Key = tuple[Hashable, ...]
"""The values of a row's primary key, in the table's order."""

VIEWS_METADATA = MetaData()
"""The tables of all views, made by the engine and never by a migration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[R]):
    """A read model. The version stands in the table's name: a new one is built beside it.

    Inline views are folded with every command, so that clients read their own writes; those
    that *follow* are folded a little later, by a follower. A view that only *adds* has a new
    key for every event: no row needs to be looked up before it is made.
    """

    name: str
    table: Table
    row: type[R]
    keys: Callable[[Recorded[object]], Sequence[Key]]
    evolve: Callable[[Key, R | None, Recorded[object]], R | None]
    follows: bool = False
    adds: bool = False

    @property
    def id(self) -> str:
        """Name and version, as in the cursor table."""
        return self.table.name

    def key_columns(self) -> list[Column[Any]]:
        """The primary key's columns."""
        return list(self.table.primary_key.columns)

    def read(self, mapping: Mapping[str, Any]) -> R:
        """A row from its columns."""
        return self.row(**mapping)

    def columns_of(self, row: R) -> dict[str, Any]:
        """The columns of a row."""
        return {f.name: getattr(row, f.name) for f in fields(cast(Any, row))}


def view_table(name: str, version: int, *parts: Any) -> Table:
    """The table of one version of a view."""
    return Table(f"view_{name}_v{version}", VIEWS_METADATA, *parts)


CURSOR = Table(
    "cursor",
    MetaData(),
    Column("view", String(80), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far each view has been folded. Inline views move with the head; made by Alembic."""


def discover() -> Sequence[View[Any]]:
    """Every view of the house, by name."""
    package = projections.views
    modules = [
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    ]
    return tuple(sorted((cast("View[Any]", m.VIEW) for m in modules), key=lambda v: v.name))


class Projector:
    """Folds events into rows: fetched once, evolved in memory, written together.

    With *connection* None it starts from nothing, which is a rebuild.
    """

    def __init__(self, connection: Connection | None, views: Sequence[View[Any]]) -> None:
        self._connection = connection
        self._views = views
        self._rows: dict[str, dict[Key, Any]] = {view.id: {} for view in views}
        self._touched: dict[str, dict[Key, None]] = {view.id: {} for view in views}

    def apply(self, recorded: Recorded[object]) -> None:
        """Fold one event into every view that it touches."""
        for view in self._views:
            for key in view.keys(recorded):
                before = self.row(view, key)
                self._rows[view.id][key] = view.evolve(key, before, recorded)
                self._touched[view.id][key] = None

    def row(self, view: View[R], key: Key) -> R | None:
        """The row as it stands after everything applied so far."""
        rows = self._rows[view.id]
        if key not in rows:
            rows[key] = fetch(self._connection, view, key) if self._connection else None
        return cast("R | None", rows[key])

    def rows(self, view: View[R]) -> Mapping[Key, R]:
        """Every row that exists after a rebuild."""
        return {key: row for key, row in self._rows[view.id].items() if row is not None}

    def flush(self, connection: Connection, position: int) -> None:
        """Write the touched rows and move the cursors to *position*."""
        for view in self._views:
            touched = self._touched[view.id]
            rows = [self._rows[view.id][key] for key in touched]
            upsert(connection, view, [row for row in rows if row is not None])
            remove(connection, view, [key for key in touched if self._rows[view.id][key] is None])
            touched.clear()
        names = [view.id for view in self._views]
        connection.execute(update(CURSOR).where(CURSOR.c.view.in_(names)).values(position=position))


def fetch(connection: Connection, view: View[R], key: Key) -> R | None:
    """One row by its key."""
    query = select(view.table)
    for column, value in zip(view.key_columns(), key, strict=True):
        query = query.where(column == value)
    found = connection.execute(query).mappings().first()
    return view.read(dict(found)) if found else None


def remove(connection: Connection, view: View[R], keys: Iterable[Key]) -> None:
    """Delete rows that an event has ended."""
    for key in keys:
        same = (c == value for c, value in zip(view.key_columns(), key, strict=True))
        connection.execute(delete(view.table).where(*same))


def upsert(connection: Connection, view: View[R], rows: Iterable[R]) -> None:
    """Insert rows, replacing those with the same key."""
    values = [view.columns_of(row) for row in rows]
    if not values:
        return
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(view.table)
    keys = view.key_columns()
    rest = {c.name: statement.excluded[c.name] for c in view.table.columns if c not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), values)
