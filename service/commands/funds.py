"""Money: promised, received, spent and returned on the lines of a plan. Amounts in 分."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.issue import funding
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class BookFunds(IssueDecision):
    """One entry in the account of a line."""

    action: ClassVar[Action] = Action.BOOK_FUNDS

    line: int
    amount: int


@dataclass(frozen=True, kw_only=True, repr=False)
class PledgeFunds(BookFunds):
    """Somebody promises money (认捐、承诺出资)."""

    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """On a line that a plan has named."""
        note = self.sealed_if(work, "issue.funds-pledged/note", self.note)
        return funding.pledge(state, line=self.line, amount=self.amount, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class ReceiveFunds(BookFunds):
    """Money comes in (到账)."""

    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """On a line that a plan has named."""
        note = self.sealed_if(work, "issue.funds-received/note", self.note)
        return funding.receive(state, line=self.line, amount=self.amount, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class SpendFunds(BookFunds):
    """Money is paid out (支出), for what the note says."""

    note: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """No more than the line holds."""
        note = self.sealed(work, "issue.funds-spent/note", self.note)
        return funding.spend(state, line=self.line, amount=self.amount, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class ReturnFunds(BookFunds):
    """Money goes back to where it came from (退还)."""

    note: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """No more than the line holds."""
        note = self.sealed(work, "issue.funds-returned/note", self.note)
        return funding.give_back(state, line=self.line, amount=self.amount, note=note)
