"""Nodes of the tree as they are asked for: from the table, else from children, else from rows.

The table saves reading; it decides nothing. A node that is missing there, because an older program
wrote meanwhile, is made from what it covers, and `fill_in` puts it where it belongs.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, func, select

from ledger.bulk import Values, find, write
from ledger.catalogue import DamagedEvent
from ledger.database import Database
from ledger.log import keeping, leaf_of, read_head, read_log
from ledger.tables import node as table
from ledger.tree import LOWEST, Node, Place, node_hash

BLOCK = 1 << LOWEST
"""So many leaves a stored node of the lowest level covers."""

_PAGE = 64
"""So many blocks are filled in by one transaction."""

Nodes = Mapping[Place, bytes]
Told = Callable[[int, int], None]
"""Told (done, total) events."""


def nodes_of(connection: Connection, places: Collection[Place]) -> Nodes:
    """The roots of some complete subtrees of what is recorded.

    Raises `DamagedEvent` where a row that they cover is gone.
    """
    high = [place for place in places if place.level >= LOWEST]
    found: dict[Place, bytes] = _stored(connection, high)
    missing = [place for place in high if place not in found]
    if missing:
        below = nodes_of(connection, [child for one in missing for child in _children(one)])
        found |= {one: _joined(below, one) for one in missing}
    found.update(_of_rows(connection, [place for place in places if place.level < LOWEST]))
    return found


def leaves_of(connection: Connection, first: int, end: int) -> list[bytes]:
    """The leaf hashes of [first, end), from 0; raises `DamagedEvent` for a row that is gone."""
    rows = list(read_log(connection, after=first, upto=end, page=BLOCK))
    for position, row in enumerate(rows, start=first + 1):
        if row.position != position:
            raise DamagedEvent(f"the event at position {position} is gone")
    if len(rows) < end - first:
        raise DamagedEvent(f"the event at position {first + len(rows) + 1} is gone")
    return [leaf_of(row) for row in rows]


def roots_within(leaves: Sequence[bytes], first: int) -> dict[Place, bytes]:
    """The roots of all complete subtrees of some leaves, the first of which is number *first*."""
    level, row = 0, dict(enumerate(leaves, start=first))
    found: dict[Place, bytes] = {}
    while row:
        found |= {Place(level, place): hash_ for place, hash_ in row.items()}
        row = {
            place >> 1: node_hash(row[place], row[place + 1])
            for place in row
            if place % 2 == 0 and place + 1 in row
        }
        level += 1
    return found


def fill_in(database: Database, told: Told) -> int:
    """Store the nodes that are missing of what is recorded; how many.

    In portions, each in a transaction of its own: it may be cut short and begun again.
    """
    with database.read() as connection:
        size = read_head(connection, lock=False).position
    filled = 0
    for level in range(LOWEST, size.bit_length()):
        for first, end in _missing(database, level, size >> level):
            filled += _filled(database, level, first, end)
            told(min(end << level, size - 1), size)
    if filled:
        told(size, size)
    return filled


def _filled(database: Database, level: int, first: int, end: int) -> int:
    places = [Place(level, place) for place in range(first, end)]
    with database.read(patient=True) as connection:
        known = _stored(connection, places)
        wanted = [place for place in places if place not in known]
        found = nodes_of(connection, wanted)
    with database.write() as connection:
        write(connection, [keeping([Node(*place, found[place]) for place in wanted])])
    return len(wanted)


def _missing(database: Database, level: int, count: int) -> Iterator[tuple[int, int]]:
    """Where nodes of a level are missing among the first *count*: portions, in order."""
    with database.read() as connection:
        stored = select(func.count()).where(table.c.level == level, table.c.place < count)
        if connection.execute(stored).scalar() == count:
            return
    for first in range(0, count, _PAGE):
        yield first, min(first + _PAGE, count)


def _stored(connection: Connection, places: Collection[Place]) -> dict[Place, bytes]:
    rows: list[Values] = find(connection, table, places)
    return {Place(level, place): bytes(hash_) for level, place, hash_ in rows}


def _of_rows(connection: Connection, places: Collection[Place]) -> Iterator[tuple[Place, bytes]]:
    """Those of a level below the lowest stored one; the rows of a block are read once."""
    for _, group in groupby(sorted(places, key=_first), key=_block):
        wanted = list(group)
        first, end = _first(wanted[0]), max(map(_end, wanted))
        made = roots_within(leaves_of(connection, first, end), first)
        yield from ((place, made[place]) for place in wanted)


def _first(place: Place) -> int:
    return place.place << place.level


def _end(place: Place) -> int:
    return (place.place + 1) << place.level


def _block(place: Place) -> int:
    return _first(place) // BLOCK


def _children(place: Place) -> tuple[Place, Place]:
    return Place(place.level - 1, place.place * 2), Place(place.level - 1, place.place * 2 + 1)


def _joined(below: Nodes, place: Place) -> bytes:
    left, right = _children(place)
    return node_hash(below[left], below[right])
