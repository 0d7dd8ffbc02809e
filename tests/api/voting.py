"""Votes on plans as tests need them: a plan that goes by one, and one that runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.issue.balloting import call_ballot
from domain.issue.events import ProposalTabled
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule
from service.commands.issue_command import IssueDecision
from service.commands.negotiation import TableProposal
from service.ids import new_id
from service.policy import Action
from service.work import Work
from tests.table import Table


@dataclass(frozen=True, kw_only=True, repr=False)
class TableVoted(TableProposal):
    """A plan as a method asks for it that has owners decide."""

    match_required: ClassVar[bool] = False

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The same plan, by another rule."""
        rule = ApprovalRule.OWNERS_ORDINARY
        events = super().decide(work, state)
        return [replace(e, rule=rule) if isinstance(e, ProposalTabled) else e for e in events]


@dataclass(frozen=True, kw_only=True, repr=False)
class CallVote(IssueDecision):
    """The plan is put to the vote, of which nothing else is on record."""

    action: ClassVar[Action] = Action.TABLE

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """By the ordinary majority of owners."""
        return call_ballot(state, ballot=new_id(), rule=ApprovalRule.OWNERS_ORDINARY)


def voted(table: Table) -> UUID:
    """A plan that all seats agree to, and that goes by a vote."""
    issue = table.triaged()
    plan = TableVoted(issue=issue, plan="三号楼加装电梯", budget=0)
    table.town.do(plan, by=table.town.clerk)
    table.agree(issue)
    return issue


def voting(table: Table) -> UUID:
    """A vote runs on it."""
    issue = voted(table)
    table.town.do(CallVote(issue=issue), by=table.town.clerk)
    return issue
