"""Door visits: what comes in."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.commands import ReporterBody
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Count,
    Cursor,
    Day,
    Line,
    OccurredAt,
    Text,
    example,
    moment_or_none,
)
from api.schemas.registers import UnitCode
from domain.person.events import Purpose
from domain.visit.events import DoorOutcome
from projections.views import door as door_view
from projections.views import finding as finding_view
from projections.views import visit as visit_view
from projections.views.door import Asked
from service.commands.visiting import (
    Attempt,
    ClearFinding,
    DiscloseDoor,
    NoteFinding,
    PassChanges,
    RaiseIssue,
    RaiseUndertaking,
)
from service.commands.visits import (
    AssignDoors,
    BeginRound,
    CloseVisits,
    DropDoor,
    ListDoors,
    PlanVisits,
)
from service.ids import new_id

_COMMITTEE = "0199d3a4-7c00-7000-8000-000000000002"
Days = Annotated[int, Field(strict=True, ge=1, le=3660)]


class VisitBody(Body):
    """A plan of visits; `group` where it is for one that is to be visited, `every` in days."""

    model_config = example(
        committee_id=_COMMITTEE,
        kind="full",
        name="百户大走访",
        first="2026-05-06",
        due="2026-05-31",
        topics=["problem", "need", "suggestion"],
    )

    committee_id: UUID
    compound_id: UUID | None = None
    kind: Code
    group: Code | None = None
    name: Line
    first: Day
    due: Day
    every: Days | None = None
    topics: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    questionnaire: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self) -> PlanVisits:
        """The command, with a new id."""
        return PlanVisits(
            visit=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            group=self.group,
            name=self.name,
            first=self.first,
            due=self.due,
            every=self.every,
            topics=self.topics,
            questionnaire=self.questionnaire,
            occurred_at=moment_or_none(self.occurred_at),
        )


class DoorsBody(Body):
    """Doors: `units` of a plan for all, or every dwelling of the register (`all_units`), or
    `persons` of a plan for a group."""

    model_config = example(units=["3-1-501", "3-1-502"])

    units: Annotated[tuple[UnitCode, ...], Field(max_length=500)] = ()
    persons: Annotated[tuple[UUID, ...], Field(max_length=500)] = ()
    all_units: Annotated[bool, Field(strict=True)] = False

    def command(self, visit: UUID) -> ListDoors:
        """The command."""
        return ListDoors(
            visit=visit,
            units=self.units,
            persons=self.persons,
            all_units=self.all_units,
        )


class DoorRemovalBody(Body):
    """Nobody goes there any more."""

    model_config = example(reason="该户已迁出。")

    reason: Text

    def command(self, visit: UUID, door: str) -> DropDoor:
        """The command."""
        return DropDoor(visit=visit, door=door, reason=self.reason)


class AssignmentBody(Body):
    """Who is to go to these doors: a person, an organisation, or both."""

    model_config = example(organisation=_COMMITTEE, doors=["3-1-501"])

    visitor: UUID | None = None
    organisation: UUID | None = None
    doors: Annotated[list[UnitCode], Field(min_length=1, max_length=500)]

    def command(self, visit: UUID) -> AssignDoors:
        """The command."""
        return AssignDoors(
            visit=visit,
            visitor=self.visitor,
            organisation=self.organisation,
            doors=tuple(self.doors),
        )


class RoundBody(Body):
    """They go round again, until that day."""

    model_config = example(due="2026-06-30")

    due: Day

    def command(self, visit: UUID) -> BeginRound:
        """The command."""
        return BeginRound(visit=visit, due=self.due)


class VisitClosureBody(Body):
    """Nobody goes any more."""

    model_config = example(note="本年度走访结束。")

    note: Text | None = None

    def command(self, visit: UUID) -> CloseVisits:
        """The command."""
        return CloseVisits(visit=visit, note=self.note)


class FindingBody(Body):
    """What was heard or seen; `change` for a change of population, and for nothing else."""

    model_config = example(topic="population", change="moved-in", text="501室新搬来一家三口。")

    topic: Code
    change: Code | None = None
    text: Text

    def finding(self) -> ClearFinding:
        """As the commands take it."""
        return ClearFinding(topic=self.topic, change=self.change, text=self.text)

    def command(self, visit: UUID, door: str) -> NoteFinding:
        """The command."""
        return NoteFinding(visit=visit, door=door, finding=self.finding())


class DoorAttemptBody(Body):
    """Somebody was at a door: what became of it, and what was answered there."""

    model_config = example(
        outcome="opened", findings=[{"topic": "problem", "text": "楼道灯坏了半个月。"}]
    )

    outcome: DoorOutcome
    note: Text | None = None
    findings: Annotated[tuple[FindingBody, ...], Field(max_length=20)] = ()
    occurred_at: OccurredAt | None = None

    def command(self, visit: UUID, door: str) -> Attempt:
        """The command."""
        return Attempt(
            visit=visit,
            door=door,
            outcome=self.outcome,
            note=self.note,
            findings=tuple(one.finding() for one in self.findings),
            occurred_at=moment_or_none(self.occurred_at),
        )


class DoorDisclosureBody(Body):
    """Why the contact of whoever lives there has to be seen in clear."""

    model_config = example(purpose="visit-on-site")

    purpose: Purpose

    def command(self, visit: UUID, door: str) -> DiscloseDoor:
        """The command."""
        return DiscloseDoor(visit=visit, door=door, purpose=self.purpose)


class FindingIssueBody(Body):
    """A finding becomes an issue; `address` where the plan is of no compound."""

    model_config = example(category="lighting", summary="3号楼楼道灯坏了。")

    address: Line | None = None
    channel: Code = "visit"
    category: Code | None = None
    summary: Text | None = None
    words: Text | None = None
    reporter: ReporterBody | None = None

    def command(self, visit: UUID, number: int) -> RaiseIssue:
        """The command, with new ids."""
        return RaiseIssue(
            visit=visit,
            number=number,
            issue=new_id(),
            person=new_id(),
            address=self.address,
            channel=self.channel,
            category=self.category,
            summary=self.summary,
            words=self.words,
            contact=self.reporter.contact() if self.reporter else None,
        )


class FindingUndertakingBody(Body):
    """A finding became an undertaking, or a line of one."""

    model_config = example(undertaking=_COMMITTEE)

    undertaking: UUID
    line: Count | None = None

    def command(self, visit: UUID, number: int) -> RaiseUndertaking:
        """The command."""
        return RaiseUndertaking(
            visit=visit, number=number, undertaking=self.undertaking, line=self.line
        )


class PassageBody(Body):
    """These changes of population were passed on, to a platform by its code."""

    model_config = example(numbers=[1], to="shequ-yun")

    numbers: Annotated[list[Count], Field(min_length=1, max_length=500)]
    to: Code

    def command(self, visit: UUID) -> PassChanges:
        """The command."""
        return PassChanges(visit=visit, numbers=tuple(self.numbers), to=self.to)


class Paged(Body):
    """How a list is paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    at_least: AtLeast | None = None


class VisitFilter(Paged):
    """How the list of plans is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: Code | None = None
    group: Code | None = None
    closed: bool | None = None

    def wanted(self) -> visit_view.Filter:
        """For the view."""
        return visit_view.Filter(
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            group=self.group,
            closed=self.closed,
        )


class DoorFilter(Paged):
    """Which doors of a plan are listed."""

    outcome: DoorOutcome | None = None
    untried: bool = False
    opened: bool | None = None

    def wanted(self) -> door_view.Filter:
        """For the view."""
        return door_view.Filter(outcome=self.outcome, untried=self.untried, opened=self.opened)


class ToVisitFilter(Paged):
    """Doors to go to today, or `overdue`; `mine`: those to which the caller was sent."""

    committee: UUID | None = None
    mine: bool = False
    overdue: bool = False


class FindingFilter(Paged):
    """Which findings of a plan are listed; `taken`: what became something."""

    door: UnitCode | None = None
    topic: Code | None = None
    taken: bool | None = None

    def wanted(self) -> finding_view.Filter:
        """For the view."""
        return finding_view.Filter(door=self.door, topic=self.topic, taken=self.taken)


class ChangeFilter(Paged):
    """How changes of population are paged."""


class CoverageFilter(Body):
    """Of which period, by the day on which plans were to be done; as the record had it when."""

    since: Day | None = None
    until: Day | None = None
    as_of: Day | None = None
    at_least: AtLeast | None = None

    def asked(self, committee: UUID) -> Asked:
        """For the view."""
        return Asked(committee=committee, since=_ordinal(self.since), until=_ordinal(self.until))


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
