"""Copying a record, or its beginning, into an empty database: events, head, nodes, claims,
checkpoints, and every view folded anew.

All of it is one transaction: whoever is killed in the midst leaves an empty database behind.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect

from domain.moment import Moment
from ledger import checkpoints
from ledger.bulk import write
from ledger.catalogue import CATALOGUE
from ledger.checkpoints import Stored, is_good, walk
from ledger.claims import CLAIMING, claims_of, inserting
from ledger.database import Database
from ledger.envelope import Row
from ledger.export import reading
from ledger.log import Head, append, leaf_of, read_log
from ledger.proofs import root_at
from ledger.tree import grow, root
from projections.anew import PAGE, Progress, silent
from projections.engine import View
from projections.past import AsOf
from projections.replay import build
from service.errors import NotYet
from service.migrate import upgrade_on

Entry = Row | Stored
"""A row, or the checkpoint that stands behind it."""

_SHELF = 1_000


class NotEmpty(Exception):
    """The target holds something already: nothing is ever copied over anything."""


class NothingToCopy(Exception):
    """By the point that was asked for nothing was recorded yet."""


class Disagrees(Exception):
    """What was copied is not what the checkpoint of *size*, or the source, says it is."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What now stands there: up to which position and time, under which root."""

    position: int
    at: Moment
    root: bytes
    checkpoints: int
    rows: int


def copied(
    target: Database,
    entries: Iterable[Entry],
    views: Sequence[View[Any]],
    progress: Progress = silent,
) -> Copied:
    """Copy *entries* into an empty database; progress is that of the views.

    Raises `NotEmpty`, `NothingToCopy`, `Disagrees`, and what the entries raise: then nothing was
    written.
    """
    with target.write(patient=True) as connection:
        if inspect(connection).get_table_names():
            raise NotEmpty
        upgrade_on(connection, "ledger")
        copying = _Copying(connection)
        for entry in entries:
            copying.take(entry)
        copying.flush()
        if copying.head.position == 0:
            raise NothingToCopy
        if not target.is_sqlite:
            # Nothing is known of the table yet by which a fold of it would be planned.
            connection.exec_driver_sql("ANALYZE event")
        rows, head = build(connection, views, progress), copying.head
    return Copied(
        position=head.position,
        at=head.at,
        root=root(head.edge),
        checkpoints=copying.checkpoints,
        rows=rows,
    )


def of_record(connection: Connection, upto: int, progress: Progress = silent) -> Iterator[Entry]:
    """The record up to a position, as one snapshot of it is stored."""
    known = {one.size: one for one in walk(connection, smaller_than=upto + 1)}
    edge = b""
    for row in read_log(connection, after=0, upto=upto, page=PAGE):
        yield row
        edge = grow(edge, row.position - 1, [leaf_of(row)])
        if row.position in known:
            yield known[row.position]
        if row.position % PAGE == 0:
            progress(row.position, upto)
    if root(edge) != root_at(connection, upto):
        raise Disagrees(upto)
    progress(upto, upto)


def of_export(
    path: Path, upto: AsOf, proven: bytes, progress: Progress = silent
) -> Iterator[Entry]:
    """A full export up to a point, which the verifier has proven to have the root *proven*.

    It is read to its end, so that nobody can have changed it since. When a checkpoint was signed
    it does not say: as early as could be. Raises `NotYet` where it does not come so far,
    `Disagrees`, `Unreadable`.
    """
    size, edge, last = reading.header_of(path).size, b"", Moment(0)
    if upto.position is not None and upto.position > size:
        raise NotYet("beyond_the_head")
    wanted, position = True, 0
    for one in reading.entries(path):
        if isinstance(one, Row):
            position, last = one.position, one.at
            edge = grow(edge, position - 1, [leaf_of(one)])
            wanted = wanted and _is_within(one, upto)
            if position % PAGE == 0:
                progress(position, size)
        if wanted:
            yield one if isinstance(one, Row) else Stored(position, one, last)
    if root(edge) != proven:
        raise Disagrees(size)
    progress(size, size)


def _is_within(row: Row, upto: AsOf) -> bool:
    if upto.position is not None:
        return row.position <= upto.position
    return upto.at is None or row.at <= upto.at


class _Copying:
    """What is written as it comes, many rows at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shelf: list[Row] = []
        self.head = Head(position=0, at=Moment(0), edge=b"")
        self.checkpoints = 0

    def take(self, entry: Entry) -> None:
        """The next one."""
        if isinstance(entry, Row):
            self._shelf.append(entry)
            if len(self._shelf) >= _SHELF:
                self.flush()
            return
        self.flush()
        self._keep(entry)

    def flush(self) -> None:
        """Write the rows that wait, with nodes and claims, and move the head."""
        self.head = append(self._connection, self.head, self._shelf)
        claiming = (row for row in self._shelf if row.topic in CLAIMING)
        claims = [claim for row in claiming for claim in claims_of(CATALOGUE.decode(row))]
        write(self._connection, [inserting(claims, self._connection.dialect.name)])
        self._shelf.clear()

    def _keep(self, stored: Stored) -> None:
        adopted = checkpoints.keys(self._connection)
        is_here = stored.size == self.head.position
        if not is_here or not is_good(stored, adopted, root(self.head.edge)):
            raise Disagrees(stored.size)
        checkpoints.keep(self._connection, stored)
        self.checkpoints += 1
