"""Inquiries (同题共答): one problem put to several bodies, and to experts until a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.inquiry import decisions
from domain.inquiry.state import InquiryState
from domain.moment import local
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from ledger.streams import BODY, CASE, INQUIRY, ORGANISATION, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import StreamCommand, committee_of, reach_of
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class InquiryCommand(StreamCommand):
    """A command on one inquiry."""

    action: ClassVar[Action] = Action.INQUIRY_KEEP
    view: ClassVar[Action] = Action.INQUIRY_VIEW

    inquiry: UUID

    @property
    def stream(self) -> UUID:
        """The inquiry's."""
        return self.inquiry

    def found(self, work: Work) -> tuple[Folded[InquiryState], Reach] | None:
        """The inquiry, and whom it concerns today."""
        folded = work.get(INQUIRY, self.inquiry)
        if folded is None:
            return None
        reach = reach_of(work, folded.state.asker, None)
        return folded, replace(reach, asked=readers(folded.state, today(work)))

    def state(self, work: Work) -> InquiryState:
        """The inquiry."""
        return work.require(INQUIRY, self.inquiry).state


@dataclass(frozen=True, kw_only=True, repr=False)
class Ask(InquiryCommand):
    """A body puts a problem to others; `inquiry` is a new id."""

    asker: UUID
    title: str
    problem: str
    category: str | None
    to: tuple[UUID, ...]
    until: date

    def streams(self) -> Sequence[UUID]:
        """The bodies, and the new one."""
        return (self.inquiry, self.asker, *self.to)

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Its key is made with it."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The inquiry."""
        return ((KeyScope.STREAM, self.inquiry),)

    def admit(self, work: Work) -> Admission:
        """The asker must exist; who may ask for it, the policy says."""
        committee_of(work, self.asker)
        return Admission(reach=reach_of(work, self.asker, None))

    def run(self, work: Work) -> None:
        """Begin the stream."""
        known = [one for one in (self.asker, *self.to) if work.get(BODY, one) is not None]
        events = decisions.ask(
            asker=self.asker,
            above={one: work.superiors(one) for one in known},
            title=self.title,
            problem=self.sealed(work, "inquiry.asked/problem", self.problem),
            category=self.category,
            vocabulary=vocabulary(work),
            to=self.to,
            until=self.until,
            today=today(work),
        )
        work.begin(INQUIRY, self.inquiry, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class AnswerInquiry(InquiryCommand):
    """A body answers, or answers anew."""

    action: ClassVar[Action] = Action.INQUIRY_ANSWER

    answer: str
    issues: tuple[UUID, ...] = ()
    case: UUID | None = None

    def run(self, work: Work) -> None:
        """For the caller's own body; it points at no issue that its writer may not see.

        Refused beside the rule: `unknown-issue`, `unknown-library-case`.
        """
        body = work.principal.body
        if body is None:
            raise Refused(Code.NOT_ASKED)
        if any(seen_issue(work, issue) is None for issue in self.issues):
            raise Refused(Code.UNKNOWN_ISSUE)
        if self.case is not None and work.get(CASE, self.case) is None:
            raise Refused(Code.UNKNOWN_LIBRARY_CASE)
        events = decisions.answer(
            self.state(work),
            body=body,
            answer=self.sealed(work, "inquiry.answered/answer", self.answer),
            issues=self.issues,
            case=self.case,
        )
        work.append(INQUIRY, self.inquiry, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class AskExpert(InquiryCommand):
    """An expert's organisation, perhaps of another district, may read it until that day."""

    organisation: UUID
    until: date

    def run(self, work: Work) -> None:
        """Until another day where it is asked again."""
        events = decisions.ask_expert(
            self.state(work),
            organisation=self.organisation,
            known=work.get(ORGANISATION, self.organisation) is not None,
            until=self.until,
            today=today(work),
        )
        work.append(INQUIRY, self.inquiry, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class CommentOnInquiry(InquiryCommand):
    """What an expert says on it, or on one body's answer."""

    action: ClassVar[Action] = Action.INQUIRY_COMMENT

    comment: str
    body: UUID | None = None

    def run(self, work: Work) -> None:
        """For the caller's own organisation."""
        organisation = work.principal.organisation
        if organisation is None:
            raise Refused(Code.NOT_ASKED)
        events = decisions.comment(
            self.state(work),
            organisation=organisation,
            body=self.body,
            comment=self.sealed(work, "inquiry.commented/comment", self.comment),
            today=today(work),
        )
        work.append(INQUIRY, self.inquiry, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class CloseInquiry(InquiryCommand):
    """It is answered."""

    conclusion: str | None = None

    def run(self, work: Work) -> None:
        """With what all of them can take from it, where there is something."""
        conclusion = self.sealed_if(work, "inquiry.closed/conclusion", self.conclusion)
        work.append(INQUIRY, self.inquiry, decisions.close(self.state(work), conclusion=conclusion))


def today(work: Work) -> date:
    """The day on the neighbourhood's wall clock."""
    return local(work.now).date()


def readers(state: InquiryState, day: date) -> frozenset[UUID]:
    """To whom it is put on that day: the bodies, and the experts who are asked still."""
    return frozenset(state.to) | state.experts_on(day)
