"""One batch of a following view: folded on a snapshot, written with its cursor in one transaction.

The cursor is locked and looked at before anything is written, and whoever finds that another has
gone on meanwhile writes nothing. So each event is folded once, however many follow; a kill at any
point leaves rows and cursor as they agreed before; and where there is one writer for all (SQLite)
that writer's place is held for as long as the writing takes, and not the folding.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete

from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.log import read_head, read_log
from projections import cursors
from projections.engine import Projector, View


@dataclass(frozen=True, slots=True, kw_only=True)
class _Portion:
    """Folded events in (after, upto], to be written."""

    after: int
    upto: int
    projector: Projector


def fold_batch(database: Database, view: View[Any], *, most: int) -> int:
    """Fold at most *most* events; how many it was.

    0 means that there is nothing to fold, or that somebody else is at work on the view.
    """
    with database.read() as connection:
        portion = _folded(connection, view, most)
    if portion is None:
        return 0
    with database.write() as connection:
        # A primary that was promoted may have lost the end of what was folded.
        reached = read_head(connection, lock=False).position
        if cursors.claim(connection, view) != portion.after or reached < portion.upto:
            return 0
        if portion.after == 0:
            _empty(connection, view)
        portion.projector.flush(connection, portion.upto)
    return portion.upto - portion.after


def _folded(connection: Connection, view: View[Any], most: int) -> _Portion | None:
    """The next portion by one snapshot, in which rows, cursor and log agree with each other."""
    after = cursors.reached(connection, view)
    head = read_head(connection, lock=False).position
    if after is None or after >= head:
        return None
    upto = min(after + most, head)
    projector = Projector(connection if after else None, [view.bound(connection)])
    rows = read_log(connection, after=after, upto=upto, page=most)
    projector.apply_all([CATALOGUE.decode(row) for row in rows])
    return _Portion(after=after, upto=upto, projector=projector)


def _empty(connection: Connection, view: View[Any]) -> None:
    """Nothing is folded yet: a cursor that was set back, or lost, leaves rows behind."""
    for table in view.tables:
        connection.execute(delete(table))
