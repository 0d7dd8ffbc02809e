"""The table of grams: written with the events, asked before the texts are opened.

Its cursor moves with the head as long as every writer keeps the index. Where one did not, or the
table is new, the cursor stays behind, and `service.search.building` goes on from there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    inspect,
    literal,
    select,
    tuple_,
    union_all,
    update,
)

from ledger.bulk import Conflict, Insert, Move, write
from ledger.tables import gram as table
from ledger.tables import gram_cursor as cursor
from projections.views.status import TABLE as STATUS

Posting = tuple[int, int]
"""A gram, and the position of the report of an issue that holds it."""

_PROBES = 8
_COUNTED = 1_000
_PAGE = 5_000


def add(connection: Connection, postings: Iterable[Posting]) -> None:
    """Write what is not there yet."""
    for page in _pages(sorted(set(postings))):
        write(connection, [adding(page)])


def adding(postings: Iterable[Posting]) -> Insert:
    """The same, to be written with other tables' rows."""
    return Insert(table, sorted(set(postings)), Conflict.KEEP)


def remove(connection: Connection, postings: Iterable[Posting]) -> None:
    """Delete these, each by its key."""
    for page in _pages(sorted(set(postings)), size=500):
        connection.execute(delete(table).where(tuple_(table.c.gram, table.c.opened).in_(page)))


def advance(connection: Connection, *, before: int, after: int) -> bool:
    """Move the cursor from *before* to *after*; False where it stood elsewhere and stays there."""
    statement = update(cursor).where(cursor.c.position == before).values(position=after)
    return connection.execute(statement).rowcount == 1


def advancing(*, before: int, after: int) -> Move:
    """The same, to be written with other tables' rows."""
    return Move(cursor, {"position": after}, "position", [before])


def reached(connection: Connection) -> int:
    """Up to which position every issue is in the index."""
    position: int = connection.execute(select(cursor.c.position)).scalar_one()
    return position


def ensure(connection: Connection) -> None:
    """Make the tables where somebody has dropped them; the index has then reached nothing."""
    tables = (table, cursor)
    existing = inspect(connection).get_table_names()
    if all(one.name in existing for one in tables):
        return
    for one in tables:
        one.drop(connection, checkfirst=True)
        one.create(connection)
    connection.execute(insert(cursor).values(id=1, position=0))


def clear(connection: Connection) -> None:
    """Empty the index; it has then reached nothing."""
    connection.execute(delete(table))
    connection.execute(update(cursor).values(position=0))


def rarest_first(connection: Connection, grams: Collection[int]) -> Sequence[int]:
    """The grams by how many issues hold them; none where one of them is held by no issue."""
    counted = connection.execute(union_all(*map(_counted, sorted(grams))))
    counts: dict[int, int] = {row[0]: row[1] for row in counted}
    return [] if 0 in counts.values() else sorted(counts, key=counts.__getitem__)


def holding(grams: Sequence[int]) -> tuple[ColumnElement[bool], ColumnElement[int]]:
    """A condition on the status view, and the column to walk along: issues that hold all *grams*.

    The walk goes along the first gram's rows, which the key keeps in the order of the list. So
    the database reads no more of them than a page needs, and looks for the others one by one.
    Beyond a few it is cheaper to open the text.
    """
    first = table.alias("first_gram")
    along: ColumnElement[int] = first.c.opened
    held = (_held(gram, along) for gram in grams[1:_PROBES])
    return and_(first.c.gram == grams[0], along == STATUS.c.opened, *held), along


def _held(gram: int, opened: ColumnElement[int]) -> ColumnElement[bool]:
    other = table.alias()
    return exists().where(other.c.gram == gram, other.c.opened == opened)


def _counted(gram: int) -> Select[int, int]:
    """The gram with its number of rows, as far as it is worth counting."""
    rows = select(table.c.opened).where(table.c.gram == gram).limit(_COUNTED).subquery()
    return select(literal(gram, table.c.gram.type), func.count()).select_from(rows)


def _pages(postings: Sequence[Posting], size: int = _PAGE) -> Iterator[Sequence[Posting]]:
    return (postings[start : start + size] for start in range(0, len(postings), size))
