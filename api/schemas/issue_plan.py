"""The plan, its approval, its money and the revisit, as they are shown."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from api.schemas.issue_parts import Coded, OutputShown
from domain.actor import Role
from domain.issue.events import (
    Agreement,
    AllocationKey,
    FundingLine,
    Output,
    PinnedSeat,
    RevisitKind,
    Satisfaction,
    Stance,
)
from domain.issue.parts import Allocation
from domain.issue.seats import agreement_of
from domain.labels import Label
from domain.method.rules import ApprovalRule, Waiver
from projections.content import Plan
from service.opening import Texts
from service.presenting import SeenIssue


class EmergencyShown(Shown):
    """Why work comes first (应急)."""

    ground: str | None
    case: Coded | None
    waives: list[Waiver]
    refused: bool = Field(description="the confirmation was refused")
    secured: bool = Field(description="measures were taken at once")
    consented: bool = Field(description="to the fund's paying for this version of the plan")
    reviewed_price: int | None = Field(description="up to which the fund pays, in 分")


class LineShown(Shown):
    """One payer's share."""

    number: int
    source: Coded
    payer: Named | None
    amount: int = Field(description="in 分")
    pays_for: str | None
    authorisation: str | None = Field(description="an earlier decision of the owners")
    cap: int | None = Field(description="up to which it authorises, in 分")


class SeatAtTable(Shown):
    """A seat whose word is needed, and what it said to this version."""

    seat: Coded
    own_label: str | None = Field(description="what the issue's method calls that seat")
    organisation: Named
    acting: bool
    stance: Stance | None = Field(description="None until it has spoken")
    stance_label: str | None
    typed_in: bool = Field(
        description="its word was typed in by the committee for somebody else",
    )


class ProposalShown(Shown):
    """The version on the table."""

    version: int
    plan: str | None
    sites: list[int]
    outputs: list[OutputShown]
    budget: int = Field(description="in 分")
    funding_gap: int = Field(description="what the lines lack of the budget, in 分")
    lines: list[LineShown]
    seats: list[SeatAtTable]
    rule: ApprovalRule
    agreement: Agreement | None
    failed: bool = Field(description="the talks have failed (协商不成)")


class ApprovalShown(Shown):
    """What was approved, by which rule."""

    plan_version: int | None = Field(description="None where work came before any plan (应急)")
    rule: ApprovalRule
    rule_label: str
    at: Time | None
    backdated: bool = Field(description="typed in later than it happened")
    plan: str | None
    budget: int | None = Field(description="in 分")
    outputs: list[OutputShown]
    ballot: UUID | None = Field(description="the vote that decided, where one did")


class VoidedApprovalShown(Shown):
    """An approval that was annulled after the work was done (撤销): nothing more is paid by it."""

    plan_version: int | None = Field(description="None where work came before any plan (应急)")
    rule: ApprovalRule
    rule_label: str
    ballot: UUID | None = Field(description="the vote that had decided, where one did")
    approved_at: Time | None
    at: Time = Field(description="when it was annulled")


class AllocationShown(Shown):
    """How a line is split among units (分摊), in sums; who has paid what is a list of its own."""

    key: AllocationKey
    key_label: str
    units: int
    asked: int = Field(description="all shares together, in 分")
    received: int = Field(description="what units have paid, in 分")


class BallotOpenShown(Shown):
    """The vote on the plan that runs."""

    id: UUID
    plan_version: int = Field(description="that is voted on")
    rule: ApprovalRule
    rule_label: str


class KeeperShown(Shown):
    """Who keeps the matter (首问负责); `person` is not shown to residents."""

    organisation: Named
    person: UUID | None


class ReferralOpenShown(Shown):
    """That it is put to several offices together (三所联动); what they say is read there."""

    id: UUID
    offices: list[Named]


class AccountShown(Shown):
    """The money of one line over all versions and rounds, in 分."""

    line: int
    source: Coded
    payer: Named | None
    pledged: int
    received: int
    spent: int
    returned: int
    held: int = Field(description="received, and neither spent nor returned")
    allocation: AllocationShown | None = Field(description="how the line is split among units")


class WorksShown(Shown):
    """How far the work of this round is."""

    started: bool
    percent: int | None


class RevisitShown(Shown):
    """What a revisit came to."""

    at: Time
    backdated: bool = Field(description="typed in later than it happened")
    round: int
    kind: RevisitKind
    resolved: bool | None
    satisfaction: Satisfaction | None
    unreachable: bool
    by_worker: bool = Field(description="the committee asked about its own work")
    comment: str | None


class Words:
    """What codes are called, for one reader."""

    def __init__(self, seen: SeenIssue, language: Language) -> None:
        self._vocabulary = seen.vocabulary
        self._seats = seen.method.names.seats if seen.method else {}
        self.language = language

    def coded(self, section: str, code: str) -> Coded:
        """A code of a section of the vocabulary."""
        labels: dict[str, Label] = getattr(self._vocabulary, section)
        return Coded(code=code, label=in_language(labels[code], self.language))

    def own_seat(self, code: str) -> str | None:
        """What the issue's method calls a seat; None where it has no name of its own."""
        own = self._seats.get(code)
        return None if own is None else in_language(own, self.language)


def emergency_of(seen: SeenIssue, words: Words) -> EmergencyShown | None:
    """Why work comes first, where it does."""
    emergency = seen.row.state.emergency
    if emergency is None:
        return None
    return EmergencyShown(
        ground=seen.texts.of(seen.row.content.ground),
        case=words.coded("cases", emergency.case) if emergency.case else None,
        waives=list(emergency.waives),
        refused=emergency.refused,
        secured=seen.row.state.route.secured,
        consented=seen.row.state.consented,
        reviewed_price=seen.row.state.route.reviewed,
    )


def proposal_of(seen: SeenIssue, words: Words) -> ProposalShown | None:
    """The version on the table; a reporter sees a plan once it is approved."""
    state, tabled = seen.row.state, seen.row.content.tabled
    proposal = state.negotiation.proposal
    if proposal is None or tabled is None or seen.role is Role.RESIDENT:
        return None
    return ProposalShown(
        version=proposal.version,
        plan=seen.texts.of(tabled.plan),
        sites=list(proposal.sites),
        outputs=_outputs(tabled, seen.texts),
        budget=proposal.budget,
        funding_gap=proposal.funding_gap,
        lines=[_line(line, seen, words) for line in proposal.lines],
        seats=[_seat(seat, seen, words) for seat in proposal.seats],
        rule=proposal.rule,
        agreement=agreement_of(state),
        failed=state.negotiation.failed,
    )


def approval_of(seen: SeenIssue, words: Words) -> ApprovalShown | None:
    """What was approved."""
    approval, content = seen.row.state.approval, seen.row.content
    if approval is None:
        return None
    plan, proposal = content.approved, approval.proposal
    return ApprovalShown(
        plan_version=proposal.version if proposal else None,
        rule=approval.rule,
        rule_label=label_of("approval-rule", approval.rule, words.language),
        at=content.approved_at,
        backdated=content.approved_backdated,
        plan=seen.texts.of(plan.plan) if plan else None,
        budget=proposal.budget if proposal else None,
        outputs=_outputs(plan, seen.texts) if plan else [],
        ballot=approval.ballot,
    )


def voided_of(seen: SeenIssue, words: Words) -> VoidedApprovalShown | None:
    """What was approved in this round and annulled after the work was done."""
    voided = seen.row.content.voided
    if voided is None:
        return None
    return VoidedApprovalShown(
        plan_version=voided.version,
        rule=voided.rule,
        rule_label=label_of("approval-rule", voided.rule, words.language),
        ballot=voided.ballot,
        approved_at=voided.approved_at,
        at=voided.at,
    )


def funds_of(seen: SeenIssue, words: Words) -> list[AccountShown]:
    """The books, line by line."""
    return [
        AccountShown(
            line=account.line,
            source=words.coded("sources", account.source),
            payer=_named(account.payer, seen),
            pledged=account.pledged,
            received=account.received,
            spent=account.spent,
            returned=account.returned,
            held=account.held,
            allocation=_allocation(seen.row.state.allocation(account.line), words),
        )
        for account in seen.row.state.accounts
    ]


def ballot_of(seen: SeenIssue, words: Words) -> BallotOpenShown | None:
    """The vote that runs, where one does."""
    ballot = seen.row.state.ballot
    if ballot is None:
        return None
    label = label_of("approval-rule", ballot.rule, words.language)
    return BallotOpenShown(
        id=ballot.ballot, plan_version=ballot.version, rule=ballot.rule, rule_label=label
    )


def keeper_of(seen: SeenIssue) -> KeeperShown | None:
    """Who keeps it, once somebody does."""
    keeper = seen.row.state.keeper
    if keeper is None:
        return None
    organisation = Named(id=keeper.organisation, name=seen.names.get(keeper.organisation))
    person = None if seen.role is Role.RESIDENT else keeper.person
    return KeeperShown(organisation=organisation, person=person)


def referral_of(seen: SeenIssue) -> ReferralOpenShown | None:
    """The referral that runs, where one does; a resident is not told who is asked."""
    asked = seen.row.state.referral
    if asked is None or seen.role is Role.RESIDENT:
        return None
    offices = [Named(id=one, name=seen.names.get(one)) for one in asked.organisations]
    return ReferralOpenShown(id=asked.referral, offices=offices)


def _allocation(split: Allocation | None, words: Words) -> AllocationShown | None:
    if split is None:
        return None
    return AllocationShown(
        key=split.key,
        key_label=label_of("allocation-key", split.key, words.language),
        units=split.units,
        asked=split.asked,
        received=split.received,
    )


def revisit_of(seen: SeenIssue) -> RevisitShown | None:
    """The last revisit."""
    made = seen.row.content.revisit
    if made is None:
        return None
    return RevisitShown(
        at=made.at,
        backdated=made.backdated,
        round=made.round,
        kind=made.kind,
        resolved=made.resolved,
        satisfaction=made.satisfaction,
        unreachable=made.unreachable,
        by_worker=made.by_worker,
        comment=seen.texts.of(made.comment),
    )


def output_of(output: Output, texts: Texts) -> OutputShown:
    """Something that was or is to be made."""
    return OutputShown(
        item=texts.of(output.item),
        quantity=output.quantity,
        unit=output.unit,
        site=output.site,
    )


def _outputs(plan: Plan, texts: Texts) -> list[OutputShown]:
    return [output_of(output, texts) for output in plan.outputs]


def _line(line: FundingLine, seen: SeenIssue, words: Words) -> LineShown:
    authorisation = line.authorisation
    return LineShown(
        number=line.number,
        source=words.coded("sources", line.source),
        payer=_named(line.payer, seen),
        amount=line.amount,
        pays_for=seen.texts.of(line.pays_for),
        authorisation=seen.texts.of(authorisation.reference) if authorisation else None,
        cap=authorisation.cap if authorisation else None,
    )


def _seat(seat: PinnedSeat, seen: SeenIssue, words: Words) -> SeatAtTable:
    positions = seen.row.state.negotiation.positions
    word = next((p for p in positions if p.seat == seat.seat), None)
    stance = None if word is None else word.stance
    return SeatAtTable(
        seat=words.coded("seats", seat.seat),
        own_label=words.own_seat(seat.seat),
        organisation=Named(id=seat.organisation, name=seen.names.get(seat.organisation)),
        acting=seat.acting,
        stance=stance,
        stance_label=label_of("stance", stance, words.language) if stance else None,
        typed_in=word is not None and word.typed_in,
    )


def _named(organisation: UUID | None, seen: SeenIssue) -> Named | None:
    if organisation is None:
        return None
    return Named(id=organisation, name=seen.names.get(organisation))
