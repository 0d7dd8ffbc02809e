"""Negotiation (协商): the seats of a compound talk about one plan until all agree, or cannot."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.body.state import BodyState
from domain.issue.demands import seats_asked, seats_there
from domain.issue.events import (
    Agreement,
    ExpertOpinion,
    MeetingNoted,
    Negotiated,
    NegotiationFailed,
    NegotiationReopened,
    Output,
    PinnedSeat,
    PositionTaken,
    ProposalTabled,
    Stance,
)
from domain.issue.funding import WantedLine, numbered
from domain.issue.guards import admit, guard
from domain.issue.lifecycle import permits
from domain.issue.outputs import require_outputs, require_sites
from domain.issue.parts import Position
from domain.issue.seats import agreement_with
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


def note_meeting(
    state: IssueState,
    vocabulary: Vocabulary,
    committee: BodyState,
    known_parties: Collection[UUID],
    *,
    meeting: UUID | None,
    kind: str,
    attendees: Sequence[UUID],
    minutes: Sealed,
    outcome: Sealed | None,
    opinions: Sequence[ExpertOpinion],
) -> tuple[MeetingNoted]:
    """A meeting dealt with it; who sat there is found in the *committee* as it is now.

    Refused: `unknown-meeting-kind`, `party-repeated`, `unknown-party`.
    """
    admit(MeetingNoted, state)
    if kind not in vocabulary.meetings:
        raise Refused(Code.UNKNOWN_MEETING_KIND, vocabulary=vocabulary.version)
    if len(set(attendees)) != len(attendees):
        raise Refused(Code.PARTY_REPEATED)
    if not set(attendees) <= set(known_parties):
        raise Refused(Code.UNKNOWN_PARTY)
    asked = seats_asked(state.rules, kind)
    seats, missing = seats_there(committee, state.compound, attendees, asked)
    return (
        MeetingNoted(
            meeting=meeting,
            kind=kind,
            attendees=tuple(attendees),
            seats=seats,
            missing=missing,
            minutes=minutes,
            outcome=outcome,
            opinions=tuple(opinions),
        ),
    )


def table_proposal(
    state: IssueState,
    vocabulary: Vocabulary,
    seats: tuple[PinnedSeat, ...],
    *,
    plan: Sealed,
    sites: Sequence[int],
    outputs: Sequence[Output],
    budget: int,
    lines: Sequence[WantedLine],
    by_superior: bool,
) -> tuple[ProposalTabled | Negotiated, ...]:
    """Put the next version on the table; what was said to the one before is void.

    *seats* are those that exist (`seats.pinned_seats`). Where there is none, only the superior
    tables the plan, which is agreed by that; at *approved* it is the draft of a variation.
    Refused: the policies of `ProposalTabled`, `no-seats`, `unknown-site`, `unknown-unit`,
    `unknown-source`, `line-repeated`, `line-holds-money`, and where it is agreed by that what the
    method asks before (`meeting-required`, `checklist-incomplete`).
    """
    admit(ProposalTabled, state)
    if not seats and not by_superior:
        raise Refused(Code.NO_SEATS)
    require_sites(state, sites)
    require_outputs(state, vocabulary, outputs)
    version = state.negotiation.versions + 1
    tabled = ProposalTabled(
        version=version,
        plan=plan,
        sites=tuple(sites),
        outputs=tuple(outputs),
        budget=budget,
        lines=numbered(state, vocabulary, lines),
        seats=seats,
        rule=state.rules.approval,
    )
    if seats or not permits(Negotiated, state.status):
        return (tabled,)
    guard(Negotiated, state)
    return (tabled, Negotiated(version=version, agreement=Agreement.SUPERIOR))


def take_position(
    state: IssueState,
    *,
    version: int,
    seat: str,
    voice: UUID,
    stance: Stance,
    reason: Sealed | None,
) -> tuple[PositionTaken | Negotiated, ...]:
    """A seat's word on one version; the last agreeing one makes it *negotiated*.

    *voice* is the person who speaks. Refused: the policies of `PositionTaken`,
    `proposal-superseded` (another version is on the table), `seat-not-required`, `one-voice`
    (that person spoke for another seat already: it names another member), and of the last word
    what the method asks before an agreement (`meeting-required`, `checklist-incomplete`).
    """
    admit(PositionTaken, state)
    proposal = state.negotiation.proposal
    if proposal is None or proposal.version != version:
        raise Refused(Code.PROPOSAL_SUPERSEDED, version=proposal.version if proposal else 0)
    pinned = next((one for one in proposal.seats if one.seat == seat), None)
    if pinned is None:
        raise Refused(Code.SEAT_NOT_REQUIRED)
    if any(p.voice == voice and p.seat != seat for p in state.negotiation.positions):
        raise Refused(Code.ONE_VOICE)
    taken = PositionTaken(
        version=version,
        seat=seat,
        organisation=pinned.organisation,
        voice=voice,
        stance=stance,
        reason=reason,
    )
    word = Position(seat=seat, organisation=pinned.organisation, voice=voice, stance=stance)
    agreement = agreement_with(state, word)
    if agreement is None or not permits(Negotiated, state.status):
        return (taken,)
    guard(Negotiated, state)
    return (taken, Negotiated(version=version, agreement=agreement))


def fail_negotiation(state: IssueState, *, reason: Sealed) -> tuple[NegotiationFailed]:
    """The seats could not agree; afterwards it is reopened, escalated or declined."""
    admit(NegotiationFailed, state)
    return (NegotiationFailed(reason=reason),)


def reopen_negotiation(state: IssueState, *, reason: Sealed) -> tuple[NegotiationReopened]:
    """Talk again, after a failure or an agreement: `negotiation-not-failed`."""
    admit(NegotiationReopened, state)
    return (NegotiationReopened(reason=reason),)
