"""Merging (合并) and its reverse: one command, and both streams in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.issue import merging
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from ledger.streams import ISSUE
from service.commands.children import release
from service.commands.issue_command import IssueDecision, seen_issue
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Merge(IssueDecision):
    """Deal with this issue together with another of the same committee."""

    action: ClassVar[Action] = Action.MERGE
    match_required: ClassVar[bool] = True

    target: UUID

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Refused beside the rules: `unknown-issue` for what the caller may not see."""
        seen = seen_issue(work, self.target)
        if seen is None:
            raise Refused(Code.UNKNOWN_ISSUE)
        target, _ = seen
        return merging.merge(state, target.state, issue=self.issue, target=self.target)

    def follow(self, work: Work, before: IssueState) -> None:
        """The other side, in the target's own stream."""
        target = work.require(ISSUE, self.target).state
        work.append(ISSUE, self.target, merging.absorb(target, child=self.issue))


@dataclass(frozen=True, kw_only=True, repr=False)
class Unmerge(IssueDecision):
    """Let it stand for itself again."""

    action: ClassVar[Action] = Action.UNMERGE

    reason: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Where it stood before."""
        reason = self.sealed_if(work, "issue.unmerged/reason", self.reason)
        return merging.unmerge(state, reason=reason)

    def follow(self, work: Work, before: IssueState) -> None:
        """The target hears of it."""
        if before.merging.target is not None:
            release(work, before.merging.target, self.issue)
