"""Folding negotiation and approval: the plan on the table, and the one in force."""

from typing import assert_never

from domain.history import Stamp
from domain.issue.events import (
    ApprovalAnnulled,
    ApprovalVoided,
    Approved,
    BallotCalled,
    BallotEnded,
    Checked,
    FundingLine,
    MeetingNoted,
    Negotiated,
    NegotiationFailed,
    NegotiationReopened,
    PositionTaken,
    ProposalTabled,
    Rejected,
    VariationApproved,
)
from domain.issue.fund import fund_way
from domain.issue.parts import Account, Approval, Decided, Met, OpenBallot, Position, Proposal
from domain.issue.seats import agreement_of
from domain.issue.state import IssueState
from domain.replacing import replace

NegotiationEvent = (
    MeetingNoted
    | Checked
    | ProposalTabled
    | PositionTaken
    | Negotiated
    | NegotiationFailed
    | NegotiationReopened
    | BallotCalled
    | BallotEnded
    | Approved
    | Rejected
    | VariationApproved
    | ApprovalAnnulled
    | ApprovalVoided
)


def evolve(state: IssueState, event: NegotiationEvent, stamp: Stamp) -> IssueState:
    """The state after *event*."""
    talks = state.negotiation
    match event:
        case ProposalTabled():
            return _tabled(state, event, stamp)
        case PositionTaken():
            said = [p for p in talks.positions if p.seat != event.seat]
            word = _position_of(event, stamp)
            return replace(state, negotiation=replace(talks, positions=(*said, word)))
        case Negotiated(agreement=agreement):
            return replace(state, negotiation=replace(talks, agreement=agreement))
        case NegotiationFailed():
            return replace(state, negotiation=replace(talks, failed=True))
        case NegotiationReopened():
            return replace(
                state, negotiation=replace(talks, positions=(), agreement=None, failed=False)
            )
        case BallotCalled(ballot=ballot, version=version, rule=rule):
            return replace(state, ballot=OpenBallot(ballot=ballot, version=version, rule=rule))
        case BallotEnded():
            return replace(state, ballot=None)
        case Approved():
            return _approved(state, event, stamp)
        case VariationApproved():
            return _varied(state, event, stamp)
        case Rejected():
            return _rejected(state)
        case ApprovalAnnulled():
            return _annulled(state)
        case ApprovalVoided():
            return replace(_annulled(state), voided=True)
        case MeetingNoted():
            return _met(state, event, stamp)
        case Checked(step=step, codes=codes):
            return replace(state, checked=(*state.checked, *((step, code) for code in codes)))
        case _:
            assert_never(event)


def _met(state: IssueState, event: MeetingNoted, stamp: Stamp) -> IssueState:
    """Kept where the method asks for such a meeting; all others are told by the record alone."""
    if not any(event.kind in rule.kinds for rule in state.rules.meetings):
        return state
    met = Met(kind=event.kind, missing=event.missing, at=stamp.occurred_at)
    return replace(state, meetings=(*state.meetings, met))


def _tabled(state: IssueState, event: ProposalTabled, stamp: Stamp) -> IssueState:
    proposal = Proposal(
        version=event.version,
        sites=event.sites,
        budget=event.budget,
        lines=event.lines,
        seats=event.seats,
        rule=event.rule,
        tabled_at=stamp.occurred_at,
    )
    talks = replace(state.negotiation, versions=event.version, proposal=proposal, positions=())
    seated = dict.fromkeys((*state.seated, *(seat.organisation for seat in event.seats)))
    return replace(
        state,
        negotiation=talks,
        seated=tuple(seated),
        accounts=_accounts(state, event.lines),
    )


def _accounts(state: IssueState, lines: tuple[FundingLine, ...]) -> tuple[Account, ...]:
    """A line once on a plan keeps its account, whatever becomes of the plan."""
    opened = tuple(
        Account(line=line.number, source=line.source, payer=line.payer)
        for line in lines
        if state.account(line.number) is None
    )
    return state.accounts + opened


def _position_of(event: PositionTaken, stamp: Stamp) -> Position:
    return Position(
        seat=event.seat,
        organisation=event.organisation,
        voice=event.voice,
        stance=event.stance,
        typed_in=stamp.by.on_behalf_of is not None,
    )


def _decided(state: IssueState, stamp: Stamp) -> tuple[Decided, ...]:
    """Counted from the record: before it nobody can know of a decision, nor challenge it."""
    voices = (position.voice for position in state.negotiation.positions)
    decider = () if stamp.by.person is None else (stamp.by.person,)
    persons = tuple(dict.fromkeys((*voices, *decider)))
    return (*state.decided, Decided(at=stamp.at, persons=persons))


def _approved(state: IssueState, event: Approved, stamp: Stamp) -> IssueState:
    """Emergency work is confirmed whatever became of the talks; a variation needs them."""
    talks, rule = state.negotiation, event.rule
    way = fund_way(state, talks.proposal, rule=rule, certified=event.certificate is not None)
    return replace(
        state,
        negotiation=replace(talks, failed=False),
        approval=Approval(proposal=talks.proposal, rule=rule, way=way, ballot=event.ballot),
        decided=_decided(state, stamp),
    )


def _varied(state: IssueState, event: VariationApproved, stamp: Stamp) -> IssueState:
    """The draft is in force now, and stands agreed as it was agreed, not as the plan before."""
    talks, rule = state.negotiation, event.rule
    way = fund_way(state, talks.proposal, rule=rule, certified=False)
    return replace(
        state,
        negotiation=replace(talks, agreement=agreement_of(state)),
        approval=Approval(proposal=talks.proposal, rule=rule, way=way, ballot=event.ballot),
        decided=_decided(state, stamp),
    )


def _annulled(state: IssueState) -> IssueState:
    """The plan that was in force is agreed once more; a draft beside it, which is not, is gone."""
    talks, approval = state.negotiation, state.approval
    if approval and not state.plan_in_force:
        talks = replace(talks, proposal=approval.proposal, positions=())
    return replace(_unconsented(state), negotiation=talks, approval=None)


def _unconsented(state: IssueState) -> IssueState:
    """What is decided on anew is consented to anew, even where the plan is the same."""
    return replace(state, route=replace(state.route, consented=None))


def _rejected(state: IssueState) -> IssueState:
    """What was said is void; the plan goes too, unless work was done on it already."""
    state = _unconsented(state)
    talks = replace(state.negotiation, positions=(), agreement=None)
    if state.emergency is None:
        return replace(state, negotiation=replace(talks, proposal=None))
    emergency = replace(state.emergency, refused=True)
    return replace(state, negotiation=talks, emergency=emergency, refused=True)
