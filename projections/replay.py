"""Replay: fold the whole log again, to rebuild views or to prove that they are right.

Everything is read in one snapshot, so writes may go on meanwhile. Rows are folded in memory.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, delete, func, insert, inspect, select, update

from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.claims import Claim, claims_of
from ledger.database import Database
from ledger.envelope import Recorded
from ledger.log import Head, leaf_of, read_head, read_log
from ledger.tables import claim as claim_table
from ledger.tables import event as event_table
from ledger.tables import head as head_table
from ledger.tree import grow
from projections.cursors import cursors, lock
from projections.difference import Difference, check_cursors, check_table
from projections.engine import CURSOR, Projector, View
from projections.kinds import following, inline

PAGE = 5_000
Progress = Callable[[int, int], None]
"""Told (done, total) events, once a page."""


def silent(_done: int, _total: int) -> None:
    """A progress that shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Some views, and the position behind which they know nothing yet."""

    views: Sequence[View[Any]]
    upto: int
    projector: Projector

    def apply(self, recorded: Recorded[object]) -> None:
        """Fold one event, unless it lies behind the end."""
        if recorded.position <= self.upto:
            self.projector.apply(recorded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the log says: folded rows, claims, and where it ends."""

    folds: Sequence[Fold]
    claims: Sequence[Claim]
    head: Head

    def rows(self, view: View[Any]) -> Collection[Any]:
        """The rows of one of the views."""
        fold = next(one for one in self.folds if view in one.views)
        return fold.projector.rows(view).values()


def replay(
    connection: Connection,
    views: Sequence[View[Any]],
    progress: Progress = silent,
    ends: Mapping[str, int] = MappingProxyType({}),
) -> Replayed:
    """Fold the whole log of this snapshot; its head is not asked, for it may be wrong.

    *ends* are the positions at which some of the views end before it.
    """
    last: int = connection.execute(select(func.max(event_table.c.position))).scalar() or 0
    folds = _folds(views, ends, last)
    claims: list[Claim] = []
    edge, at, count = b"", Moment(0), 0
    for row in read_log(connection, after=0, upto=last, page=PAGE):
        recorded = CATALOGUE.decode(row)
        for fold in folds:
            fold.apply(recorded)
        claims.extend(claims_of(recorded))
        edge, at, count = grow(edge, count, [leaf_of(row)]), row.at, count + 1
        if count % PAGE == 0:
            progress(count, last)
    progress(count, last)
    return Replayed(folds=folds, claims=claims, head=Head(position=count, at=at, edge=edge))


def _folds(views: Sequence[View[Any]], ends: Mapping[str, int], last: int) -> Sequence[Fold]:
    """One fold for all views that end at the same position."""
    by_end: dict[int, list[View[Any]]] = {}
    for view in views:
        by_end.setdefault(ends.get(view.id, last), []).append(view)
    return [
        Fold(views=some, upto=upto, projector=Projector(None, some))
        for upto, some in by_end.items()
    ]


def check(
    database: Database, views: Sequence[View[Any]], progress: Progress = silent
) -> list[Difference]:
    """Compare head, claims and every row of *views* with a fresh fold of the log.

    A following view is compared as of its own cursor: that it lags is no difference.
    """
    with database.read(patient=True) as connection:
        reached = cursors(connection)
        ends = {v.id: reached[v.id] for v in following(views) if v.id in reached}
        replayed = replay(connection, views, progress, ends)
        heads = [{"id": 1, **asdict(replayed.head)}]
        differences = [
            *check_table(connection, head_table, heads),
            *check_table(connection, claim_table, map(asdict, replayed.claims)),
        ]
        for view in views:
            rows = map(view.columns_of, replayed.rows(view))
            differences += check_table(connection, view.table, rows)
        return [*differences, *check_cursors(reached, following(views), replayed.head.position)]


def rebuild(database: Database, views: Sequence[View[Any]], progress: Progress = silent) -> int:
    """Replace the rows of *views* by what the log says; returns the number of rows written.

    The head is locked meanwhile: commands wait, none is lost. Where all of *views* follow, their
    followers alone wait.
    """
    with database.write(patient=True) as connection:
        if inline(views):
            read_head(connection, lock=True)
        lock(connection, views)
        replayed = replay(connection, views, progress)
        return sum(_replace(connection, view, replayed) for view in views)


def ensure_tables(database: Database, views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """Make the tables of views that have none yet; returns the views that are now to be built."""
    with database.write() as connection:
        existing = set(inspect(connection).get_table_names())
        missing = [view for view in views if view.table.name not in existing]
        for view in missing:
            view.table.create(connection)
            # A table that somebody dropped leaves its cursor behind.
            connection.execute(delete(CURSOR).where(CURSOR.c.view == view.id))
            connection.execute(insert(CURSOR).values(view=view.id, position=0))
    return missing


def are_built(database: Database, views: Sequence[View[Any]]) -> bool:
    """Whether every view has its table and its cursor."""
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())
        reached = cursors(connection)
    return all(view.table.name in tables and view.id in reached for view in views)


def _replace(connection: Connection, view: View[Any], replayed: Replayed) -> int:
    connection.execute(delete(view.table))
    rows = [view.columns_of(row) for row in replayed.rows(view)]
    for start in range(0, len(rows), PAGE):
        connection.execute(insert(view.table), rows[start : start + PAGE])
    _set_cursor(connection, view, replayed.head.position)
    return len(rows)


def _set_cursor(connection: Connection, view: View[Any], position: int) -> None:
    # An UPDATE first: a deleted row would let a second rebuild pass that waits for this one.
    moved = update(CURSOR).where(CURSOR.c.view == view.id).values(position=position)
    if connection.execute(moved).rowcount == 0:
        connection.execute(insert(CURSOR).values(view=view.id, position=position))
