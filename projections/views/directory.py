"""The directory: bodies, compounds, organisations, methods; to list, and to name ids."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Integer, String, Uuid, and_, or_, select, tuple_

import domain.method.events as method
import domain.organisation.events as organisation
from domain.body import events as body
from domain.body.state import Adoption, adopted
from domain.calendar.hours import Hours
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Code, Json
from projections.engine import Key, View, view_table


class EntryKind(StrEnum):
    """What an entry is."""

    BODY = "body"
    COMPOUND = "compound"
    ORGANISATION = "organisation"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatHolder:
    """Who holds a seat, in one compound or (None) in all of them."""

    seat: str
    organisation: UUID
    compound: UUID | None
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryRow:
    """One entry. `parent` is a body's superior or a compound's committee.

    `sort` is a body's level, an organisation's kind, nothing for compounds and methods.
    `adoptions` are all that a committee ever adopted, in that order: what holds is a matter of the
    day. `hours` are None where nobody has set any. `version` is that of the stream that wrote it
    last; for a method, its newest version.
    """

    id: UUID
    kind: EntryKind
    sort: str
    name: str
    code: str
    parent: UUID | None
    adoptions: tuple[Adoption, ...]
    seats: tuple[SeatHolder, ...]
    hours: Hours | None
    version: int


TABLE = view_table(
    "directory",
    4,
    Column("id", Uuid, primary_key=True),
    Column("kind", Code(EntryKind), nullable=False),
    Column("sort", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("code", String(40), nullable=False),
    Column("parent", Uuid),
    Column("adoptions", Json(tuple[Adoption, ...]), nullable=False),
    Column("seats", Json(tuple[SeatHolder, ...]), nullable=False),
    Column("hours", Json(Hours)),
    Column("version", Integer, nullable=False),
)
Index("view_directory_v4_parent", TABLE.c.parent)
Index("view_directory_v4_kind", TABLE.c.kind, TABLE.c.name, TABLE.c.id)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """A body's own entry, a new compound's, or an organisation's."""
    match recorded.event:
        case body.CompoundAdded(compound=compound):
            return ((recorded.stream,), (compound,))
        case (
            body.Registered()
            | body.SeatFilled()
            | body.SeatVacated()
            | body.MethodAdopted()
            | body.HoursSet()
            | body.ReportDrawn()
            | organisation.Registered()
            | method.Published()
        ):
            return ((recorded.stream,),)
        case _:
            return ()


def fold(key: Key, row: DirectoryRow | None, recorded: Recorded[object]) -> DirectoryRow | None:
    """The entry *key* after *recorded*."""
    match recorded.event:
        case body.Registered() as event:
            return _entry(recorded, EntryKind.BODY, event.level, event.name, event)
        case organisation.Registered() as event:
            return _entry(recorded, EntryKind.ORGANISATION, event.kind, event.name)
        case method.Published() as event:
            return _entry(recorded, EntryKind.METHOD, "", event.name)
        case body.CompoundAdded() as event if key[0] == event.compound:
            return DirectoryRow(
                id=event.compound,
                kind=EntryKind.COMPOUND,
                sort="",
                name=event.name,
                code="",
                parent=recorded.stream,
                adoptions=(),
                seats=(),
                hours=None,
                version=recorded.version,
            )
        case event:
            return row and replace(_amended(row, event, recorded), version=recorded.version)


def _entry(
    recorded: Recorded[object],
    kind: EntryKind,
    sort: str,
    name: str,
    registered: body.Registered | None = None,
) -> DirectoryRow:
    return DirectoryRow(
        id=recorded.stream,
        kind=kind,
        sort=str(sort),
        name=name,
        code=registered.code if registered else "",
        parent=registered.superior if registered else None,
        adoptions=(),
        seats=(),
        hours=None,
        version=recorded.version,
    )


def _amended(row: DirectoryRow, event: object, recorded: Recorded[object]) -> DirectoryRow:
    match event:
        case body.SeatFilled() as event:
            added = SeatHolder(
                seat=event.seat,
                organisation=event.organisation,
                compound=event.compound,
                acting=event.acting,
            )
            return replace(row, seats=(*row.seats, added))
        case body.SeatVacated(seat=seat, compound=compound):
            gone = (seat, compound)
            return replace(row, seats=tuple(s for s in row.seats if (s.seat, s.compound) != gone))
        case body.MethodAdopted() as event:
            return replace(row, adoptions=(*row.adoptions, adopted(event, recorded.stamp)))
        case body.HoursSet(hours=hours):
            return replace(row, hours=hours)
        case _:
            return row


VIEW = View(name="directory", table=TABLE, row=DirectoryRow, keys=keys, evolve=fold)


def names(connection: Connection, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The names that ids stand for; an unknown id is simply missing."""
    query = select(TABLE.c.id, TABLE.c.name).where(TABLE.c.id.in_(set(ids)))
    return {row.id: row.name for row in connection.execute(query)}


def places(connection: Connection) -> Mapping[EntryKind, Mapping[UUID, str]]:
    """The names of all compounds, and of all bodies that are committees."""
    committee = and_(TABLE.c.kind == EntryKind.BODY, TABLE.c.sort == str(body.Level.COMMITTEE))
    compound = TABLE.c.kind == EntryKind.COMPOUND
    query = select(TABLE.c.id, TABLE.c.kind, TABLE.c.name).where(or_(compound, committee))
    found: dict[EntryKind, dict[UUID, str]] = {EntryKind.COMPOUND: {}, EntryKind.BODY: {}}
    for row in connection.execute(query):
        found[row.kind][row.id] = row.name
    return found


def codes(connection: Connection) -> Sequence[str]:
    """The codes of all committees, by which issues are numbered."""
    query = select(TABLE.c.code).where(
        TABLE.c.kind == EntryKind.BODY, TABLE.c.sort == str(body.Level.COMMITTEE)
    )
    return list(connection.execute(query.order_by(TABLE.c.name, TABLE.c.id)).scalars())


def committees_of(connection: Connection, superior: UUID) -> Sequence[UUID]:
    """The committees of a subdistrict or district."""
    bodies = TABLE.c.kind == EntryKind.BODY
    below = select(TABLE.c.id).where(bodies, TABLE.c.parent == superior)
    query = select(TABLE.c.id).where(
        bodies,
        TABLE.c.sort == str(body.Level.COMMITTEE),
        or_(TABLE.c.parent == superior, TABLE.c.parent.in_(below)),
    )
    return connection.execute(query.order_by(TABLE.c.id)).scalars().all()


def get(connection: Connection, entry: UUID, kind: EntryKind) -> DirectoryRow | None:
    """One entry of a kind."""
    query = select(TABLE).where(TABLE.c.id == entry, TABLE.c.kind == kind)
    found = connection.execute(query).mappings().first()
    return VIEW.read(dict(found)) if found else None


def seated(connection: Connection, committee: UUID, compound: UUID) -> frozenset[UUID]:
    """The organisations that hold a seat of the committee which counts in *compound*."""
    row = get(connection, committee, EntryKind.BODY)
    return frozenset() if row is None else _seated(row.seats, compound)


def seated_in(connection: Connection, organisation: UUID) -> frozenset[UUID]:
    """The compounds in which an organisation holds a seat."""
    bodies = select(TABLE.c.id, TABLE.c.seats).where(TABLE.c.kind == EntryKind.BODY)
    held = {
        row.id: row.seats
        for row in connection.execute(bodies)
        if any(one.organisation == organisation for one in row.seats)
    }
    there = select(TABLE.c.id, TABLE.c.parent).where(
        TABLE.c.kind == EntryKind.COMPOUND, TABLE.c.parent.in_(held)
    )
    found = ((row.id, held[row.parent]) for row in connection.execute(there))
    return frozenset(one for one, seats in found if organisation in _seated(seats, one))


def _seated(seats: Sequence[SeatHolder], compound: UUID) -> frozenset[UUID]:
    """Who holds a seat in one compound comes before who holds it in all."""
    holders = {one.seat: one.organisation for one in seats if one.compound is None}
    holders |= {one.seat: one.organisation for one in seats if one.compound == compound}
    return frozenset(holders.values())


def page(
    connection: Connection,
    kind: EntryKind,
    *,
    parent: UUID | None = None,
    sort: str | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int,
) -> list[DirectoryRow]:
    """Entries of a kind by name, at most *limit*, behind the (name, id) *after*."""
    query = select(TABLE).where(TABLE.c.kind == kind)
    if parent is not None:
        query = query.where(TABLE.c.parent == parent)
    if sort is not None:
        query = query.where(TABLE.c.sort == sort)
    if after is not None:
        query = query.where(tuple_(TABLE.c.name, TABLE.c.id) > after)
    rows = connection.execute(query.order_by(TABLE.c.name, TABLE.c.id).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in rows]


def superiors(
    connection: Connection, committees: Collection[UUID]
) -> Mapping[UUID, frozenset[UUID]]:
    """The bodies above each committee: its subdistrict and its district."""
    bodies = select(TABLE.c.id, TABLE.c.parent).where(TABLE.c.kind == EntryKind.BODY)
    ids = set(committees)
    parents: dict[UUID, UUID | None] = {}
    while ids:
        found = connection.execute(bodies.where(TABLE.c.id.in_(ids))).all()
        parents |= {row.id: row.parent for row in found}
        ids = {row.parent for row in found if row.parent} - set(parents)
    return {committee: frozenset(_chain(parents, committee)) for committee in committees}


def _chain(parents: Mapping[UUID, UUID | None], body: UUID) -> Iterator[UUID]:
    above = parents.get(body)
    while above is not None:
        yield above
        above = parents.get(above)
