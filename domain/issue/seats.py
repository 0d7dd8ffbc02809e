"""Seats at the table: whose word a plan needs, and whether all have given it."""

from collections.abc import Iterable
from uuid import UUID

from domain.body.state import BodyState
from domain.issue.events import Agreement, PinnedSeat, Stance
from domain.issue.parts import Position
from domain.issue.state import IssueState
from domain.method.rules import BALLOT_RULES, ApprovalRule, Waiver
from domain.refusal import Code, Refused


def pinned_seats(
    committee: BodyState, compound: UUID | None, required: Iterable[str]
) -> tuple[PinnedSeat, ...]:
    """The required seats that exist there, with who speaks for them now.

    A seat that was never filled does not exist; one that stands empty does, and somebody has to
    act for it first (`seat-without-holder`).
    """
    pinned = []
    for seat in required:
        key = committee.seat(seat, compound)
        if key is None:
            continue
        holder = committee.seats[key]
        if holder is None:
            raise Refused(Code.SEAT_WITHOUT_HOLDER, seat=seat)
        pinned.append(PinnedSeat(seat=seat, organisation=holder.organisation, acting=holder.acting))
    return tuple(pinned)


def agreement_of(state: IssueState) -> Agreement | None:
    """How the version on the table stands agreed; None while a needed word is missing.

    Every pinned seat has agreed to this version, or abstained where the method lets that pass;
    with fewer than two organisations it is the agreement of one (*single*).
    """
    return _agreement(state, state.negotiation.positions)


def agreement_with(state: IssueState, word: Position) -> Agreement | None:
    """The same once *word* is given, in place of what that seat said before."""
    others = (p for p in state.negotiation.positions if p.seat != word.seat)
    return _agreement(state, (*others, word))


def seats_decide(state: IssueState) -> bool:
    """Whether the agreement that was reached approves the plan, or else only the superior does.

    It takes a method that goes by joint agreement, and two organisations that have agreed.
    """
    talks = state.negotiation
    joint = talks.proposal is not None and talks.proposal.rule is ApprovalRule.JOINT_AGREEMENT
    return joint and talks.agreement is Agreement.JOINT


def ballot_decides(state: IssueState) -> bool:
    """Whether the plan, or the variation of an approved one, waits for a vote and nobody else.

    In an emergency that does not wait for approval, the superior may still decide.
    """
    waived = state.emergency is not None and Waiver.APPROVAL in state.emergency.waives
    return not waived and rule_at_hand(state) in BALLOT_RULES


def rule_at_hand(state: IssueState) -> ApprovalRule | None:
    """By what the version on the table is to be approved: a variation as the plan before it."""
    if state.approval is not None:
        return state.approval.rule
    proposal = state.negotiation.proposal
    return proposal.rule if proposal else None


def seats_vary(state: IssueState) -> bool:
    """The same for a variation, which goes by the rule that approved the plan before it."""
    rule = state.approval and state.approval.rule
    return rule is ApprovalRule.JOINT_AGREEMENT and agreement_of(state) is Agreement.JOINT


def _agreement(state: IssueState, positions: Iterable[Position]) -> Agreement | None:
    proposal = state.negotiation.proposal
    if proposal is None:
        return None
    if not proposal.seats:
        return Agreement.SUPERIOR
    said = {position.seat: position for position in positions}
    words = [said.get(seat.seat) for seat in proposal.seats]
    if not all(_passes(state, word) for word in words):
        return None
    agreeing = {w.organisation for w in words if w and w.stance is Stance.AGREE}
    if not agreeing:
        return None
    return Agreement.JOINT if len(agreeing) > 1 else Agreement.SINGLE


def _passes(state: IssueState, word: Position | None) -> bool:
    if word is None:
        return False
    if word.stance is Stance.ABSTAIN:
        return not state.rules.abstention_blocks
    return word.stance is Stance.AGREE
