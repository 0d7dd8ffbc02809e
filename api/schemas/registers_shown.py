"""Registers (名册): how they are shown."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Shown, Time
from domain.ballot.counting import Invalid, Unreturned, Visibility, VoteChannel
from domain.register.canonical import sums_of
from domain.register.events import AreaSource, Owner, Sums, UnitKind
from domain.register.state import Filing, register_stream
from projections.views.register_version import VersionRow
from service.opening import Contact
from service.registers import (
    SeenAuthorisation,
    SeenObjection,
    SeenOwner,
    SeenRegister,
    SeenUnit,
    UnitsPage,
)


class VersionInForce(Shown):
    """What is in force. `digest` is the SHA-256 of the canonical form (sorted by code)."""

    version: int
    base: int = Field(description="the imported version that it is, or is a correction of")
    units: int
    owners: int
    area: int = Field(description="of all units, in 0.01 m²")
    digest: str


class ImportRunning(Shown):
    """A version that is being entered; the same file sent again goes on with it."""

    version: int
    file: str = Field(description="SHA-256 of the file")
    entered: int
    expected: int


class RegisterPublished(Shown):
    """What hangs out; objections are heard until then."""

    version: int
    at: Time
    until: Time
    over: bool
    in_force: bool = Field(description="whether it is what is in force")


class ProcedureShown(Shown):
    """How votes are counted here."""

    version: int
    evidence: str
    unreturned: Unreturned
    blank: Invalid
    spoilt: Invalid
    turnout_per_item: bool
    replaceable: bool
    visibility: Visibility
    proxies: int
    channels: list[VoteChannel]
    notice_days: int


class RegisterShown(Shown):
    """The register of a compound. `version` is that of its stream, for `If-Match`."""

    id: UUID = Field(description="by this a ballot's roll and a notice name the register")
    compound: UUID
    committee: UUID
    version: int
    in_force: VersionInForce | None
    running_import: ImportRunning | None
    published: RegisterPublished | None
    open_objections: list[int] = Field(description="unanswered, or upheld and not put right")
    procedure: ProcedureShown | None
    ballots: list[UUID] = Field(description="that run and took their roll from here")
    election: UUID | None


class ContactShown(Shown):
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
    owner: str
    developer: bool
    households: int | None
    residents: int | None
    persons: list[ContactShown] | None


class OwnerShown(Shown):
    """An owner by number, with what is theirs; the area in 0.01 m²."""

    owner: str
    developer: bool
    persons: list[ContactShown]
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

    version: int | None
    digest: str | None
    buildings: list[BuildingShown]
    items: list[UnitShown]
    next: str | None


class VersionShown(Shown):
    """A version: imported (of `file`), or corrected (on a `ground`, for those who keep it)."""

    version: int
    base: int
    file: str | None
    ground: str | None
    begun_at: Time
    in_force_at: Time | None
    abandoned: bool
    units: int | None
    owners: int | None
    area: int | None
    digest: str | None
    published_at: Time | None
    published_until: Time | None


class VersionList(Shown):
    """A page of versions, the newest first."""

    items: list[VersionShown]
    next: str | None


class ObjectionShown(Shown):
    """An objection; its texts stand for those who keep the register, and for who raised it."""

    number: int
    unit: str | None
    at: Time
    own: bool
    text: str | None
    upheld: bool | None = Field(description="None until it is answered")
    answer: str | None
    corrected: int | None = Field(description="the version that put it right")


class ObjectionList(Shown):
    """Objections by number."""

    items: list[ObjectionShown]
    next: None = None


class AuthorisationShown(Shown):
    """A standing authorisation; money in 分."""

    number: int
    cap: int
    drawn: int
    left: int
    purpose: str | None
    until: Time | None
    revoked: bool
    ballot: UUID | None
    evidence: str | None


class AuthorisationList(Shown):
    """Standing authorisations by number."""

    items: list[AuthorisationShown]
    next: None = None


def objections_of(seen: Sequence[SeenObjection]) -> ObjectionList:
    """Objections as their caller sees them."""
    return ObjectionList(
        items=[
            ObjectionShown(
                number=one.number,
                unit=one.objection.unit,
                at=one.objection.at,
                own=one.own,
                text=one.text,
                upheld=one.objection.upheld,
                answer=one.answer,
                corrected=one.objection.corrected,
            )
            for one in seen
        ]
    )


def authorisations_of(seen: Sequence[SeenAuthorisation]) -> AuthorisationList:
    """Standing authorisations."""
    return AuthorisationList(
        items=[
            AuthorisationShown(
                number=one.number,
                cap=one.authorisation.cap,
                drawn=one.authorisation.drawn,
                left=one.authorisation.left,
                purpose=one.purpose,
                until=one.authorisation.until,
                revoked=one.authorisation.revoked,
                ballot=one.authorisation.ballot,
                evidence=one.authorisation.evidence,
            )
            for one in seen
        ]
    )


def register_of(seen: SeenRegister) -> RegisterShown:
    """A register as its caller sees it."""
    state = seen.state
    return RegisterShown(
        id=register_stream(seen.place.compound),
        compound=seen.place.compound,
        committee=seen.place.committee,
        version=seen.version,
        in_force=_in_force(seen),
        running_import=_running(seen),
        published=_published(seen),
        open_objections=list(state.open_objections),
        procedure=procedure_of(state.procedure) if state.procedure else None,
        ballots=sorted(state.rolls),
        election=state.election,
    )


def procedure_of(filed: Filing) -> ProcedureShown:
    """The rules as they were filed last."""
    counting = filed.counting
    return ProcedureShown(
        version=filed.version,
        evidence=filed.evidence,
        unreturned=counting.unreturned,
        blank=counting.blank,
        spoilt=counting.spoilt,
        turnout_per_item=counting.turnout_per_item,
        replaceable=counting.replaceable,
        visibility=counting.visibility,
        proxies=counting.proxies,
        channels=list(counting.channels),
        notice_days=counting.notice_days,
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


def version_of(row: VersionRow, ground: str | None) -> VersionShown:
    """A version."""
    sums: Sums | None = row.sums
    return VersionShown(
        version=row.version,
        base=row.base,
        file=row.file,
        ground=ground,
        begun_at=row.begun_at,
        in_force_at=row.in_force_at,
        abandoned=row.abandoned,
        units=sums.units if sums else None,
        owners=sums.owners if sums else None,
        area=sums.area if sums else None,
        digest=row.digest,
        published_at=row.published_at,
        published_until=row.published_until,
    )


def _persons(owner: Owner, contacts: Sequence[Contact]) -> list[ContactShown]:
    return [
        ContactShown(person=person, name=one.name, phone=one.phone)
        for person, one in zip(owner.persons, contacts, strict=True)
    ]


def _in_force(seen: SeenRegister) -> VersionInForce | None:
    current = seen.state.current
    if current is None:
        return None
    sums = sums_of(current.units, current.owners)
    return VersionInForce(
        version=current.number,
        base=current.base,
        units=sums.units,
        owners=sums.owners,
        area=sums.area,
        digest=current.digest,
    )


def _running(seen: SeenRegister) -> ImportRunning | None:
    draft = seen.state.draft
    if draft is None:
        return None
    return ImportRunning(
        version=draft.number, file=draft.file, entered=len(draft.units), expected=draft.expected
    )


def _published(seen: SeenRegister) -> RegisterPublished | None:
    published = seen.state.published
    if published is None:
        return None
    return RegisterPublished(
        version=published.version,
        at=published.at,
        until=published.until,
        over=seen.at >= published.until,
        in_force=seen.state.is_published,
    )
