"""What a project's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


class ProjectKind(StrEnum):
    """A plan per household (一户一策), micro-projects (微项目), lifts (加梯), other sites."""

    HOUSEHOLDS = "households"
    MICRO = "micro"
    LIFTS = "lifts"
    SITES = "sites"


class Step(StrEnum):
    """How far a part of a project is; each kind of project goes its own way through these.

    提出、征询、同意、定策、评审、签约、施工、收尾、建成、验收、养护、结项.
    """

    PROPOSED = "proposed"
    ASKED = "asked"
    CONSENTED = "consented"
    PLANNED = "planned"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    RUNNING = "running"
    FINISHING = "finishing"
    BUILT = "built"
    ACCEPTED = "accepted"
    IN_UPKEEP = "in-upkeep"
    CLOSED = "closed"


class Upkeep(StrEnum):
    """What was done for something built: 检验、维保、修理、保险、更新."""

    INSPECTION = "inspection"
    MAINTENANCE = "maintenance"
    REPAIR = "repair"
    INSURANCE = "insurance"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A programme; `name` is public. `steps` is the way that each of its parts goes.

    `issue` is the one that it came from.
    """

    committee: UUID
    compound: UUID | None
    kind: ProjectKind
    name: str
    steps: tuple[Step, ...]
    issue: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a part stands: as far as the register knows it."""

    building: str
    entrance: str | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAdded:
    """A part: a household, an entrance, a site, a micro-project. `part` is its short code."""

    part: str
    spot: Spot | None
    issue: UUID | None
    plan: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlanned:
    """The plan for this part (一户一策), new or changed."""

    part: str
    plan: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReached:
    """A part is as far as that.

    `ballot` is the vote that shows it, `evidence` the SHA-256 (hex) of what does, e.g. a contract.
    """

    part: str
    step: Step
    ballot: UUID | None
    evidence: str | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRevoked:
    """It was not so, or is not any more: the part is back at the step before."""

    part: str
    step: Step
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDropped:
    """The project goes on without this part."""

    part: str
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepNoted:
    """Something was done for what was built; `cost` in 分, `next_due` when it is due again."""

    part: str
    kind: Upkeep
    party: UUID | None
    cost: int | None
    next_due: date | None
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The project is closed (结项)."""

    note: Sealed


ProjectEvent = (
    Begun | PartAdded | PartPlanned | StepReached | StepRevoked | PartDropped | UpkeepNoted | Closed
)
