"""Projects (项目): begun, made of parts, gone step by step, looked after, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.ballot.showing import carried
from domain.moment import EARLIEST, Moment, happened
from domain.project import beginning, closing, stepping, upkeep
from domain.project.events import ProjectEvent, ProjectKind, Spot, Step, Upkeep
from domain.project.state import ProjectState
from domain.sealed import KeyScope
from ledger.streams import BALLOT, PROJECT, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.stream_command import (
    DatedCommand,
    committee_of,
    reach_of,
    require_linked,
)
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ProjectCommand(DatedCommand):
    """A command on one project."""

    action: ClassVar[Action] = Action.PROJECT_KEEP
    view: ClassVar[Action] = Action.PROJECT_VIEW

    project: UUID

    @property
    def stream(self) -> UUID:
        """The project's."""
        return self.project

    def found(self, work: Work) -> tuple[Folded[ProjectState], Reach] | None:
        """The project, and whom it concerns."""
        folded = work.get(PROJECT, self.project)
        if folded is None:
            return None
        return folded, reach_of(work, folded.state.committee, folded.state.compound)


@dataclass(frozen=True, kw_only=True, repr=False)
class BeginProject(ProjectCommand):
    """A programme begins; `project` is a new id. `steps` None: the whole way of its kind."""

    committee: UUID
    compound: UUID | None = None
    kind: ProjectKind
    name: str
    steps: tuple[Step, ...] | None = None
    issue: UUID | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Nobody's text is in it yet."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The project."""
        return ((KeyScope.STREAM, self.project),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may begin something there, the policy says."""
        committee_of(work, self.committee)
        return Admission(reach=reach_of(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-committee`, `unknown-issue`."""
        require_linked(work, self.issue, self.committee)
        events = beginning.begin(
            committee_of(work, self.committee),
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            name=self.name,
            steps=self.steps,
            issue=self.issue,
        )
        work.append(PROJECT, self.project, events, occurred_at=self.happened(work))


@dataclass(frozen=True, kw_only=True, repr=False)
class PartCommand(ProjectCommand):
    """A command on one part, named by its code."""

    part: str

    def state(self, work: Work) -> ProjectState:
        """The project as this command has made it so far."""
        return work.require(PROJECT, self.project).state

    def earliest(self, state: ProjectState) -> Moment:
        """Before when it cannot have happened: what moved the part last."""
        known = state.parts.get(self.part)
        return state.began_at if known is None else known.since

    def record(self, work: Work, state: ProjectState, events: Sequence[ProjectEvent]) -> None:
        """Append with the time at which it happened."""
        when = self.happened(work, self.earliest(state))
        work.append(PROJECT, self.project, events, occurred_at=when)


@dataclass(frozen=True, kw_only=True, repr=False)
class AddPart(PartCommand):
    """A household, an entrance, a site, a micro-project."""

    spot: Spot | None = None
    issue: UUID | None = None
    plan: str | None = None

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-issue`."""
        state = self.state(work)
        require_linked(work, self.issue, state.committee)
        plan = self.sealed_if(work, "project.part-added/plan", self.plan)
        events = beginning.add_part(
            state, part=self.part, spot=self.spot, issue=self.issue, plan=plan
        )
        self.record(work, state, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanPart(PartCommand):
    """The plan for one part (一户一策)."""

    plan: str

    def run(self, work: Work) -> None:
        """New or changed."""
        state = self.state(work)
        plan = self.sealed(work, "project.part-planned/plan", self.plan)
        self.record(work, state, beginning.plan_part(state, part=self.part, plan=plan))


@dataclass(frozen=True, kw_only=True, repr=False)
class DropPart(PartCommand):
    """The project goes on without it."""

    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        state = self.state(work)
        reason = self.sealed(work, "project.part-dropped/reason", self.reason)
        self.record(work, state, beginning.drop_part(state, part=self.part, reason=reason))


@dataclass(frozen=True, kw_only=True, repr=False)
class StepTaken:
    """One step, when it was reached (None: now), and what shows it."""

    step: Step
    occurred_at: Moment | None = None
    ballot: UUID | None = None
    evidence: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ReachSteps(PartCommand):
    """One step, or several one after the other, as a paper register has them."""

    steps: tuple[StepTaken, ...]

    def run(self, work: Work) -> None:
        """Each on what the one before has made of the part."""
        for taken in self.steps:
            self._reach(work, taken)

    def _reach(self, work: Work, taken: StepTaken) -> None:
        state = self.state(work)
        part = state.parts.get(self.part)
        spot = None if part is None else part.spot
        shown = taken.ballot is not None and has_carried(work, taken.ballot, state, spot)
        events = stepping.reach(
            state,
            part=self.part,
            step=taken.step,
            ballot=taken.ballot,
            ballot_carried=shown,
            evidence=taken.evidence,
            note=self.sealed_if(work, "project.step-reached/note", taken.note),
        )
        when = happened(taken.occurred_at, now=work.now, not_before=self.earliest(state))
        work.append(PROJECT, self.project, events, occurred_at=when)


@dataclass(frozen=True, kw_only=True, repr=False)
class RevokeStep(PartCommand):
    """The newest step was not so, or is not any more."""

    step: Step
    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        state = self.state(work)
        reason = self.sealed(work, "project.step-revoked/reason", self.reason)
        events = stepping.revoke(state, part=self.part, step=self.step, reason=reason)
        self.record(work, state, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteUpkeep(PartCommand):
    """Something was done for what was built; `cost` in 分."""

    kind: Upkeep
    party: UUID | None = None
    cost: int | None = None
    next_due: date | None = None
    note: str | None = None

    def run(self, work: Work) -> None:
        """By an organisation that is on record, or the committee itself."""
        state = self.state(work)
        known = self.party is not None and work.knows_party(self.party, state.committee)
        events = upkeep.note_upkeep(
            state,
            part=self.part,
            kind=self.kind,
            party=self.party,
            party_known=known,
            cost=self.cost,
            next_due=self.next_due,
            note=self.sealed_if(work, "project.upkeep-noted/note", self.note),
            happened_at=self.happened(work, self.earliest(state)),
        )
        self.record(work, state, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class CloseProject(ProjectCommand):
    """The project is closed (结项)."""

    note: str

    def run(self, work: Work) -> None:
        """Not before what moved any of its parts last."""
        state = work.require(PROJECT, self.project).state
        events = closing.close(state, note=self.sealed(work, "project.closed/note", self.note))
        last = max((part.since for part in state.parts.values()), default=EARLIEST)
        when = self.happened(work, max(last, state.began_at))
        work.append(PROJECT, self.project, events, occurred_at=when)


def has_carried(work: Work, ballot: UUID, state: ProjectState, spot: Spot | None) -> bool:
    """Whether a ballot of the same place was closed, and carried for the part that stands there."""
    found = work.state(BALLOT, ballot)
    if found is None or found.opened.committee != state.committee:
        return False
    if state.compound is not None and found.opened.compound != state.compound:
        return False
    if spot is None:
        return carried(found)
    return carried(found, building=spot.building, entrance=spot.entrance)
