"""Replay: fold the whole log again, to rebuild views or to prove that they are right.

Everything is read in one snapshot, so writes may go on meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, update

from domain.moment import Moment
from ledger.bulk import Conflict, Insert, Values, binder, write
from ledger.catalogue import CATALOGUE
from ledger.claims import CLAIMING, claims_of
from ledger.database import Database
from ledger.log import leaf_of, read_head, read_log
from ledger.tables import claim as claim_table
from ledger.tables import event as event_table
from ledger.tables import head as head_table
from ledger.tables import node as node_table
from ledger.tree import Node, grow
from projections.anew import PAGE, Progress, made_anew, silent
from projections.cursors import cursors, lock
from projections.difference import Difference, Expected, Signed, check_cursors, expected
from projections.engine import CURSOR, View, bound
from projections.kinds import following, inline

_SHELF = 1_000
"""So many rows of a table are written together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _HeadRow:
    """The head's one row, as its table has it."""

    id: int
    position: int
    at: Moment
    edge: bytes


def check(
    database: Database, views: Sequence[View[Any]], progress: Progress = silent
) -> list[Difference]:
    """Compare head, nodes, claims, checkpoints and all rows of *views* with a fold of the log.

    A following view is compared as of its own cursor: that it lags is no difference.
    """
    with database.read(patient=True) as connection:
        last, reached = _last(connection), cursors(connection)
        ends = {view.id: _end(view, reached, last) for view in views}
        tables = expected(connection, views)
        signed = Signed(connection)
        compared = [*_of_the_log(connection, last, signed), *tables.values()]
        for table, rows in made_anew(connection, bound(connection, views), ends, progress):
            tables[table].add(rows)
        differences = [one for table in compared for one in table.differences()]
        differences += signed.differences()
        return [*differences, *check_cursors(reached, following(views), last)]


def rebuild(database: Database, views: Sequence[View[Any]], progress: Progress = silent) -> int:
    """Replace the rows of *views* by what the log says; returns the number of rows written.

    The head is locked meanwhile: commands wait, none is lost. Where all of *views* follow, their
    followers alone wait.
    """
    with database.write(patient=True) as connection:
        if inline(views):
            read_head(connection, lock=True)
        lock(connection, views)
        # What a view is given may stand in one of the tables.
        folding = bound(connection, views)
        for table in _tables(views):
            connection.execute(delete(table))
        return _filled(connection, folding, progress)


def build(connection: Connection, views: Sequence[View[Any]], progress: Progress = silent) -> int:
    """Make the tables of *views*, and fill them; returns the number of rows written.

    For a log that nobody else can see yet, in the transaction that has written it.
    """
    for view in views:
        _make(connection, view)
    return _filled(connection, bound(connection, views), progress)


def ensure_tables(database: Database, views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """Make the tables of views that have none yet; returns the views that are now to be built."""
    with database.write() as connection:
        existing = set(inspect(connection).get_table_names())
        missing = [view for view in views if not existing.issuperset(_names(view))]
        for view in missing:
            _make(connection, view)
    return missing


def are_built(database: Database, views: Sequence[View[Any]]) -> bool:
    """Whether every view has its table and its cursor."""
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())
        reached = cursors(connection)
    return all(tables.issuperset(_names(view)) and view.id in reached for view in views)


def _make(connection: Connection, view: View[Any]) -> None:
    for table in view.tables:
        table.create(connection, checkfirst=True)
    # A table that somebody dropped leaves its cursor behind.
    connection.execute(delete(CURSOR).where(CURSOR.c.view == view.id))
    connection.execute(insert(CURSOR).values(view=view.id, position=0))


def _filled(connection: Connection, views: Sequence[View[Any]], progress: Progress) -> int:
    last = _last(connection)
    written = _written(connection, views, last, progress)
    for view in views:
        _set_cursor(connection, view, last)
    return written


def _tables(views: Sequence[View[Any]]) -> list[Table]:
    return [table for view in views for table in view.tables]


def _names(view: View[Any]) -> list[str]:
    return [table.name for table in view.tables]


def _written(
    connection: Connection, views: Sequence[View[Any]], last: int, progress: Progress
) -> int:
    shelves: dict[Table, list[Values]] = {table: [] for table in _tables(views)}
    summed = {one.table for view in views for one in view.derived if one.sums}
    ends = {view.id: last for view in views}
    written = 0
    for table, rows in made_anew(connection, views, ends, progress):
        shelf = shelves[table]
        shelf.extend(map(binder(table, connection.dialect.name), rows))
        if table in summed:
            written += _emptied(connection, table, shelf, Conflict.ADD)
        elif len(shelf) >= _SHELF:
            written += _emptied(connection, table, shelf)
    return written + sum(_emptied(connection, table, shelf) for table, shelf in shelves.items())


def _emptied(
    connection: Connection, table: Table, shelf: list[Values], conflict: Conflict = Conflict.FAIL
) -> int:
    count = len(shelf)
    write(connection, [Insert(table, shelf, conflict)])
    shelf.clear()
    return count


def _of_the_log(
    connection: Connection, last: int, signed: Signed
) -> tuple[Expected, Expected, Expected]:
    """What the log says of head, nodes, claims, and of what was *signed*.

    The head is not asked, for it may be wrong.
    """
    claims, heads = Expected(connection, claim_table), Expected(connection, head_table)
    nodes, completed = Expected(connection, node_table), list[Node]()
    edge, at, count = b"", Moment(0), 0
    for row in read_log(connection, after=0, upto=last, page=PAGE):
        edge, at, count = grow(edge, count, [leaf_of(row)], completed), row.at, count + 1
        signed.pass_by(count, edge)
        if row.topic in CLAIMING:
            claims.add(claims_of(CATALOGUE.decode(row)))
    heads.add([_HeadRow(id=1, position=count, at=at, edge=edge)])
    nodes.add(completed)
    return heads, nodes, claims


def _last(connection: Connection) -> int:
    last: int | None = connection.execute(select(func.max(event_table.c.position))).scalar()
    return last or 0


def _end(view: View[Any], reached: Mapping[str, int], last: int) -> int:
    return reached.get(view.id, last) if view.follows else last


def _set_cursor(connection: Connection, view: View[Any], position: int) -> None:
    # An UPDATE first: a deleted row would let a second rebuild pass that waits for this one.
    moved = update(CURSOR).where(CURSOR.c.view == view.id).values(position=position)
    if connection.execute(moved).rowcount == 0:
        connection.execute(insert(CURSOR).values(view=view.id, position=position))
