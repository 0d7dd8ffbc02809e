"""Taking an order back: asked for by the party (退单), decided, or recalled unasked (撤回派单)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.issue import dispatch
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from service.commands.handling import PartyCommand
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class RequestReturn(PartyCommand):
    """Ask to be relieved of the order."""

    action: ClassVar[Action] = Action.REQUEST_RETURN

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The party's open order, one request at a time."""
        reason = self.sealed(work, "issue.return-requested/reason", self.reason)
        return dispatch.request_return(state, party=self.named_party(work), reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class GrantReturn(IssueDecision):
    """Take the order back."""

    action: ClassVar[Action] = Action.DECIDE_RETURN

    party: UUID
    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Only where it was asked for."""
        note = self.sealed_if(work, "issue.return-granted/note", self.note)
        return dispatch.grant_return(state, party=self.party, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class RefuseReturn(IssueDecision):
    """The order stays with the party."""

    action: ClassVar[Action] = Action.DECIDE_RETURN

    party: UUID
    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The party is told why."""
        reason = self.sealed(work, "issue.return-refused/reason", self.reason)
        return dispatch.refuse_return(state, party=self.party, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class Recall(IssueDecision):
    """Take an order back unasked."""

    action: ClassVar[Action] = Action.RECALL

    party: UUID
    reason: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The party's open order."""
        reason = self.sealed_if(work, "issue.dispatch-recalled/reason", self.reason)
        return dispatch.recall(state, party=self.party, reason=reason)
