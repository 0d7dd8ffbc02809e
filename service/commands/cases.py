"""The library of cases (案例库): told, told in other words, withdrawn."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.case import decisions
from domain.case.decisions import Telling
from domain.case.state import CaseState
from domain.method.state import method_stream
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from ledger.streams import CASE, INQUIRY, METHOD, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.inquiries import readers, today
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import StreamCommand, committee_of, reach_of
from service.policy import Action, Principal, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class CaseCommand(StreamCommand):
    """A command on one case."""

    action: ClassVar[Action] = Action.CASE_KEEP
    view: ClassVar[Action] = Action.CASE_VIEW

    case: UUID

    @property
    def stream(self) -> UUID:
        """The case's."""
        return self.case

    def found(self, work: Work) -> tuple[Folded[CaseState], Reach] | None:
        """The case, and whom it concerns: experts of the inquiry that it came of read it too."""
        folded = work.get(CASE, self.case)
        if folded is None:
            return None
        inquiry = folded.state.inquiry
        asked = work.state(INQUIRY, inquiry) if inquiry else None
        looking = asked.experts_on(today(work)) if asked else frozenset()
        return folded, replace(reach_of(work, folded.state.body, None), asked=looking)


@dataclass(frozen=True, kw_only=True, repr=False)
class TellingCommand(CaseCommand):
    """A command that tells a case."""

    title: str
    problem: str
    approach: str
    result: str

    @property
    @abstractmethod
    def event(self) -> str:
        """The stored name of what it appends."""

    def words(self, work: Work) -> Telling:
        """Its words, sealed but for the title."""
        return Telling(
            title=self.title,
            problem=self.sealed(work, f"{self.event}/problem", self.problem),
            approach=self.sealed(work, f"{self.event}/approach", self.approach),
            result=self.sealed(work, f"{self.event}/result", self.result),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class TellCase(TellingCommand):
    """A body tells how it solved something; `case` is a new id."""

    body: UUID
    category: str | None = None
    method: tuple[str, int] | None = None
    issue: UUID | None = None
    inquiry: UUID | None = None

    @property
    def event(self) -> str:
        """The first telling."""
        return "case.told"

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Its key is made with it."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The case."""
        return ((KeyScope.STREAM, self.case),)

    def admit(self, work: Work) -> Admission:
        """The body must exist; who may tell something for it, the policy says."""
        committee_of(work, self.body)
        return Admission(reach=reach_of(work, self.body, None))

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-issue`, `unknown-inquiry`, also for hidden ones."""
        if self.issue is not None and seen_issue(work, self.issue) is None:
            raise Refused(Code.UNKNOWN_ISSUE)
        self._require_inquiry(work)
        known = None
        if self.method is not None:
            known = work.state(METHOD, method_stream(self.method[0]))
        events = decisions.tell(
            body=self.body,
            words=self.words(work),
            category=self.category,
            vocabulary=vocabulary(work),
            method=self.method,
            known_method=known,
            issue=self.issue,
            inquiry=self.inquiry,
        )
        work.begin(CASE, self.case, events)

    def _require_inquiry(self, work: Work) -> None:
        if self.inquiry is None:
            return
        asked = work.state(INQUIRY, self.inquiry)
        if asked is not None:
            reach = reach_of(work, asked.asker, None)
            reach = replace(reach, asked=readers(asked, today(work)))
            if role_for(work.principal, Action.INQUIRY_VIEW, reach) is not None:
                return
        raise Refused(Code.UNKNOWN_INQUIRY)


@dataclass(frozen=True, kw_only=True, repr=False)
class RetellCase(TellingCommand):
    """It is told in other words."""

    @property
    def event(self) -> str:
        """Another telling."""
        return "case.retold"

    def run(self, work: Work) -> None:
        """All of it anew."""
        state = work.require(CASE, self.case).state
        work.append(CASE, self.case, decisions.retell(state, words=self.words(work)))


@dataclass(frozen=True, kw_only=True, repr=False)
class WithdrawCase(CaseCommand):
    """It stands in the library no more."""

    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        state = work.require(CASE, self.case).state
        reason = self.sealed(work, "case.withdrawn/reason", self.reason)
        work.append(CASE, self.case, decisions.withdraw(state, reason=reason))
