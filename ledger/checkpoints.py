"""Checkpoints as they are stored, and the keys that the record says have signed them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from domain.ledger.events import KeyAdopted, Opened
from domain.ledger.state import LEDGER_STREAM
from domain.moment import Moment
from ledger.bulk import Conflict, Insert, write
from ledger.catalogue import CATALOGUE
from ledger.log import read_stream
from ledger.notes import BadNote, Checkpoint, VerifierKey, has_signed, parse_checkpoint, parse_note
from ledger.tables import checkpoint as table

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A signed checkpoint: how many events it covers, the whole note, when it was signed."""

    size: int
    note: str
    signed_at: Moment

    @property
    def root(self) -> bytes | None:
        """The root that it says; None where somebody has changed the note beyond reading."""
        try:
            return parse_checkpoint(parse_note(self.note).text).root
        except BadNote:
            return None


@dataclass(frozen=True, slots=True)
class Adopted:
    """A key that signs for this ledger from the event at *position* on."""

    position: int
    key: VerifierKey


def origin_of(ledger: UUID) -> str:
    """The name of a ledger in its checkpoints, and of whoever signs for it."""
    return f"bihuan/ledger/{ledger}"


def latest(connection: Connection) -> Stored | None:
    """The checkpoint that covers most; None before there is any."""
    found = page(connection, limit=1)
    return found[0] if found else None


def at(connection: Connection, size: int) -> Stored | None:
    """The checkpoint of just that many events."""
    row = connection.execute(select(table).where(table.c.size == size)).first()
    return None if row is None else _stored(row)


def covering(connection: Connection, position: int) -> Stored | None:
    """The first checkpoint that covers a position; None as long as there is none."""
    query = select(table).where(table.c.size >= position).order_by(table.c.size).limit(1)
    row = connection.execute(query).first()
    return None if row is None else Stored(row.size, row.note, Moment(row.signed_at))


def page(
    connection: Connection, *, smaller_than: int | None = None, limit: int
) -> Sequence[Stored]:
    """Checkpoints, the newest first."""
    query = select(table).order_by(table.c.size.desc()).limit(limit)
    if smaller_than is not None:
        query = query.where(table.c.size < smaller_than)
    return list(map(_stored, connection.execute(query)))


def walk(
    connection: Connection, *, behind: int | None = None, smaller_than: int | None = None
) -> Iterator[Stored]:
    """All of them, or those between two sizes, the oldest first."""
    query = select(table).order_by(table.c.size).limit(_PAGE)
    if smaller_than is not None:
        query = query.where(table.c.size < smaller_than)
    while True:
        following = query if behind is None else query.where(table.c.size > behind)
        found = connection.execute(following).all()
        yield from map(_stored, found)
        if len(found) < _PAGE:
            return
        behind = found[-1].size


def _stored(row: Row[Any]) -> Stored:
    return Stored(row.size, row.note, Moment(row.signed_at))


def keep(connection: Connection, stored: Stored) -> None:
    """Keep a checkpoint; one of the same size that is there already stays."""
    row = (stored.size, stored.note, stored.signed_at)
    write(connection, [Insert(table, [row], Conflict.KEEP)])


def keys(connection: Connection) -> Sequence[Adopted]:
    """Every key that was adopted, in order; none before genesis."""
    name, found = "", list[Adopted]()
    for row in read_stream(connection, LEDGER_STREAM):
        event = CATALOGUE.decode(row).event
        if isinstance(event, Opened):
            name = origin_of(event.ledger)
        elif isinstance(event, KeyAdopted):
            found.append(Adopted(row.position, VerifierKey(name, event.public)))
    return found


def current(adopted: Sequence[Adopted], size: int) -> VerifierKey | None:
    """Whose signature a checkpoint of that many events needs; None before any was adopted."""
    before = [one.key for one in adopted if one.position <= size]
    return before[-1] if before else None


def is_good(stored: Stored, adopted: Sequence[Adopted], root: bytes) -> bool:
    """Whether a stored checkpoint says what it should of a tree with that *root*, and is signed."""
    key = current(adopted, stored.size)
    if key is None:
        return False
    try:
        note = parse_note(stored.note)
        said = parse_checkpoint(note.text)
    except BadNote:
        return False
    return said == Checkpoint(key.name, stored.size, root) and has_signed(key, note)
