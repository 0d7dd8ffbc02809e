"""Pressure and levels: urging (催办), supervision (督办), passing up and down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.issue import oversight
from domain.issue.events import Level
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.method.terms import Limit
from ledger.streams import BODY
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Urge(IssueDecision):
    """Ask for haste."""

    action: ClassVar[Action] = Action.URGE

    message: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """An additive fact; what a resident says is theirs."""
        message = self.authored_if(work, "issue.urged/message", self.message)
        return oversight.urge(state, message=message)


@dataclass(frozen=True, kw_only=True, repr=False)
class Supervise(IssueDecision):
    """Supervise it under a limit of its own."""

    action: ClassVar[Action] = Action.SUPERVISE

    limit: Limit
    demand: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """What the superior demands, and by when."""
        demand = self.sealed(work, "issue.supervised/demand", self.demand)
        return oversight.supervise(state, limit=self.limit, demand=demand)


@dataclass(frozen=True, kw_only=True, repr=False)
class Escalate(IssueDecision):
    """Pass it up (上报上级)."""

    action: ClassVar[Action] = Action.ESCALATE

    level: Level
    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """To the body of that level above the issue's own committee."""
        reason = self.sealed(work, "issue.escalated/reason", self.reason)
        body = body_at(work, state, self.level)
        return oversight.escalate(state, level=self.level, body=body, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class HandDown(IssueDecision):
    """Pass it down (下交)."""

    action: ClassVar[Action] = Action.HAND_DOWN

    level: Level
    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """To the body of that level, or to the compound."""
        reason = self.sealed(work, "issue.handed-down/reason", self.reason)
        body = body_at(work, state, self.level)
        return oversight.hand_down(state, level=self.level, body=body, reason=reason)


def body_at(work: Work, state: IssueState, level: Level) -> UUID | None:
    """Who deals with the issue at that level; None where nobody is there."""
    if level is Level.COMPOUND:
        return state.compound
    if level is Level.COMMITTEE:
        return state.committee
    return next(
        (above for above in work.superiors(state.committee) if _is_at(work, above, level)), None
    )


def _is_at(work: Work, body: UUID, level: Level) -> bool:
    found = work.state(BODY, body)
    return found is not None and found.level.value == level.value
