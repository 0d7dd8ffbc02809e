"""Clocks (时限): pausing, resuming, granting more time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.clock import decisions
from domain.issue.events import ClockId, PauseGround
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.method.terms import Limit
from service.commands.issue_command import IssueDecision
from service.errors import Forbidden
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class PauseClock(IssueDecision):
    """Let a clock stand still (暂停计时)."""

    action: ClassVar[Action] = Action.PAUSE_CLOCK

    clock: ClockId
    ground: PauseGround
    note: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """From when it happened: that is looked at more closely than of other facts."""
        note = self.sealed(work, "issue.clock-paused/note", self.note)
        occurred = work.now if self.occurred_at is None else self.occurred_at
        return decisions.pause(
            state, clock=self.clock, ground=self.ground, note=note, occurred=occurred, now=work.now
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class ResumeClock(IssueDecision):
    """Let it run again (恢复计时)."""

    action: ClassVar[Action] = Action.RESUME_CLOCK

    clock: ClockId
    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The time between is left out."""
        note = self.sealed_if(work, "issue.clock-resumed/note", self.note)
        return decisions.resume(state, clock=self.clock, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class ExtendDeadline(IssueDecision):
    """Grant more time (延期)."""

    action: ClassVar[Action] = Action.EXTEND_DEADLINE
    match_required: ClassVar[bool] = True

    clock: ClockId
    by: Limit
    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Whoever grants it is on record as the approver."""
        approver = work.principal.person
        if approver is None:
            raise Forbidden
        return decisions.extend(
            state,
            work.calendars(),
            clock=self.clock,
            by=self.by,
            reason=self.sealed(work, "issue.deadline-extended/reason", self.reason),
            approver=approver,
            now=work.now,
        )
