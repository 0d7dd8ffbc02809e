"""Many rows of several tables, in as few round trips as the driver allows.

SQLAlchemy knows the tables, their types and the dialect; the statements are worked out from them
once and handed to the driver. SQLite takes one prepared statement per table; PostgreSQL takes a
single statement for everything, with a binary array for each column: rows as so many parameters
cost several times as much there, and each statement is a journey of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Column, Connection, Dialect, LargeBinary, Table, make_url
from sqlalchemy.types import TypeDecorator

from ledger.arrays import array

Values = tuple[Any, ...]
"""One row as the driver takes it, in the order of the table's columns."""

Binder = Callable[[object], Values]
"""Makes them of an object that has an attribute for every column."""


Process = Callable[[Any], Any]
"""What becomes of one value on its way to the driver, or from it."""

_UNPROCESSED = TypeDecorator.process_bind_param


class Conflict(Enum):
    """What becomes of a row whose primary key is there already."""

    FAIL = auto()
    KEEP = auto()
    REPLACE = auto()
    ADD = auto()
    """What is not its key is added to what is there."""


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows for one table; none of them twice."""

    table: Table
    rows: Sequence[Values]
    conflict: Conflict = Conflict.FAIL


@dataclass(frozen=True, slots=True)
class Move:
    """New values for rows of a small table, like the head or cursors: `of` are those to move."""

    table: Table
    values: Mapping[str, Any]
    column: str
    of: Sequence[Any]


def write(connection: Connection, inserts: Iterable[Insert], moves: Sequence[Move] = ()) -> None:
    """Write all of it; the database's errors come as SQLAlchemy's."""
    wanted = [insert for insert in inserts if insert.rows]
    if connection.dialect.name == "sqlite":
        _write_sqlite(connection, wanted, moves)
    elif wanted or moves:
        _write_postgres(connection, wanted, moves)


def find(connection: Connection, table: Table, keys: Iterable[Values]) -> list[Values]:
    """The rows that exist of some primary keys, their values as the program's own.

    Keys are in the table's order of columns, and their values the program's own as well.
    """
    dialect = connection.dialect.name
    wanted = [_bound(table, dialect, key) for key in keys]
    if not wanted:
        return []
    if dialect == "sqlite":
        operands = tuple(value for key in wanted for value in key)
        found = connection.exec_driver_sql(_sqlite_find(table, len(wanted)), operands)
    else:
        arrays = _arrays(table.primary_key.columns, wanted)
        found = connection.exec_driver_sql(_postgres_find(table), tuple(arrays))
    read = _reader(table, dialect)
    return [read(row) for row in found]


@lru_cache(maxsize=256)
def binder(table: Table, dialect: str) -> Binder:
    """How objects become rows of *table* for the driver of *dialect*."""
    get = attrgetter(*(column.name for column in table.columns))
    processed = _processed([_to_driver(column, dialect) for column in table.columns])
    return lambda row: processed(get(row))


@lru_cache(maxsize=256)
def _reader(table: Table, dialect: str) -> Callable[[Iterable[Any]], Values]:
    known = _DIALECTS[dialect]
    return _processed(
        [c.type.dialect_impl(known).result_processor(known, None) for c in table.columns]
    )


@lru_cache(maxsize=256)
def _keys_binder(table: Table, dialect: str) -> Callable[[Iterable[Any]], Values]:
    return _processed([_to_driver(column, dialect) for column in table.primary_key.columns])


def _bound(table: Table, dialect: str, key: Values) -> Values:
    return _keys_binder(table, dialect)(key)


def _to_driver(column: Column[Any], dialect: str) -> Process | None:
    kind = column.type
    if isinstance(kind, LargeBinary):
        return None  # Both drivers take bytes as they are.
    if isinstance(kind, TypeDecorator) and type(kind).process_bind_param is _UNPROCESSED:
        kind = kind.impl_instance
    process = kind.dialect_impl(_DIALECTS[dialect]).bind_processor(_DIALECTS[dialect])
    return cast("Process | None", process)


def _processed(processes: Sequence[Process | None]) -> Callable[[Iterable[Any]], Values]:
    """Applies to each value its own process, where it has one."""
    some = [(index, process) for index, process in enumerate(processes) if process is not None]

    def process_all(row: Iterable[Any]) -> Values:
        values = list(row)
        for index, process in some:
            values[index] = process(values[index])
        return tuple(values)

    return process_all


_DIALECTS: Mapping[str, Dialect] = {
    url.get_backend_name(): url.get_dialect()()
    for url in map(make_url, ("sqlite://", "postgresql+psycopg://"))
}


def _write_sqlite(connection: Connection, inserts: Sequence[Insert], moves: Sequence[Move]) -> None:
    for insert in inserts:
        sql = _sqlite_insert(insert.table, insert.conflict)
        connection.exec_driver_sql(sql, list(insert.rows))
    for move in moves:
        sql = _sqlite_update(move.table, tuple(move.values), move.column, len(move.of))
        connection.exec_driver_sql(sql, (*move.values.values(), *move.of))


def _write_postgres(
    connection: Connection, inserts: Sequence[Insert], moves: Sequence[Move]
) -> None:
    shape = tuple((insert.table, insert.conflict) for insert in inserts)
    moved = tuple((move.table, tuple(move.values), move.column) for move in moves)
    arrays = [one for insert in inserts for one in _arrays(insert.table.columns, insert.rows)]
    scalars = [value for move in moves for value in (*move.values.values(), list(move.of))]
    connection.exec_driver_sql(_postgres_statement(shape, moved), (*arrays, *scalars))


def _arrays(columns: Iterable[Column[Any]], rows: Iterable[Values]) -> Iterator[object]:
    """One for each column, in their order."""
    return map(array, map(_element, columns), zip(*rows, strict=True))


@lru_cache(maxsize=256)
def _sqlite_insert(table: Table, conflict: Conflict) -> str:
    marks = ", ".join("?" for _ in table.columns)
    return f"{_into(table)} VALUES ({marks}){_on_conflict(table, conflict)}"


@lru_cache(maxsize=256)
def _postgres_statement(
    inserts: tuple[tuple[Table, Conflict], ...],
    moves: tuple[tuple[Table, tuple[str, ...], str], ...],
) -> str:
    """Every part but the last as a CTE: PostgreSQL carries out those that write in any case."""
    parts = [_postgres_insert(table, conflict) for table, conflict in inserts]
    parts += [
        f'{_update(table, names, "%b")} "{column}" = ANY(%b)' for table, names, column in moves
    ]
    ahead = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {ahead} {parts[-1]}" if ahead else parts[-1]


def _postgres_insert(table: Table, conflict: Conflict) -> str:
    arrays = ", ".join(f"%b::{_element(column)}[]" for column in table.columns)
    # Names of our own tables and columns only.
    return f"{_into(table)} SELECT * FROM unnest({arrays}){_on_conflict(table, conflict)}"  # noqa: S608


@lru_cache(maxsize=1024)
def _element(column: Column[Any]) -> str:
    # A cast to varchar(n) would cut a text that is too long, where an insert refuses it.
    known = column.type.dialect_impl(_DIALECTS["postgresql"])
    name = known.compile(_DIALECTS["postgresql"])
    return "text" if name.startswith("VARCHAR") else name


@lru_cache(maxsize=1024)
def _sqlite_find(table: Table, count: int) -> str:
    keys = [f'"{column.name}"' for column in table.primary_key.columns]
    one = f"({', '.join('?' for _ in keys)})"
    asked = ", ".join(one for _ in range(count))
    return f"{_select(table)} WHERE ({', '.join(keys)}) IN (VALUES {asked})"


@lru_cache(maxsize=256)
def _postgres_find(table: Table) -> str:
    columns = list(table.primary_key.columns)
    arrays = ", ".join(f"%b::{_element(column)}[]" for column in columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    return f"{_select(table)} JOIN unnest({arrays}) AS asked ({names}) USING ({names})"


def _select(table: Table) -> str:
    columns = ", ".join(f'"{table.name}"."{column.name}"' for column in table.columns)
    return f'SELECT {columns} FROM "{table.name}"'  # noqa: S608  # our own names


def _into(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names})'


def _on_conflict(table: Table, conflict: Conflict) -> str:
    if conflict is Conflict.FAIL:
        return ""
    if conflict is Conflict.KEEP:
        return " ON CONFLICT DO NOTHING"
    keys = [column.name for column in table.primary_key.columns]
    rest = [column.name for column in table.columns if column.name not in keys]
    named = ", ".join(f'"{name}"' for name in keys)
    there = f'"{table.name}".' if conflict is Conflict.ADD else None
    if not rest:
        # Nothing but a key: a row that is there is the same.
        return " ON CONFLICT DO NOTHING"
    values = ", ".join(
        f'"{name}" = excluded."{name}"' + (f' + {there}"{name}"' if there else "") for name in rest
    )
    return f" ON CONFLICT ({named}) DO UPDATE SET {values}"


@lru_cache(maxsize=256)
def _sqlite_update(table: Table, names: tuple[str, ...], column: str, count: int) -> str:
    marks = ", ".join("?" for _ in range(count))
    return f'{_update(table, names, "?")} "{column}" IN ({marks})'


def _update(table: Table, names: Sequence[str], mark: str) -> str:
    values = ", ".join(f'"{name}" = {mark}' for name in names)
    return f'UPDATE "{table.name}" SET {values} WHERE'  # noqa: S608  # our own names
