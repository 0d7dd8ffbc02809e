"""Versions of registers: when each came into force, how much it has, and its digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, String, Uuid, select

from domain.moment import Moment
from domain.register.events import (
    Adopted,
    Corrected,
    ImportAbandoned,
    ImportBegun,
    Published,
    Sums,
)
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version of a register.

    `base` is the imported version that it is, or is a correction of; `file` the SHA-256 (hex) of
    what was imported, None for a correction, whose `ground` is sealed. `position` is where it came
    into force, None as long as it has not; `sums` and `digest` stand from then on.
    """

    register: UUID
    version: int
    base: int
    file: str | None
    ground: Sealed | None
    begun_at: Moment
    in_force_at: Moment | None
    position: int | None
    abandoned: bool
    sums: Sums | None
    digest: str | None
    published_at: Moment | None
    published_until: Moment | None


TABLE = view_table(
    "register_version",
    1,
    Column("register", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("base", Integer, nullable=False),
    Column("file", String(64)),
    Column("ground", Json(Sealed)),
    Column("begun_at", MomentColumn, nullable=False),
    Column("in_force_at", MomentColumn),
    Column("position", BigInteger),
    Column("abandoned", Boolean, nullable=False),
    Column("sums", Json(Sums)),
    Column("digest", String(64)),
    Column("published_at", MomentColumn),
    Column("published_until", MomentColumn),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The version that an event names."""
    match recorded.event:
        case (
            ImportBegun(version=version)
            | ImportAbandoned(version=version)
            | Adopted(version=version)
            | Corrected(version=version)
            | Published(version=version)
        ):
            return ((recorded.stream, version),)
        case _:
            return ()


def fold(_key: Key, row: VersionRow | None, recorded: Recorded[object]) -> VersionRow | None:
    """The version after *recorded*."""
    match recorded.event:
        case ImportBegun() as event:
            return _begun(recorded, event.version, event.version, event.file)
        case Corrected() as event:
            made = _begun(recorded, event.version, event.base, None)
            made = replace(made, ground=event.ground)
            return _in_force(made, recorded, event.sums, event.digest)
        case Adopted() as event:
            return row and _in_force(row, recorded, event.sums, event.digest)
        case ImportAbandoned():
            return row and replace(row, abandoned=True)
        case Published() as event:
            return row and replace(row, published_at=recorded.at, published_until=event.until)
        case _:
            return row


def _begun(recorded: Recorded[object], version: int, base: int, file: str | None) -> VersionRow:
    return VersionRow(
        register=recorded.stream,
        version=version,
        base=base,
        file=file,
        ground=None,
        begun_at=recorded.at,
        in_force_at=None,
        position=None,
        abandoned=False,
        sums=None,
        digest=None,
        published_at=None,
        published_until=None,
    )


def _in_force(row: VersionRow, recorded: Recorded[object], sums: Sums, digest: str) -> VersionRow:
    return replace(
        row, in_force_at=recorded.at, position=recorded.position, sums=sums, digest=digest
    )


VIEW = View(
    name="register_version", table=TABLE, row=VersionRow, keys=keys, evolve=fold, follows=True
)


def page(
    connection: Connection, register: UUID, *, older_than: int | None, limit: int
) -> list[VersionRow]:
    """Versions of a register, the newest first."""
    query = select(TABLE).where(TABLE.c.register == register)
    if older_than is not None:
        query = query.where(TABLE.c.version < older_than)
    rows = connection.execute(query.order_by(TABLE.c.version.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in rows]


def in_force(connection: Connection, register: UUID, *, by: int) -> VersionRow | None:
    """The version that was in force at a position of the record."""
    query = select(TABLE).where(TABLE.c.register == register, TABLE.c.position <= by)
    found = connection.execute(query.order_by(TABLE.c.version.desc()).limit(1)).mappings().first()
    return None if found is None else VIEW.read(dict(found))
