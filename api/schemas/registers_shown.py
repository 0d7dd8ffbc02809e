"""Registers (名册): how they are shown."""

from uuid import UUID

from pydantic import Field

from api.language import Language
from api.schemas.counting_shown import CountingShown, counting_of
from api.schemas.fields import Shown, Time
from domain.register.canonical import sums_of
from domain.register.state import Filing, register_stream
from service.registers import SeenRegister


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
    entered: int = Field(description="units so far")
    expected: int = Field(description="units in all")


class RegisterPublished(Shown):
    """What hangs out; objections are heard until then."""

    version: int
    at: Time
    until: Time
    over: bool
    in_force: bool = Field(description="whether it is what is in force")


class ProcedureShown(CountingShown):
    """How votes are counted here (议事规则), as it was filed last."""

    version: int = Field(description="how many times rules were filed here")
    evidence: str = Field(description="SHA-256 of the document")


class RegisterShown(Shown):
    """The register of a compound. `version` is that of its stream, for `If-Match`."""

    id: UUID = Field(description="by this a ballot's roll and a notice name the register")
    compound: UUID
    committee: UUID
    version: int
    in_force: VersionInForce | None = Field(description="None: nothing was imported whole yet")
    running_import: ImportRunning | None
    published: RegisterPublished | None
    open_objections: list[int] = Field(description="unanswered, or upheld and not put right")
    procedure: ProcedureShown | None
    ballots: list[UUID] = Field(description="that run and took their roll from here")
    election: UUID | None = Field(description="that runs in the compound")


def register_of(seen: SeenRegister, language: Language) -> RegisterShown:
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
        procedure=_procedure(state.procedure, language) if state.procedure else None,
        ballots=sorted(state.rolls),
        election=state.election,
    )


def _procedure(filed: Filing, language: Language) -> ProcedureShown:
    counting = counting_of(filed.counting, language)
    return ProcedureShown(
        version=filed.version,
        evidence=filed.evidence,
        **{name: getattr(counting, name) for name in CountingShown.model_fields},
    )


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
