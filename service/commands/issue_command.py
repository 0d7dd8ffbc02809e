"""What all commands on an existing issue share."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.issue.erasure import require_texts
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.moment import Moment, happened
from domain.sealed import KeyScope, Sealed
from ledger.streams import ISSUE, Folded
from ledger.vault import Subject
from projections.engine import Key, View
from projections.views import status
from service.commands.base import Admission, Command
from service.commands.drawing import settle
from service.errors import NotFound
from service.policy import Action, Principal, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class IssueCommand(Command):
    """A command that concerns one issue."""

    issue: UUID

    def streams(self) -> Sequence[UUID]:
        """The issue's own."""
        return (self.issue,)

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Staff's texts use the issue's key, a resident's their own."""
        issue: Subject = (KeyScope.ISSUE, self.issue)
        if principal.person is None or Role.RESIDENT not in principal.roles:
            return (issue,)
        return (issue, (KeyScope.PERSON, principal.person))

    def admit(self, work: Work) -> Admission:
        """The issue, where the caller may see it."""
        seen = seen_issue(work, self.issue)
        if seen is None:
            raise NotFound
        folded, reach = seen
        return Admission(reach=self.reach(work, reach), version=folded.version)

    def reach(self, work: Work, reach: Reach) -> Reach:
        """Whom this command concerns: the issue's own reach, unless it concerns one party."""
        return reach

    def sealed(self, work: Work, field: str, text: str) -> Sealed:
        """Staff's text, sealed for `topic/path` of this issue."""
        return work.seal(KeyScope.ISSUE, self.issue, self.issue, field, text)

    def sealed_if(self, work: Work, field: str, text: str | None) -> Sealed | None:
        """The same for a text that may be absent."""
        return None if text is None else self.sealed(work, field, text)

    def authored_if(self, work: Work, field: str, text: str | None) -> Sealed | None:
        """A text by the caller, which goes with them where they write as a resident."""
        author = work.principal.person
        if text is None or work.role is not Role.RESIDENT or author is None:
            return self.sealed_if(work, field, text)
        return work.seal(KeyScope.PERSON, author, self.issue, field, text)

    def shown(self) -> tuple[View[Any], Key]:
        """The issue's status row."""
        return status.VIEW, (self.issue,)


@dataclass(frozen=True, kw_only=True, repr=False)
class IssueDecision(IssueCommand):
    """A command whose rule appends to the issue itself; `occurred_at` is None for *now*."""

    occurred_at: Moment | None = None

    def run(self, work: Work) -> None:
        """Decide, and append with the time at which it happened.

        Refused beside the rule: `texts-erased`, for nothing can be sealed any more; and, as by
        `settle`, where a plan comes into force that the owners' authorisation does not cover.
        """
        state = work.require(ISSUE, self.issue).state
        require_texts(state)
        occurred = happened(self.occurred_at, now=work.now, not_before=self.earliest(work, state))
        events = self.decide(work, state)
        work.append(
            ISSUE,
            self.issue,
            events,
            occurred_at=occurred,
            on_behalf_of=self.on_behalf_of(work),
        )
        settle(work, self.issue, state)
        self.follow(work, state)

    @abstractmethod
    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The rule."""

    def follow(self, work: Work, before: IssueState) -> None:
        """What comes with it in other streams; *before* is the issue as the rule found it."""

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Before when it cannot have happened: the report or the round's beginning, or later."""
        return state.began_at

    def on_behalf_of(self, work: Work) -> UUID | None:
        """The organisation for which somebody else types it in."""
        return None


def seen_issue(work: Work, issue: UUID) -> tuple[Folded[IssueState], Reach] | None:
    """An issue that the caller may see, and whom it concerns; None for any other, known or not."""
    folded = work.get(ISSUE, issue)
    if folded is None:
        return None
    reach = work.reach(folded.state)
    role = role_for(work.principal, Action.VIEW, reach)
    return None if role is None else (folded, reach)
