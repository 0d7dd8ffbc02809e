"""Leaving the committee's hands: declined, withdrawn, transferred to another committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.issue import exits, intake
from domain.issue.events import DeclineGround
from domain.issue.evolve import IssueEvent
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from ledger.catalogue import CATALOGUE
from ledger.streams import BODY, ISSUE
from service.commands.children import reply_to_children, unmerge_children
from service.commands.intake import method_in_force, timetable, vocabulary
from service.commands.issue_command import IssueDecision
from service.policy import Action, Reach, Scope, covers
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Decline(IssueDecision):
    """Do not take it in (不予受理)."""

    action: ClassVar[Action] = Action.DECLINE
    match_required: ClassVar[bool] = True

    ground: DeclineGround
    reply: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """With the answer to the reporter."""
        reply = self.sealed(work, "issue.declined/reply", self.reply)
        return exits.decline(state, ground=self.ground, reply=reply)

    def follow(self, work: Work, before: IssueState) -> None:
        """Whoever reported the same is answered too."""
        reply_to_children(work, before, self.reply)


@dataclass(frozen=True, kw_only=True, repr=False)
class OverruleDecline(IssueDecision):
    """Have it taken in after all."""

    action: ClassVar[Action] = Action.OVERRULE_DECLINE

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The superior's word."""
        reason = self.sealed(work, "issue.decline-overruled/reason", self.reason)
        return exits.overrule_decline(state, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class Withdraw(IssueDecision):
    """Take the report back (撤回): the reporter, or a clerk whom they have told."""

    action: ClassVar[Action] = Action.WITHDRAW
    match_required: ClassVar[bool] = True

    reason: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The issue ends, or stays without its reporter: the reason is sealed for what it is."""
        ending = exits.withdraw(state, reason=None)[-1]
        place = f"{CATALOGUE.name_of(type(ending))}/reason"
        return exits.withdraw(state, reason=self.authored_if(work, place, self.reason))

    def follow(self, work: Work, before: IssueState) -> None:
        """What was merged into an issue that is no more stands for itself again."""
        if work.require(ISSUE, self.issue).state.status is Status.WITHDRAWN:
            unmerge_children(work, self.issue)


@dataclass(frozen=True, kw_only=True, repr=False)
class Transfer(IssueDecision):
    """Hand it over to another committee (移交)."""

    action: ClassVar[Action] = Action.TRANSFER
    match_required: ClassVar[bool] = True

    committee: UUID
    compound: UUID | None = None
    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The superior who transfers stands above both committees."""
        receiver = work.state(BODY, self.committee)
        if receiver is None:
            raise Refused(Code.UNKNOWN_COMMITTEE)
        return intake.transfer(
            state,
            receiver,
            method_in_force(work, receiver, at=work.now),
            vocabulary(work),
            timetable(work, receiver),
            committee=self.committee,
            compound=self.compound,
            receiver_in_reach=self._in_reach(work),
            reason=self.sealed(work, "issue.transferred/reason", self.reason),
        )

    def _in_reach(self, work: Work) -> bool:
        reach = Reach(committee=self.committee, superiors=work.superiors(self.committee))
        return covers(Scope.SUBTREE, work.principal, reach)
