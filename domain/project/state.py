"""A project as its stream tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.history import Stamp, begun
from domain.moment import Moment
from domain.project.events import (
    Begun,
    Closed,
    PartAdded,
    PartDropped,
    PartPlanned,
    ProjectEvent,
    ProjectKind,
    Spot,
    Step,
    StepReached,
    StepRevoked,
    Upkeep,
    UpkeepNoted,
)
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A step that a part has come to, when, and what shows it."""

    step: Step
    at: Moment
    ballot: UUID | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One place of the project.

    `reached` are its steps in order, `since` when the newest of what moved it happened, `due` the
    day on which each kind of upkeep is due again.
    """

    spot: Spot | None
    issue: UUID | None
    plan: Sealed | None
    since: Moment
    reached: tuple[Reached, ...] = ()
    dropped: bool = False
    due: Mapping[Upkeep, date]

    @property
    def step(self) -> Step | None:
        """How far it is; None before the first step."""
        return self.reached[-1].step if self.reached else None

    def has_reached(self, step: Step) -> bool:
        """Whether it has come to that step, and not been taken back."""
        return any(one.step is step for one in self.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectState:
    """The folded project. `parts` by code, in no order."""

    committee: UUID
    compound: UUID | None
    kind: ProjectKind
    name: str
    steps: tuple[Step, ...]
    issue: UUID | None
    began_at: Moment
    parts: "HashTrieMap[str, Part]"
    closed_at: Moment | None = None

    def finished(self, part: Part) -> bool:
        """Whether a part has come to the end of the way."""
        return part.step is self.steps[-1]


def evolve(state: ProjectState | None, event: ProjectEvent, stamp: Stamp) -> ProjectState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Begun):
        return _begun(event, stamp)
    state = begun(state)
    match event:
        case PartAdded():
            return _added(state, event, stamp)
        case Closed():
            return replace(state, closed_at=stamp.occurred_at)
        case (
            PartPlanned(part=code)
            | StepReached(part=code)
            | StepRevoked(part=code)
            | PartDropped(part=code)
            | UpkeepNoted(part=code)
        ):
            after = _moved(state.parts[code], event, stamp)
            return replace(state, parts=state.parts.insert(code, after))
        case _:
            assert_never(event)


def _begun(event: Begun, stamp: Stamp) -> ProjectState:
    return ProjectState(
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        name=event.name,
        steps=event.steps,
        issue=event.issue,
        began_at=stamp.occurred_at,
        parts=HashTrieMap(),
    )


def _added(state: ProjectState, event: PartAdded, stamp: Stamp) -> ProjectState:
    part = Part(
        spot=event.spot, issue=event.issue, plan=event.plan, since=stamp.occurred_at, due={}
    )
    return replace(state, parts=state.parts.insert(event.part, part))


def _moved(
    part: Part,
    event: PartPlanned | StepReached | StepRevoked | PartDropped | UpkeepNoted,
    stamp: Stamp,
) -> Part:
    match event:
        case PartPlanned():
            return replace(part, plan=event.plan)
        case StepReached():
            reached = Reached(
                step=event.step, at=stamp.occurred_at, ballot=event.ballot, evidence=event.evidence
            )
            return replace(part, reached=(*part.reached, reached), since=stamp.occurred_at)
        case StepRevoked():
            kept = tuple(one for one in part.reached if one.step is not event.step)
            return replace(part, reached=kept, since=stamp.occurred_at)
        case PartDropped():
            return replace(part, dropped=True)
        case UpkeepNoted():
            return replace(part, due=with_upkeep(part.due, event))
        case _:
            assert_never(event)


def with_upkeep(due: Mapping[Upkeep, date], event: UpkeepNoted) -> Mapping[Upkeep, date]:
    """What is done is not due any more, unless it says when it is again."""
    rest = {kind: day for kind, day in due.items() if kind is not event.kind}
    return rest if event.next_due is None else {**rest, event.kind: event.next_due}
