"""Bodies, compounds, organisations: what comes in, and how it is shown."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.calendars import PeriodShown, hours_of
from api.schemas.fields import Body, Code, Count, Cursor, Day, Line, Shown
from domain.body.events import Level
from domain.body.state import Adoption, in_force, to_come
from domain.calendar.hours import OFFICE
from domain.organisation.events import OrganisationKind
from domain.vocabulary.state import Vocabulary
from projections.views.directory import DirectoryRow
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
    VacateSeat,
)
from service.ids import new_id

BodyCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z][A-Z0-9]{1,9}$")]
"""Capital letters and digits, 2 to 10: the prefix of issue numbers."""

MethodName = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]{1,62}$")]


class BodyBody(Body):
    """A district, subdistrict or committee."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "level": "committee",
                    "name": "凌八居民区",
                    "code": "LB",
                    "superior": "0199d3a4-7c00-7000-8000-000000000001",
                }
            ]
        }
    )

    level: Level
    name: Line
    code: BodyCode
    superior: UUID | None = None

    def command(self) -> RegisterBody:
        """The command, with a new id."""
        return RegisterBody(
            body=new_id(), level=self.level, name=self.name, code=self.code, superior=self.superior
        )


class CompoundBody(Body):
    """A compound (小区)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "凌兆八村"}]})

    name: Line

    def command(self, body: UUID) -> AddCompound:
        """The command, with a new id."""
        return AddCompound(body=body, compound=new_id(), name=self.name)


class SeatBody(Body):
    """An organisation takes a seat."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "seat": "property-company",
                    "organisation": "0199d3a4-7c00-7000-8000-000000000003",
                }
            ]
        }
    )

    seat: Code
    organisation: UUID
    compound_id: UUID | None = None
    acting: Annotated[bool, Field(strict=True, description="stands in for an empty seat")] = False

    def command(self, body: UUID) -> FillSeat:
        """The command."""
        return FillSeat(
            body=body,
            seat=self.seat,
            organisation=self.organisation,
            compound=self.compound_id,
            acting=self.acting,
        )


class VacancyBody(Body):
    """A seat becomes empty."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seat": "property-company"}]})

    seat: Code
    compound_id: UUID | None = None

    def command(self, body: UUID) -> VacateSeat:
        """The command."""
        return VacateSeat(body=body, seat=self.seat, compound=self.compound_id)


class AdoptionBody(Body):
    """A committee adopts a version of a method."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"method": "default", "version": 1, "effective": "2026-09-01"}]
        }
    )

    method: MethodName
    version: Count
    effective: Annotated[
        Day | None,
        Field(description="From this day on, Shanghai time; null is at once"),
    ] = None

    def command(self, body: UUID) -> AdoptMethod:
        """The command."""
        return AdoptMethod(
            body=body, method=self.method, version=self.version, effective=self.effective
        )


class OrganisationBody(Body):
    """A party to which work can be handed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "凌兆志愿服务队", "kind": "volunteers"}]}
    )

    name: Line
    kind: OrganisationKind

    def command(self) -> RegisterOrganisation:
        """The command, with a new id."""
        return RegisterOrganisation(organisation=new_id(), name=self.name, kind=self.kind)


class SeatShown(Shown):
    """Who holds a seat."""

    seat: str
    seat_label: str
    organisation: UUID
    compound: UUID | None
    acting: bool


class AdoptedMethod(Shown):
    """A method that a committee works by since a day, or will from it on."""

    name: str
    version: int
    since: date


class BodyShown(Shown):
    """A body of the hierarchy."""

    id: UUID
    version: int
    level: Level
    level_label: str
    name: str
    code: str
    superior: UUID | None
    method: AdoptedMethod | None = Field(description="None: the general method applies")
    coming: list[AdoptedMethod] = Field(description="What is adopted for a later day, in order")
    seats: list[SeatShown]
    hours: list[PeriodShown] | None = Field(
        description="When a committee works on a working day; None for other bodies"
    )


class CompoundShown(Shown):
    """A compound and its committee."""

    id: UUID
    name: str
    committee: UUID | None


class OrganisationShown(Shown):
    """An organisation."""

    id: UUID
    version: int
    name: str
    kind: OrganisationKind
    kind_label: str


class BodyList(Shown):
    """A page of bodies by name."""

    items: list[BodyShown]
    next: str | None


class CompoundList(Shown):
    """A page of compounds by name."""

    items: list[CompoundShown]
    next: str | None


class OrganisationList(Shown):
    """A page of organisations by name."""

    items: list[OrganisationShown]
    next: str | None


class DirectoryFilter(Body):
    """How a directory list is narrowed and paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class BodyFilter(DirectoryFilter):
    """Bodies of a level, or below one superior."""

    level: Level | None = None
    superior: UUID | None = None


class OrganisationFilter(DirectoryFilter):
    """Organisations of a kind."""

    kind: OrganisationKind | None = None


def body_of(
    row: DirectoryRow, vocabulary: Vocabulary, language: Language, today: date
) -> BodyShown:
    """A body's entry on the day *today*; *vocabulary* names the seats."""
    return BodyShown(
        id=row.id,
        version=row.version,
        level=Level(row.sort),
        level_label=label_of("level", row.sort, language),
        name=row.name,
        code=row.code,
        superior=row.parent,
        method=_adopted(in_force(row.adoptions, today)),
        coming=[_shown(one) for one in to_come(row.adoptions, today)],
        seats=[
            SeatShown(
                seat=s.seat,
                seat_label=in_language(vocabulary.seats[s.seat], language),
                organisation=s.organisation,
                compound=s.compound,
                acting=s.acting,
            )
            for s in row.seats
        ],
        hours=hours_of(row.hours or OFFICE) if row.sort == Level.COMMITTEE else None,
    )


def _adopted(held: Adoption | None) -> AdoptedMethod | None:
    return None if held is None else _shown(held)


def _shown(adoption: Adoption) -> AdoptedMethod:
    return AdoptedMethod(name=adoption.method, version=adoption.version, since=adoption.since)


def compound_of(row: DirectoryRow) -> CompoundShown:
    """A compound's entry."""
    return CompoundShown(id=row.id, name=row.name, committee=row.parent)


def organisation_of(row: DirectoryRow, language: Language) -> OrganisationShown:
    """An organisation's entry."""
    return OrganisationShown(
        id=row.id,
        version=row.version,
        name=row.name,
        kind=OrganisationKind(row.sort),
        kind_label=label_of("organisation", row.sort, language),
    )
