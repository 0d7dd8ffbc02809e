"""Registers (名册): what comes in."""

from collections.abc import Iterator, Mapping
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.ballots import CountingBody
from api.schemas.fields import (
    AtLeast,
    Body,
    Count,
    Cursor,
    Instant,
    Line,
    Phone,
    PositiveFen,
    Sha256,
    Text,
    example,
)
from domain.moment import moment_of
from domain.register.events import AreaSource, Unit, UnitKind
from service.commands.intake import Contact
from service.commands.register_filing import (
    FileProcedure,
    GrantAuthorisation,
    RevokeAuthorisation,
)
from service.commands.register_versions import AbandonImport, CorrectRegister, NewOwner
from service.commands.registers import AnswerObjection, PublishRegister, RaiseObjection
from service.ids import new_id
from service.registers import Place

UnitCode = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[^\W_][\w.()·-]{0,39}$"),
    Field(examples=["3-1-501"]),
]
"""The code of a unit, a building, an entrance or an owner in a register, up to 40 characters."""

Area = Annotated[int, Field(strict=True, le=10**9, description="In 0.01 m².")]
"""Zero and less are refused by name."""

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class UnitBody(Body):
    """One exclusive part (专有部分)."""

    unit: UnitCode
    building: UnitCode
    entrance: UnitCode | None = None
    kind: UnitKind
    area: Area
    source: AreaSource
    owner: UnitCode
    households: Annotated[int, Field(strict=True, ge=0, le=9999)] = 1
    residents: Annotated[int, Field(strict=True, ge=0, le=9999)] | None = None

    def unit_of(self) -> Unit:
        """As it is recorded."""
        return Unit(
            unit=self.unit,
            building=self.building,
            entrance=self.entrance,
            kind=self.kind,
            area=self.area,
            source=self.source,
            owner=self.owner,
            households=self.households,
            residents=self.residents,
        )


class OwnerPersonBody(Body):
    """A person who owns, alone or with others; sealed with a key of their own."""

    name: Line
    phone: Phone | None = None


class OwnerBody(Body):
    """An owner by number; without `persons`, those whom the register has under it stay."""

    owner: UnitCode
    persons: Annotated[tuple[OwnerPersonBody, ...], Field(max_length=20)] = ()
    developer: Annotated[bool, Field(strict=True)] = False

    def owner_of(self) -> NewOwner:
        """For the command, with new ids."""
        return NewOwner(owner=self.owner, developer=self.developer, contacts=dict(self._contacts()))

    def _contacts(self) -> Iterator[tuple[UUID, Contact]]:
        for person in self.persons:
            yield new_id(), Contact(name=person.name, phone=person.phone)


class CorrectionBody(Body):
    """A correction: these stand in place of those of the same code."""

    model_config = example(
        units=[
            {
                "unit": "3-1-501",
                "building": "3",
                "entrance": "1",
                "kind": "dwelling",
                "area": 8957,
                "source": "registered",
                "owner": "Y0501",
            }
        ],
        owners=[{"owner": "Y0501", "persons": [{"name": "沈秋禾"}, {"name": "陆望"}]}],
        ground="3号楼501室转让，按不动产登记簿更正。",
    )

    units: Annotated[tuple[UnitBody, ...], Field(max_length=100)] = ()
    owners: Annotated[tuple[OwnerBody, ...], Field(max_length=100)] = ()
    removed: Annotated[tuple[UnitCode, ...], Field(max_length=100)] = ()
    objections: Annotated[
        tuple[Count, ...], Field(max_length=100, description="upheld ones that this puts right")
    ] = ()
    ground: Text

    def command(self, place: Place) -> CorrectRegister:
        """The command."""
        return CorrectRegister(
            **_at(place),
            owners=tuple(owner.owner_of() for owner in self.owners),
            units=tuple(unit.unit_of() for unit in self.units),
            removed=self.removed,
            objections=self.objections,
            ground=self.ground,
        )


class AbandonmentBody(Body):
    """What was entered is void."""

    model_config = example()

    def command(self, place: Place) -> AbandonImport:
        """The command."""
        return AbandonImport(**_at(place))


class RegisterPublicationBody(Body):
    """What is in force hangs out until then (公示)."""

    model_config = example(until="2026-12-15T18:00:00+08:00")

    until: Instant

    def command(self, place: Place) -> PublishRegister:
        """The command."""
        return PublishRegister(**_at(place), until=moment_of(self.until))


class RegisterObjectionBody(Body):
    """What is wrong (异议), of one unit or of all. Staff name the person who says so."""

    model_config = example(unit="3-1-501", text="面积应为98.57平方米，见不动产权证。")

    unit: UnitCode | None = None
    text: Text
    person: UUID | None = None

    def command(self, place: Place) -> RaiseObjection:
        """The command."""
        return RaiseObjection(**_at(place), unit=self.unit, text=self.text, person=self.person)


class ObjectionAnswerBody(Body):
    """What became of an objection."""

    model_config = example(upheld=True, answer="经核对产证，确有差错，即予更正。")

    upheld: Annotated[bool, Field(strict=True)]
    answer: Text

    def command(self, place: Place, objection: int) -> AnswerObjection:
        """The command."""
        return AnswerObjection(
            **_at(place), objection=objection, upheld=self.upheld, answer=self.answer
        )


class ProcedureBody(CountingBody):
    """How votes are counted here, by the rules of procedure that were filed (议事规则)."""

    model_config = example(
        unreturned="absent",
        blank="abstains",
        spoilt="abstains",
        turnout_per_item=False,
        replaceable=False,
        visibility="counters",
        proxies=1,
        channels=["paper", "visit"],
        notice_days=15,
        evidence=_DIGEST,
    )

    evidence: Sha256

    def command(self, place: Place) -> FileProcedure:
        """The command."""
        return FileProcedure(**_at(place), counting=self.told(), evidence=self.evidence)


class StandingAuthorisationBody(Body):
    """The owners decided that their fund may pay up to `cap` 分 in all (授权)."""

    model_config = example(cap=5000000, purpose="单次不超过5万元的电梯应急维修。", evidence=_DIGEST)

    cap: PositiveFen
    purpose: Text
    evidence: Sha256
    until: Instant | None = None

    def command(self, place: Place) -> GrantAuthorisation:
        """The command."""
        return GrantAuthorisation(
            **_at(place),
            cap=self.cap,
            purpose=self.purpose,
            evidence=self.evidence,
            until=None if self.until is None else moment_of(self.until),
        )


class AuthorisationRevocationBody(Body):
    """The owners took it back."""

    model_config = example(reason="业主大会决议收回。")

    reason: Text

    def command(self, place: Place, authorisation: int) -> RevokeAuthorisation:
        """The command."""
        return RevokeAuthorisation(**_at(place), authorisation=authorisation, reason=self.reason)


class OwnerFilter(Body):
    """How a list is paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class VersionFilter(OwnerFilter):
    """The same, as fresh as it has to be."""

    at_least: AtLeast | None = None


class UnitFilter(VersionFilter):
    """Which units."""

    building: Annotated[str, Field(max_length=40)] | None = None
    owner: Annotated[str, Field(max_length=40)] | None = None


def _at(place: Place) -> Mapping[str, UUID]:
    return {"committee": place.committee, "compound": place.compound}
