"""Changing rows by hand, past every rule, and putting them back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Table,
    TableClause,
    Uuid,
    and_,
    column,
    delete,
    insert,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from ledger.database import Database
from ledger.tables import claim, head
from projections.engine import discover

VIEWS = discover()
TABLES = {t.name: t for t in (*(t for view in VIEWS for t in view.tables), claim, head)}
SUMS = {one.table.name: one.sums for view in VIEWS for one in view.derived}

Raw = Mapping[str, Any]
"""A row as it is stored: JSON and codes as text, moments as numbers."""


class Tampering:
    """Statements on one table, by stored values."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.table = TABLES[name]
        self.raw = as_stored(self.table)

    def first(self) -> Raw:
        """The first row by its key; where they are added up, the first that says something."""
        keys = [self.raw.c[key.name] for key in self.table.primary_key]
        with self.database.read() as connection:
            query = select(self.raw).order_by(*keys).limit(1)
            if sums := SUMS.get(self.table.name):
                query = query.where(or_(*(self.raw.c[name] != 0 for name in sums)))
            return dict(connection.execute(query).mappings().one())

    def key_of(self, row: Raw) -> str:
        """A row's key as `Difference` tells it."""
        return " ".join(str(row[column.name]) for column in self.table.primary_key)

    def change(self, row: Raw, **values: Any) -> None:
        """Set columns of one row."""
        with self.database.write() as connection:
            connection.execute(update(self.raw).where(self._is(row)).values(**values))

    def delete(self, row: Raw) -> None:
        """Delete one row."""
        with self.database.write() as connection:
            connection.execute(delete(self.raw).where(self._is(row)))

    def insert(self, row: Raw) -> None:
        """Insert one row."""
        with self.database.write() as connection:
            connection.execute(insert(self.raw).values(**row))

    def _is(self, row: Raw) -> ColumnElement[bool]:
        keys = [column.name for column in self.table.primary_key]
        return and_(*(self.raw.c[key] == row[key] for key in keys))


@contextmanager
def tampered(database: Database, name: str) -> Iterator[Tampering]:
    """Tamper with one table; afterwards its rows are those of before."""
    tampering = Tampering(database, name)
    with database.read() as connection:
        before = [dict(row) for row in connection.execute(select(tampering.raw)).mappings()]
    try:
        yield tampering
    finally:
        with database.write() as connection:
            connection.execute(delete(tampering.raw))
            connection.execute(insert(tampering.raw), before)


def as_stored(declared: Table) -> TableClause:
    """The same table with plain column types."""
    columns = [column(c.name, _plain(c.type)) for c in declared.columns]
    return table(declared.name, *columns)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def another(kind: Column[Any], value: Any) -> Any:
    """A value that differs from *value* and that the database takes."""
    plain = _plain(kind.type)
    if isinstance(plain, Uuid):
        return uuid4()
    if isinstance(plain, Boolean):
        return not value
    if isinstance(plain, Integer):
        return (value or 0) + 1_000
    if isinstance(plain, LargeBinary):
        return bytes(value) + b"x"
    if isinstance(plain, Date):
        return (value or date.min) + timedelta(days=1)
    return _other_text(value or "", getattr(plain, "length", None))


def _other_text(text: str, longest: int | None) -> str:
    if longest is None or len(text) < longest:
        return text + "x"
    return text[:-1] + ("x" if text[-1] != "x" else "y")


def sibling(declared: Table, row: Raw) -> dict[str, Any]:
    """A new row like *row* that no unique constraint refuses."""
    unique = {c.name for c in declared.columns if c.primary_key or c.unique}
    return {
        c.name: another(c, row[c.name]) if c.name in unique else row[c.name]
        for c in declared.columns
    }
