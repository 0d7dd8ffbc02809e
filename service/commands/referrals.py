"""Referrals (三所联动): an issue is put to several offices, which take it on and advise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue.erasure import require_texts
from domain.issue.referring import end_referral, refer
from domain.moment import Moment, happened
from domain.referral import decisions
from domain.referral.events import ReferralOutcome, Referred
from domain.referral.state import ReferralState
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from ledger.streams import ISSUE, ORGANISATION, REFERRAL, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import DatedCommand, reach_of
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class MakeReferral(Command):
    """Put an issue to several offices together; `referral` is a new id."""

    action: ClassVar[Action] = Action.REFER

    issue: UUID
    referral: UUID
    parties: tuple[Referred, ...]
    question: str
    occurred_at: Moment | None = None

    def streams(self) -> Sequence[UUID]:
        """The issue, and those who are asked."""
        return (self.issue, *(one.organisation for one in self.parties))

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """All that is said of it is the issue's."""
        return ((KeyScope.ISSUE, self.issue),)

    def admit(self, work: Work) -> Admission:
        """The issue, where the caller may see it."""
        seen = seen_issue(work, self.issue)
        if seen is None:
            raise NotFound
        return Admission(reach=seen[1], version=seen[0].version)

    def run(self, work: Work) -> None:
        """In the issue and as a referral; refused beside the rules: `texts-erased`."""
        issue = work.require(ISSUE, self.issue).state
        require_texts(issue)
        when = happened(self.occurred_at, now=work.now, not_before=issue.began_at)
        asked = [one.organisation for one in self.parties]
        referred = refer(issue, referral=self.referral, organisations=asked)
        made = decisions.make(
            committee=issue.committee,
            compound=issue.compound,
            issue=self.issue,
            parties=self.parties,
            known=[one for one in asked if work.get(ORGANISATION, one) is not None],
            vocabulary=vocabulary(work),
            question=_sealed(work, self.issue, self.referral, "made/question", self.question),
        )
        work.append(ISSUE, self.issue, referred, occurred_at=when)
        work.append(REFERRAL, self.referral, made, occurred_at=when)

    def made(self) -> UUID:
        """The referral."""
        return self.referral


@dataclass(frozen=True, kw_only=True, repr=False)
class ReferralCommand(DatedCommand):
    """A command on one referral; its texts are sealed with the issue's key."""

    view: ClassVar[Action] = Action.REFERRAL_VIEW

    referral: UUID

    @property
    def stream(self) -> UUID:
        """The referral's."""
        return self.referral

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Which issue's key it needs is found with the referral."""
        return ()

    def found(self, work: Work) -> tuple[Folded[ReferralState], Reach] | None:
        """The referral, and whom it concerns."""
        folded = work.get(REFERRAL, self.referral)
        if folded is None:
            return None
        state = folded.state
        reach = reach_of(work, state.committee, state.compound)
        return folded, replace(reach, parties=state.asked)

    def writing(self, work: Work) -> ReferralState:
        """The referral, of whose issue texts can be written still; refused: `texts-erased`."""
        state = work.require(REFERRAL, self.referral).state
        require_texts(work.require(ISSUE, state.issue).state)
        work.need_keys([(KeyScope.ISSUE, state.issue)])
        return state

    def said(self, work: Work, state: ReferralState, field: str, text: str) -> Sealed:
        """A text, sealed for that field of the referral."""
        return _sealed(work, state.issue, self.referral, field, text)


@dataclass(frozen=True, kw_only=True, repr=False)
class OfficeCommand(ReferralCommand):
    """What an office does, or the committee types in for it."""

    action: ClassVar[Action] = Action.REFERRAL_ADVISE

    organisation: UUID | None = None

    def office(self, work: Work) -> tuple[UUID, UUID | None]:
        """Whose word it is, and on whose behalf where somebody else types it in.

        An office speaks for itself alone: raises `Forbidden`. Refused: `not-asked` where nobody
        says whose word it is.
        """
        mine = work.principal.organisation
        whose = self.organisation or mine
        if whose is None:
            raise Refused(Code.NOT_ASKED)
        if work.role is Role.HANDLER and whose != mine:
            raise Forbidden
        return whose, None if whose == mine else whose


@dataclass(frozen=True, kw_only=True, repr=False)
class AcceptReferral(OfficeCommand):
    """An office takes it on."""

    def run(self, work: Work) -> None:
        """Not before it was made."""
        state = work.require(REFERRAL, self.referral).state
        organisation, behalf = self.office(work)
        events = decisions.accept(state, organisation=organisation)
        when = self.happened(work, state.made_at)
        work.append(REFERRAL, self.referral, events, occurred_at=when, on_behalf_of=behalf)


@dataclass(frozen=True, kw_only=True, repr=False)
class AdviseOnReferral(OfficeCommand):
    """An office says what it thinks."""

    advice: str

    def run(self, work: Work) -> None:
        """Not before anything else that was said or done."""
        state = self.writing(work)
        organisation, behalf = self.office(work)
        advice = self.said(work, state, "advised/advice", self.advice)
        events = decisions.advise(state, organisation=organisation, advice=advice)
        when = self.happened(work, state.made_at)
        work.append(REFERRAL, self.referral, events, occurred_at=when, on_behalf_of=behalf)


@dataclass(frozen=True, kw_only=True, repr=False)
class ConcludeReferral(ReferralCommand):
    """What it came to; the offices see the issue no more."""

    action: ClassVar[Action] = Action.REFERRAL_KEEP

    outcome: ReferralOutcome
    conclusion: str

    def run(self, work: Work) -> None:
        """In the referral and in the issue, however that stands by now."""
        state = self.writing(work)
        conclusion = self.said(work, state, "concluded/conclusion", self.conclusion)
        events = decisions.conclude(state, outcome=self.outcome, conclusion=conclusion)
        when = self.happened(work, state.last_at)
        work.append(REFERRAL, self.referral, events, occurred_at=when)
        issue = work.require(ISSUE, state.issue).state
        ended = end_referral(issue, outcome=self.outcome)
        work.append(ISSUE, state.issue, ended, occurred_at=when)


def _sealed(work: Work, issue: UUID, referral: UUID, field: str, text: str) -> Sealed:
    return work.seal(KeyScope.ISSUE, issue, referral, f"referral.{field}", text)
