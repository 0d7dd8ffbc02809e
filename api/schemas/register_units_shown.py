"""A register's units and owners (专有部分、业主) as they are shown."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Shown
from domain.register.events import AreaSource, Owner, UnitKind
from service.opening import Contact
from service.registers import SeenOwner, SeenUnit, UnitsPage


class OwnerContactShown(Shown):
    """A person who owns: masked, None where it is unknown or gone."""

    person: UUID
    name: str | None
    phone: str | None


class UnitShown(Shown):
    """A unit. What is personal stands for those who keep the register, and for its owner."""

    unit: str
    building: str
    entrance: str | None
    kind: UnitKind
    kind_label: str
    area: int = Field(description="in 0.01 m²")
    source: AreaSource
    source_label: str
    owner: str = Field(description="the owner's number in the register, no person's id")
    developer: bool
    households: int | None = Field(description="None: unknown, or not for the reader")
    residents: int | None = Field(description="people; None as for households")
    persons: list[OwnerContactShown] | None = Field(description="None: not for the reader")


class OwnerShown(Shown):
    """An owner by number, with what is theirs; the area in 0.01 m²."""

    owner: str
    developer: bool
    persons: list[OwnerContactShown]
    units: int
    area: int


class OwnerList(Shown):
    """A page of owners by number."""

    items: list[OwnerShown]
    next: str | None


class BuildingShown(Shown):
    """What one building comes to; the area in 0.01 m²."""

    building: str
    units: int
    owners: int
    area: int


class UnitList(Shown):
    """A page of units by their code, of the version that the view had reached."""

    version: int | None = Field(description="None: no version has been reached yet")
    digest: str | None = Field(description="SHA-256 of the version's canonical form")
    buildings: list[BuildingShown]
    items: list[UnitShown]
    next: str | None


def units_of(
    page: UnitsPage, items: Sequence[SeenUnit], following: str | None, language: Language
) -> UnitList:
    """A page of units."""
    version = page.version
    return UnitList(
        version=version.version if version else None,
        digest=version.digest if version else None,
        buildings=[
            BuildingShown(building=one.building, units=one.units, owners=one.owners, area=one.area)
            for one in page.buildings
        ],
        items=[unit_of(item, language) for item in items],
        next=following,
    )


def unit_of(seen: SeenUnit, language: Language) -> UnitShown:
    """A unit as its caller sees it."""
    row, owner, contacts = seen.row, seen.owner, seen.contacts
    return UnitShown(
        unit=row.unit,
        building=row.building,
        entrance=row.entrance,
        kind=row.kind,
        kind_label=label_of("unit-kind", row.kind, language),
        area=row.area,
        source=row.source,
        source_label=label_of("area-source", row.source, language),
        owner=row.owner,
        developer=owner is not None and owner.developer,
        households=row.households if seen.in_full else None,
        residents=row.residents if seen.in_full else None,
        persons=None if owner is None or contacts is None else _persons(owner, contacts),
    )


def owner_of(seen: SeenOwner) -> OwnerShown:
    """An owner."""
    return OwnerShown(
        owner=seen.owner.owner,
        developer=seen.owner.developer,
        persons=_persons(seen.owner, seen.contacts),
        units=seen.units,
        area=seen.area,
    )


def _persons(owner: Owner, contacts: Sequence[Contact]) -> list[OwnerContactShown]:
    return [
        OwnerContactShown(person=person, name=one.name, phone=one.phone)
        for person, one in zip(owner.persons, contacts, strict=True)
    ]
