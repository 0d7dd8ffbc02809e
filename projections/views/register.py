"""Units of registers (名册): a row for each unit of each imported version, as corrected since.

Which imported version is in force, `register_version` tells. Rows of an import that was abandoned
stay, and no version leads to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Uuid, func, select

from domain.register.events import AreaSource, Corrected, Unit, UnitKind, UnitsEntered
from ledger.envelope import Recorded
from projections.columns import Code
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit of the imported version `base` of a register; the area in 0.01 m²."""

    register: UUID
    base: int
    unit: str
    building: str
    entrance: str | None
    kind: UnitKind
    area: int
    source: AreaSource
    owner: str
    households: int
    residents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingRow:
    """What one building comes to; the area in 0.01 m²."""

    building: str
    units: int
    owners: int
    area: int


TABLE = view_table(
    "register",
    1,
    Column("register", Uuid, primary_key=True),
    Column("base", Integer, primary_key=True),
    Column("unit", String(40), primary_key=True),
    Column("building", String(40), nullable=False),
    Column("entrance", String(40)),
    Column("kind", Code(UnitKind), nullable=False),
    Column("area", BigInteger, nullable=False),
    Column("source", Code(AreaSource), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("households", Integer, nullable=False),
    Column("residents", Integer),
)
Index("view_register_v1_building", TABLE.c.register, TABLE.c.base, TABLE.c.building, TABLE.c.unit)
Index("view_register_v1_owner", TABLE.c.register, TABLE.c.base, TABLE.c.owner)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The units that are entered, replaced or removed."""
    match recorded.event:
        case UnitsEntered(version=version, units=units):
            return tuple((recorded.stream, version, unit.unit) for unit in units)
        case Corrected(base=base, units=units, removed=removed):
            codes = (*(unit.unit for unit in units), *removed)
            return tuple((recorded.stream, base, code) for code in codes)
        case _:
            return ()


def fold(key: Key, row: UnitRow | None, recorded: Recorded[object]) -> UnitRow | None:
    """The unit after *recorded*; None for one that is removed."""
    match recorded.event:
        case UnitsEntered(version=version, units=units):
            return _entered(key, version, units)
        case Corrected(base=base, units=units):
            return _entered(key, base, units)
        case _:
            return row


def _entered(key: Key, base: int, units: Sequence[Unit]) -> UnitRow | None:
    register, _, code = key
    unit = next((one for one in units if one.unit == code), None)
    if unit is None or not isinstance(register, UUID):
        return None
    return UnitRow(
        register=register,
        base=base,
        unit=unit.unit,
        building=unit.building,
        entrance=unit.entrance,
        kind=unit.kind,
        area=unit.area,
        source=unit.source,
        owner=unit.owner,
        households=unit.households,
        residents=unit.residents,
    )


VIEW = View(name="register", table=TABLE, row=UnitRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection,
    register: UUID,
    base: int,
    *,
    building: str | None = None,
    owner: str | None = None,
    after: str | None = None,
    limit: int,
) -> list[UnitRow]:
    """Units by their code, at most *limit*, behind the code *after*."""
    query = select(TABLE).where(TABLE.c.register == register, TABLE.c.base == base)
    if building is not None:
        query = query.where(TABLE.c.building == building)
    if owner is not None:
        query = query.where(TABLE.c.owner == owner)
    if after is not None:
        query = query.where(TABLE.c.unit > after)
    rows = connection.execute(query.order_by(TABLE.c.unit).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in rows]


def buildings(connection: Connection, register: UUID, base: int) -> list[BuildingRow]:
    """The sums of each building, by its code."""
    query = (
        select(
            TABLE.c.building,
            func.count().label("units"),
            func.count(TABLE.c.owner.distinct()).label("owners"),
            func.sum(TABLE.c.area).label("area"),
        )
        .where(TABLE.c.register == register, TABLE.c.base == base)
        .group_by(TABLE.c.building)
        .order_by(TABLE.c.building)
    )
    return [
        BuildingRow(building=row.building, units=row.units, owners=row.owners, area=int(row.area))
        for row in connection.execute(query)
    ]
