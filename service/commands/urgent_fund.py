"""The maintenance fund in an emergency: measures, consent, and the price that was reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.body.registry import OWNERS_COMMITTEE
from domain.issue import urgent_fund
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from ledger.streams import BODY, ORGANISATION
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class SecureSafety(IssueDecision):
    """Measures were taken at once (先行处置)."""

    action: ClassVar[Action] = Action.SECURE_SAFETY

    measures: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Of a listed emergency."""
        measures = self.sealed(work, "issue.safety-secured/measures", self.measures)
        return urgent_fund.secure(state, measures=measures)


@dataclass(frozen=True, kw_only=True, repr=False)
class ConsentToFund(IssueDecision):
    """The owners' committee lets the fund pay; the district or subdistrict does in its place."""

    action: ClassVar[Action] = Action.CONSENT

    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """By who holds the seat of the owners' committee, or stands above."""
        acting = work.role is Role.SUPERIOR
        return urgent_fund.consent(
            state,
            organisation=work.principal.body if acting else _owners_committee(work, state),
            acting=acting,
            note=self.sealed_if(work, "issue.emergency-consented/note", self.note),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class ReviewPrice(IssueDecision):
    """An independent reviewer found what the work may cost (审价), in 分."""

    action: ClassVar[Action] = Action.REVIEW_PRICE

    reviewer: UUID
    amount: int
    evidence: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The reviewer is an organisation that has no part in it."""
        return urgent_fund.review_price(
            state,
            reviewer=self.reviewer,
            known=work.get(ORGANISATION, self.reviewer) is not None,
            amount=self.amount,
            evidence=self.evidence,
        )


def _owners_committee(work: Work, state: IssueState) -> UUID | None:
    """The caller's organisation, where it holds that seat there."""
    committee = work.require(BODY, state.committee).state
    key = committee.seat(OWNERS_COMMITTEE, state.compound)
    holder = committee.seats[key] if key else None
    mine = work.principal.organisation
    return mine if holder is not None and holder.organisation == mine else None
