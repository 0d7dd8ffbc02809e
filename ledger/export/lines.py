"""The lines of an export, one after the other, from one snapshot of the record."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice
from uuid import UUID

from sqlalchemy import Connection, select

from domain.moment import Moment
from ledger.checkpoints import Stored
from ledger.envelope import Row
from ledger.export import form
from ledger.export.selection import Selection, positions
from ledger.log import COLUMNS, read_log, rows_of
from ledger.proofs import consistency, hashes_of, inclusion_path
from ledger.tables import checkpoint as table
from ledger.tables import event

Told = Callable[[int, int], None]
"""Told (done, total) positions."""

_PAGE = 1_000
_PROVEN = 128
"""So many rows are proven together: what their proofs have in common is read once."""


def full(connection: Connection, ledger: UUID, last: Stored, told: Told) -> Iterator[bytes]:
    """Every row up to the checkpoint *last*, each stored checkpoint behind the row at its size."""
    yield form.header(ledger, last.size)
    checkpoints = chain(_checkpoints(connection, last.size), [last])
    following = next(checkpoints)
    number = 0
    for row in read_log(connection, after=0, upto=last.size, page=_PAGE):
        yield form.row(row)
        if row.position == following.size:
            number += 1
            yield form.checkpoint(following.note, number)
            following = next(checkpoints, last)
        if row.position % _PAGE == 0 or row.position == last.size:
            told(row.position, last.size)


def partial(
    connection: Connection,
    ledger: UUID,
    last: Stored,
    selection: Selection,
    told: Told,
    *,
    since: int | None,
    withheld: Collection[str] = (),
) -> Iterator[bytes]:
    """A selection's rows with their proofs, all but its manifest.

    *since* asks for the proof that the ledger continues its checkpoint of that size. Of rows with
    one of the *withheld* names the state is not told.
    """
    yield form.header(ledger, last.size, selection.told())
    yield form.checkpoint(last.note, 1)
    if since is not None:
        yield form.consistency(since, consistency(connection, since, last.size))
    chosen = positions(connection, selection, last.size)
    yield from proven(connection, chosen, last.size, told, withheld)
    told(last.size, last.size)


def proven(
    connection: Connection,
    chosen: Iterator[int],
    size: int,
    told: Told,
    withheld: Collection[str] = (),
) -> Iterator[bytes]:
    """The rows at some positions, in order, each with its proof in the tree of *size*."""
    while page := list(islice(chosen, _PROVEN)):
        yield from _proven(connection, page, size, withheld)
        told(page[-1], size)


def _proven(
    connection: Connection, page: Sequence[int], size: int, withheld: Collection[str]
) -> Iterator[bytes]:
    paths = {position: inclusion_path(position - 1, size) for position in page}
    spans = list({span for path in paths.values() for span in path})
    hashes = dict(zip(spans, hashes_of(connection, spans), strict=True))
    for row in _at(connection, page):
        write = form.withheld if row.topic in withheld else form.row
        yield write(row, [hashes[span] for span in paths[row.position]])


def _at(connection: Connection, page: Sequence[int]) -> Sequence[Row]:
    query = select(*COLUMNS).where(event.c.position.in_(page))
    return rows_of(connection, query.order_by(event.c.position))


def _checkpoints(connection: Connection, size: int) -> Iterator[Stored]:
    """The stored checkpoints of less than *size* events, the oldest first."""
    reached = 0
    while True:
        query = select(table).where(table.c.size > reached, table.c.size < size)
        page = connection.execute(query.order_by(table.c.size).limit(_PAGE)).all()
        yield from (Stored(row.size, row.note, Moment(row.signed_at)) for row in page)
        if len(page) < _PAGE:
            return
        reached = page[-1].size
