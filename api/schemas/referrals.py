"""Referrals (三所联动): bodies, filters, and how they are shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Named,
    OccurredAt,
    Shown,
    Text,
    Time,
    example,
    moment_or_none,
)
from domain.referral.events import ReferralOutcome, Referred
from domain.referral.state import Office
from projections.views.referral import Filter
from service.commands.referrals import (
    AcceptReferral,
    AdviseOnReferral,
    ConcludeReferral,
    MakeReferral,
)
from service.ids import new_id
from service.referrals import ReferralPage, SeenReferral

_OFFICE = "0199d3a4-7c00-7000-8000-000000000031"


class OfficeBody(Body):
    """Who is asked, and as what: a code of the vocabulary's `offices`."""

    organisation: UUID
    role: Code


class ReferralBody(Body):
    """An issue is put to several offices together."""

    model_config = example(
        parties=[
            {"organisation": _OFFICE, "role": "judicial-office"},
            {"organisation": "0199d3a4-7c00-7000-8000-000000000032", "role": "law-firm"},
        ],
        question="一楼业主反对加装电梯，能否依法协商补偿",
    )

    parties: Annotated[tuple[OfficeBody, ...], Field(min_length=1, max_length=10)]
    question: Text
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> MakeReferral:
        """The command, with a new id."""
        return MakeReferral(
            issue=issue,
            referral=new_id(),
            parties=tuple(
                Referred(organisation=one.organisation, role=one.role) for one in self.parties
            ),
            question=self.question,
            occurred_at=moment_or_none(self.occurred_at),
        )


class AcceptanceBody(Body):
    """An office takes it on; a clerk who types it in says which."""

    model_config = example(organisation=_OFFICE)

    organisation: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self, referral: UUID) -> AcceptReferral:
        """The command."""
        return AcceptReferral(
            referral=referral,
            organisation=self.organisation,
            occurred_at=moment_or_none(self.occurred_at),
        )


class AdviceBody(Body):
    """An office says what it thinks; a clerk who types it in says which."""

    model_config = example(organisation=_OFFICE, advice="依民法典相邻关系可协商补偿，建议先行调解")

    organisation: UUID | None = None
    advice: Text
    occurred_at: OccurredAt | None = None

    def command(self, referral: UUID) -> AdviseOnReferral:
        """The command."""
        return AdviseOnReferral(
            referral=referral,
            organisation=self.organisation,
            advice=self.advice,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ReferralConclusionBody(Body):
    """What it came to."""

    model_config = example(outcome="mediated", conclusion="双方签署调解协议，同意加装")

    outcome: ReferralOutcome
    conclusion: Text
    occurred_at: OccurredAt | None = None

    def command(self, referral: UUID) -> ConcludeReferral:
        """The command."""
        return ConcludeReferral(
            referral=referral,
            outcome=self.outcome,
            conclusion=self.conclusion,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ReferralPaging(Body):
    """How a list of referrals is paged and narrowed beside where they belong."""

    outcome: ReferralOutcome | None = None
    open: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None

    def wanted(self, *, issue: UUID | None = None) -> Filter:
        """For the view."""
        return Filter(issue=issue, outcome=self.outcome, open=self.open)


class ReferralFilter(ReferralPaging):
    """How the list of all referrals is narrowed."""

    committee: UUID | None = None
    issue: UUID | None = None

    def wanted(self, *, issue: UUID | None = None) -> Filter:
        """For the view."""
        return Filter(
            committee=self.committee,
            issue=issue or self.issue,
            outcome=self.outcome,
            open=self.open,
        )


class AdviceShown(Shown):
    """What an office said; None where it can be opened no more."""

    at: Time
    text: str | None


class OfficeShown(Shown):
    """One of those who are asked."""

    organisation: Named
    role: str = Field(examples=["law-firm"])
    role_label: str = Field(examples=["律师事务所"])
    accepted_at: Time | None
    advice: list[AdviceShown]


class ReferralShown(Shown):
    """A referral."""

    id: UUID
    version: int
    committee: Named
    issue: UUID
    issue_number: str | None
    question: str | None
    made_at: Time
    offices: list[OfficeShown]
    outcome: ReferralOutcome | None = Field(description="None while it runs")
    outcome_label: str | None = Field(examples=["调解成功"])
    conclusion: str | None
    concluded_at: Time | None


class ReferralEntry(Shown):
    """A referral in a list."""

    id: UUID
    committee: Named
    issue: UUID
    issue_number: str | None
    question: str | None
    made_at: Time
    offices: list[Named]
    outcome: ReferralOutcome | None
    outcome_label: str | None
    concluded_at: Time | None


class OutcomeCount(Shown):
    """How many came to that; `outcome` None for those that run."""

    outcome: ReferralOutcome | None
    outcome_label: str | None
    count: int


class ReferralList(Shown):
    """A page of referrals, the newest first, and what all that are wanted came to."""

    items: list[ReferralEntry]
    next: str | None
    outcomes: list[OutcomeCount]


def referral_of(seen: SeenReferral, language: Language) -> ReferralShown:
    """One referral."""
    state, aside = seen.state, seen.aside
    return ReferralShown(
        id=seen.id,
        version=seen.version,
        committee=_named(state.committee, seen),
        issue=state.issue,
        issue_number=aside.numbers.get(state.issue),
        question=aside.texts.of(state.question),
        made_at=state.made_at,
        offices=[_office(one, office, seen, language) for one, office in state.offices.items()],
        outcome=state.outcome,
        outcome_label=_outcome(state.outcome, language),
        conclusion=aside.texts.of(state.conclusion),
        concluded_at=state.concluded_at,
    )


def entries_of(page: ReferralPage, language: Language) -> list[ReferralEntry]:
    """The entries of a page."""
    return [_entry(seen, language) for seen in page.items]


def counts_of(page: ReferralPage, language: Language) -> list[OutcomeCount]:
    """What they came to: those that run first, then by outcome."""
    return [
        OutcomeCount(
            outcome=outcome,
            outcome_label=_outcome(outcome, language),
            count=page.outcomes[outcome],
        )
        for outcome in (None, *ReferralOutcome)
        if outcome in page.outcomes
    ]


def _entry(seen: SeenReferral, language: Language) -> ReferralEntry:
    state, aside = seen.state, seen.aside
    return ReferralEntry(
        id=seen.id,
        committee=_named(state.committee, seen),
        issue=state.issue,
        issue_number=aside.numbers.get(state.issue),
        question=aside.texts.of(state.question),
        made_at=state.made_at,
        offices=[_named(one, seen) for one in state.offices],
        outcome=state.outcome,
        outcome_label=_outcome(state.outcome, language),
        concluded_at=state.concluded_at,
    )


def _office(
    organisation: UUID, office: Office, seen: SeenReferral, language: Language
) -> OfficeShown:
    label = seen.aside.vocabulary.offices[office.role]
    return OfficeShown(
        organisation=_named(organisation, seen),
        role=office.role,
        role_label=in_language(label, language),
        accepted_at=office.accepted_at,
        advice=[
            AdviceShown(at=said.at, text=seen.aside.texts.of(said.text)) for said in office.advice
        ],
    )


def _outcome(outcome: ReferralOutcome | None, language: Language) -> str | None:
    return None if outcome is None else label_of("referral-outcome", outcome, language)


def _named(id: UUID, seen: SeenReferral) -> Named:
    return Named(id=id, name=seen.aside.names.get(id))
