"""Negotiation: meetings, the proposal and its versions, failure and reopening."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import negotiation
from domain.issue.checking import check
from domain.issue.events import Authorisation, ExpertOpinion, PinnedSeat, ProposalTabled
from domain.issue.evolve import IssueEvent
from domain.issue.funding import WantedLine
from domain.issue.guards import admit
from domain.issue.seats import pinned_seats
from domain.issue.state import IssueState
from domain.method.rules import Step
from domain.refusal import Code, Refused
from ledger.streams import BODY, ORGANISATION
from service.commands.handling import ClearOutput, sealed_outputs
from service.commands.intake import vocabulary
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearOpinion:
    """What an expert said, and who, in clear."""

    expert: str
    opinion: str


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteMeeting(IssueDecision):
    """A meeting dealt with it (听证会、协调会、评议会 …)."""

    action: ClassVar[Action] = Action.NOTE_MEETING

    kind: str
    attendees: tuple[UUID, ...] = ()
    minutes: str
    outcome: str | None = None
    opinions: tuple[ClearOpinion, ...] = ()

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Organisations attend, the committee itself, and the bodies above it."""
        above = work.superiors(state.committee)
        present = {
            one for one in self.attendees if one in above or work.knows_party(one, state.committee)
        }
        return negotiation.note_meeting(
            state,
            vocabulary(work),
            work.require(BODY, state.committee).state,
            present,
            meeting=None,
            kind=self.kind,
            attendees=self.attendees,
            minutes=self.sealed(work, "issue.meeting-noted/minutes", self.minutes),
            outcome=self.sealed_if(work, "issue.meeting-noted/outcome", self.outcome),
            opinions=[self._opinion(work, i, one) for i, one in enumerate(self.opinions)],
        )

    def _opinion(self, work: Work, index: int, told: ClearOpinion) -> ExpertOpinion:
        place = f"issue.meeting-noted/opinions/{index}"
        return ExpertOpinion(
            expert=self.sealed(work, f"{place}/expert", told.expert),
            opinion=self.sealed(work, f"{place}/opinion", told.opinion),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class CheckOff(IssueDecision):
    """Points of the method's checklist for a step were looked at, and hold (核对清单)."""

    action: ClassVar[Action] = Action.CHECK

    step: Step
    codes: tuple[str, ...]
    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Of the checklist that the issue's method version has."""
        note = self.sealed_if(work, "issue.checked/note", self.note)
        return check(state, step=self.step, codes=self.codes, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearAuthorisation:
    """An earlier decision of the owners, in clear; `cap` in 分."""

    cap: int
    reference: str
    number: int | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearLine:
    """One payer's share of the budget in 分, in clear."""

    source: str
    payer: UUID | None = None
    amount: int
    pays_for: str
    authorisation: ClearAuthorisation | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class TableProposal(IssueDecision):
    """Put the next version of the plan on the table (方案)."""

    action: ClassVar[Action] = Action.TABLE
    match_required: ClassVar[bool] = True

    plan: str
    sites: tuple[int, ...] = ()
    outputs: tuple[ClearOutput, ...] = ()
    budget: int
    lines: tuple[ClearLine, ...] = ()

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The seats are those that exist now, with whoever speaks for them now.

        Refused beside the rule: `unknown-organisation`, for a payer that nobody registered.
        """
        # Otherwise an empty seat would be told where no proposal is possible anyway.
        admit(ProposalTabled, state)
        events = negotiation.table_proposal(
            state,
            vocabulary(work),
            _seats(work, state),
            plan=self.sealed(work, "issue.proposal-tabled/plan", self.plan),
            sites=self.sites,
            outputs=sealed_outputs(self, work, "issue.proposal-tabled/outputs", self.outputs),
            budget=self.budget,
            lines=[self._line(work, i, line) for i, line in enumerate(self.lines)],
            by_superior=work.role is Role.SUPERIOR,
        )
        for line in self.lines:
            require_organisation(work, line.payer)
        return events

    def _line(self, work: Work, index: int, line: ClearLine) -> WantedLine:
        place = f"issue.proposal-tabled/lines/{index}"
        return WantedLine(
            source=line.source,
            payer=line.payer,
            amount=line.amount,
            pays_for=self.sealed(work, f"{place}/pays_for", line.pays_for),
            authorisation=self._authorisation(work, f"{place}/authorisation", line.authorisation),
        )

    def _authorisation(
        self, work: Work, place: str, given: ClearAuthorisation | None
    ) -> Authorisation | None:
        if given is None:
            return None
        reference = self.sealed(work, f"{place}/reference", given.reference)
        return Authorisation(cap=given.cap, reference=reference, number=given.number)


@dataclass(frozen=True, kw_only=True, repr=False)
class FailNegotiation(IssueDecision):
    """The seats could not agree (协商不成)."""

    action: ClassVar[Action] = Action.FAIL_NEGOTIATION

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Nothing is tabled or said afterwards until talks are reopened."""
        reason = self.sealed(work, "issue.negotiation-failed/reason", self.reason)
        return negotiation.fail_negotiation(state, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class ReopenNegotiation(IssueDecision):
    """They talk again."""

    action: ClassVar[Action] = Action.REOPEN_NEGOTIATION

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """After a failure or an agreement."""
        reason = self.sealed(work, "issue.negotiation-reopened/reason", self.reason)
        return negotiation.reopen_negotiation(state, reason=reason)


def require_organisation(work: Work, organisation: UUID | None) -> None:
    """Refuse `unknown-organisation`: money has a name that the register knows."""
    if organisation is not None and work.get(ORGANISATION, organisation) is None:
        raise Refused(Code.UNKNOWN_ORGANISATION)


def _seats(work: Work, state: IssueState) -> tuple[PinnedSeat, ...]:
    committee = work.require(BODY, state.committee).state
    return pinned_seats(committee, state.compound, state.rules.seats)
