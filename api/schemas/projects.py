"""Projects: what comes in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.fields import (
    AtLeast,
    Body,
    Cursor,
    Day,
    Fen,
    Line,
    OccurredAt,
    Text,
    example,
    moment_or_none,
)
from domain.project.events import ProjectKind, Spot, Step, Upkeep
from service.commands.projects import (
    AddPart,
    BeginProject,
    CloseProject,
    DropPart,
    NoteUpkeep,
    PlanPart,
    ReachSteps,
    RevokeStep,
    StepTaken,
)
from service.ids import new_id

_COMMITTEE = "0199d3a4-7c00-7000-8000-000000000002"

PartCode = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z一-鿿][0-9A-Za-z一-鿿-]{0,39}$")
]
"""A short code, unique within the project: letters, digits, Chinese characters, dashes."""

Evidence = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of what shows it, in hexadecimal; the thing itself stays where it is kept."""


class ProjectBody(Body):
    """A programme of a committee; `steps` where its parts leave some of their kind's out."""

    model_config = example(
        committee_id=_COMMITTEE, kind="lifts", name="加装电梯", steps=["asked", "signed", "built"]
    )

    committee_id: UUID
    compound_id: UUID | None = None
    kind: ProjectKind
    name: Line
    steps: Annotated[list[Step] | None, Field(max_length=len(Step))] = None
    issue: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self) -> BeginProject:
        """The command, with a new id."""
        return BeginProject(
            project=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            name=self.name,
            steps=None if self.steps is None else tuple(self.steps),
            issue=self.issue,
            occurred_at=moment_or_none(self.occurred_at),
        )


class SpotBody(Body):
    """Where a part stands."""

    building: Line
    entrance: Line | None = None
    unit: Line | None = None


class PartBody(Body):
    """A household, an entrance, a site, a micro-project."""

    model_config = example(part="3-2", spot={"building": "3号楼", "entrance": "2"})

    part: PartCode
    spot: SpotBody | None = None
    issue: UUID | None = None
    plan: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID) -> AddPart:
        """The command."""
        return AddPart(
            project=project,
            part=self.part,
            spot=None if self.spot is None else Spot(**self.spot.model_dump()),
            issue=self.issue,
            plan=self.plan,
            occurred_at=moment_or_none(self.occurred_at),
        )


class PlanBody(Body):
    """The plan for one part (一户一策)."""

    model_config = example(plan="厨房外移的晾衣架改为可折叠式，费用由街道承担。")

    plan: Text
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID, part: str) -> PlanPart:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return PlanPart(project=project, part=part, plan=self.plan, occurred_at=when)


class StepBody(Body):
    """One step; `ballot` and `evidence` are what shows it."""

    step: Step
    occurred_at: OccurredAt | None = None
    ballot: UUID | None = None
    evidence: Evidence | None = None
    note: Text | None = None

    def taken(self) -> StepTaken:
        """The step."""
        return StepTaken(
            step=self.step,
            occurred_at=moment_or_none(self.occurred_at),
            ballot=self.ballot,
            evidence=self.evidence,
            note=self.note,
        )


class StepsBody(Body):
    """The next step of a part, or the next ones in their order."""

    model_config = example(steps=[{"step": "asked", "occurred_at": "2026-05-06T09:30:00+08:00"}])

    steps: Annotated[list[StepBody], Field(min_length=1, max_length=len(Step))]

    def command(self, project: UUID, part: str) -> ReachSteps:
        """The command."""
        steps = tuple(step.taken() for step in self.steps)
        return ReachSteps(project=project, part=part, steps=steps)


class StepRevocationBody(Body):
    """The newest step was not so, or is not any more."""

    model_config = example(step="signed", reason="一户撤回签字。")

    step: Step
    reason: Text
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID, part: str) -> RevokeStep:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return RevokeStep(
            project=project, part=part, step=self.step, reason=self.reason, occurred_at=when
        )


class RemovalBody(Body):
    """The project goes on without this part."""

    model_config = example(reason="本门洞居民不同意加装。")

    reason: Text
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID, part: str) -> DropPart:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return DropPart(project=project, part=part, reason=self.reason, occurred_at=when)


class UpkeepBody(Body):
    """What was done for what was built; `cost` in 分, `next_due` when it is due again."""

    model_config = example(kind="inspection", cost=80000, next_due="2027-05-06")

    kind: Upkeep
    party: UUID | None = None
    cost: Fen | None = None
    next_due: Day | None = None
    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID, part: str) -> NoteUpkeep:
        """The command."""
        return NoteUpkeep(
            project=project,
            part=part,
            kind=self.kind,
            party=self.party,
            cost=self.cost,
            next_due=self.next_due,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ProjectClosureBody(Body):
    """The project is closed (结项)."""

    model_config = example(note="全部验收。")

    note: Text
    occurred_at: OccurredAt | None = None

    def command(self, project: UUID) -> CloseProject:
        """The command."""
        when = moment_or_none(self.occurred_at)
        return CloseProject(project=project, note=self.note, occurred_at=when)


class ProjectFilter(Body):
    """How the list of projects is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: ProjectKind | None = None
    closed: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    at_least: AtLeast | None = None


class PartFilter(Body):
    """How the parts of a project are narrowed and paged."""

    building: Line | None = None
    entrance: Line | None = None
    step: Step | None = None
    dropped: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None


class UpkeepFilter(Body):
    """Which upkeep is asked for: of a committee, due up to a day, or overdue today."""

    committee: UUID | None = None
    until: Day | None = None
    overdue: bool = False
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None
