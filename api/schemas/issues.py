"""Issues as they are shown."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import Field

from api.language import Language
from api.schemas.clocks_shown import ClockShown, clock_of
from api.schemas.demands import AskedShown, asked_of
from api.schemas.erasures import ErasureShown, departure_of
from api.schemas.fields import Named, Shown, Time
from api.schemas.issue_list import IssueSummary, summarised
from api.schemas.issue_parts import (
    Coded,
    ContactShown,
    DispatchShown,
    FileShown,
    LinkShown,
    MethodShown,
    OrderShown,
    OutputShown,
    SiteShown,
    SupervisionShown,
    TermShown,
)
from api.schemas.issue_plan import (
    AccountShown,
    ApprovalShown,
    BallotOpenShown,
    EmergencyShown,
    KeeperShown,
    ProposalShown,
    ReferralOpenShown,
    RevisitShown,
    VoidedApprovalShown,
    Words,
    WorksShown,
    approval_of,
    ballot_of,
    emergency_of,
    funds_of,
    keeper_of,
    output_of,
    proposal_of,
    referral_of,
    revisit_of,
    voided_of,
)
from domain.actor import Role
from domain.issue.events import (
    DeclineGround,
    Discovery,
    Evidence,
    Outcome,
    PinnedMethod,
)
from domain.issue.parts import Dispatch
from domain.method.terms import Term
from projections.past import Then
from projections.views.status import StatusRow
from service.departures import subject_of
from service.presenting import SeenIssue


class AsOfShown(Shown):
    """The last event that counts in what is shown of the past."""

    position: int = Field(examples=[17])
    at: Time = Field(description="when it was recorded")


class Issue(IssueSummary):
    """One issue in full, as far as the caller may see it."""

    as_of: AsOfShown | None = Field(description="None for the issue as it stands now")

    address: str | None
    sites: list[SiteShown]
    discovery: Discovery
    words: str | None = Field(description="the resident's own words")
    reporter: ContactShown | None
    reporter_left: bool
    reporter_erased: ErasureShown | None = Field(
        description="what stands in the place of the reporter and their own words"
    )
    backdated: bool = Field(description="typed in later than it was reported")
    recorded_at: Time
    responded_at: Time | None
    responded_backdated: bool = Field(description="typed in later than it happened")
    publication: str | None = Field(description="the words in which it is public (公示)")
    emergency: EmergencyShown | None
    registers: list[Coded]
    external_orders: list[OrderShown]
    files: list[FileShown]
    links: list[LinkShown] = Field(description="never shown to a resident")
    dispatches: list[DispatchShown]
    supervision: SupervisionShown | None
    proposal: ProposalShown | None = Field(description="the version on the table")
    ballot: BallotOpenShown | None = Field(description="the vote that runs on the plan")
    approval: ApprovalShown | None
    voided_approval: VoidedApprovalShown | None
    funds: list[AccountShown]
    account_rendered: bool = Field(description="nothing more is booked in this round (决算)")
    referral: ReferralOpenShown | None = Field(
        description="the offices to which it is put now (三所联动)"
    )
    keeper: KeeperShown | None = Field(description="who keeps the matter (首问负责)")
    asked: AskedShown = Field(description="what the method asks before a step (前置要求)")
    works: WorksShown
    done_at: Time | None
    done_backdated: bool = Field(description="typed in later than it happened")
    outcome: Outcome | None
    unconfirmed: bool = Field(description="emergency work that nobody has confirmed")
    reply: str | None
    outputs: list[OutputShown]
    cost: int | None = Field(description="in 分")
    declined: DeclineGround | None
    attempts: int = Field(description="failed attempts to reach the reporter in this round")
    revisit: RevisitShown | None = Field(description="the last one, of whichever round")
    merged_into: UUID | None = Field(
        description="shown to everybody who sees the issue but a resident"
    )
    children: list[UUID] = Field(
        description="issues merged into this one; shown to everybody who sees it but a resident"
    )
    method: MethodShown
    vocabulary: int
    terms: list[TermShown]
    clocks: list[ClockShown] = Field(description="in the order in which they began")


def issue_of(seen: SeenIssue, language: Language) -> Issue:
    """An issue in full."""
    row, texts, content = seen.row, seen.texts, seen.row.content
    state, words = row.state, Words(seen, language)
    return Issue(
        **summarised(seen, language),
        as_of=_as_of(seen.then),
        address=texts.of(content.address),
        sites=[SiteShown(number=s.number, address=texts.of(s.address)) for s in content.sites],
        discovery=content.discovery,
        words=texts.of(content.words),
        reporter=_reporter(seen),
        reporter_left=state.reporter_left,
        reporter_erased=departure_of(seen.departure, language),
        backdated=row.reported_at < content.recorded_at,
        recorded_at=content.recorded_at,
        responded_at=content.responded_at,
        responded_backdated=content.responded_backdated,
        publication=texts.of(content.publication),
        emergency=emergency_of(seen, words),
        registers=[words.coded("registers", code) for code in state.registers],
        external_orders=[OrderShown(source=o.source, number=o.number) for o in content.orders],
        files=[_file(evidence) for evidence in content.files],
        links=_links(seen),
        dispatches=[_dispatch(d, seen.names) for d in state.dispatches],
        supervision=_supervision(seen),
        proposal=proposal_of(seen, words),
        ballot=ballot_of(seen, words),
        approval=approval_of(seen, words),
        voided_approval=voided_of(seen, words),
        funds=funds_of(seen, words),
        account_rendered=state.rendered,
        keeper=keeper_of(seen),
        asked=asked_of(seen, words),
        referral=referral_of(seen),
        works=WorksShown(started=state.works.started, percent=content.percent),
        done_at=content.done_at,
        done_backdated=content.done_backdated,
        outcome=content.outcome,
        unconfirmed=content.unconfirmed,
        reply=texts.of(content.reply),
        outputs=[output_of(output, texts) for output in content.outputs],
        cost=content.cost,
        declined=content.declined,
        attempts=state.attempts,
        revisit=revisit_of(seen),
        merged_into=None if seen.role is Role.RESIDENT else state.merging.target,
        children=[] if seen.role is Role.RESIDENT else list(state.merging.children),
        method=_method(state.method),
        vocabulary=state.vocabulary,
        terms=[_term(term) for term in state.terms],
        clocks=[clock_of(clock, seen.names) for clock in seen.clocks],
    )


def _as_of(then: Then[StatusRow] | None) -> AsOfShown | None:
    return None if then is None else AsOfShown(position=then.position, at=then.at)


def _reporter(seen: SeenIssue) -> ContactShown | None:
    person, contact = subject_of(seen.row), seen.contact
    if contact is None or person is None:
        return None
    return ContactShown(person=person, name=contact.name, phone=contact.phone, room=contact.room)


def _dispatch(dispatch: Dispatch, names: Mapping[UUID, str]) -> DispatchShown:
    party = Named(id=dispatch.party, name=names.get(dispatch.party))
    return DispatchShown(
        party=party,
        round=dispatch.round,
        since=dispatch.since,
        acknowledged=dispatch.acknowledged,
        completed=dispatch.completed,
        return_requested=dispatch.return_requested,
        taken_back=dispatch.taken_back,
    )


def _file(evidence: Evidence) -> FileShown:
    return FileShown(digest=evidence.digest, media_type=evidence.media_type, size=evidence.size)


def _links(seen: SeenIssue) -> list[LinkShown]:
    """None for a resident: the other issue is somebody else's, and may be a merge's target."""
    if seen.role is Role.RESIDENT:
        return []
    return [LinkShown(issue=one.other, kind=one.kind) for one in seen.row.content.links]


def _supervision(seen: SeenIssue) -> SupervisionShown | None:
    made = seen.row.content.supervision
    if made is None:
        return None
    limit = made.limit
    return SupervisionShown(
        at=made.at,
        amount=limit.amount,
        span=limit.span,
        basis=limit.basis,
        demand=seen.texts.of(made.demand),
    )


def _method(method: PinnedMethod) -> MethodShown:
    return MethodShown(name=method.name, version=method.version, hash=method.hash)


def _term(term: Term) -> TermShown:
    return TermShown(clock=term.clock, amount=term.amount, span=term.span, basis=term.basis)
