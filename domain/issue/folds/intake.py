"""Folding intake: classification, registers, transfer, publication, and leaving at the door."""

from typing import assert_never

from domain.clock import fold as clocks
from domain.clock.repinning import lowest
from domain.history import Stamp
from domain.issue.events import (
    Attached,
    Declined,
    DeclineOverruled,
    Linked,
    PublicationWithdrawn,
    Published,
    Reported,
    ReporterDetached,
    Transferred,
    Triaged,
    Withdrawn,
)
from domain.issue.lifecycle import Status
from domain.issue.parts import NO_ROUTE, Emergency, Negotiation
from domain.issue.state import IssueState
from domain.replacing import replace

IntakeEvent = (
    Triaged
    | Linked
    | Attached
    | Transferred
    | Published
    | PublicationWithdrawn
    | Declined
    | DeclineOverruled
    | Withdrawn
    | ReporterDetached
)


def begin(event: Reported, stamp: Stamp) -> IssueState:
    """The issue as the report leaves it."""
    return IssueState(
        status=Status.REPORTED,
        number=event.number,
        committee=event.committee,
        compound=event.compound,
        reporter=event.reporter,
        confidential=event.confidential,
        discovery=event.discovery,
        reported_at=stamp.occurred_at,
        method=event.method,
        vocabulary=event.vocabulary,
        terms=event.terms,
        rules=event.rules,
        sites=tuple(site.number for site in event.sites),
        level=lowest(event.compound),
        category=event.category,
        clocks=clocks.begin(event, stamp),
    )


def evolve(state: IssueState, event: IntakeEvent) -> IssueState:
    """The state after *event*."""
    match event:
        case Triaged():
            return _triaged(state, event)
        case Attached(register=register):
            return replace(state, registers=_entered(state.registers, register))
        case Transferred():
            return _transferred(state, event)
        case Published():
            return replace(state, published=True)
        case PublicationWithdrawn():
            return replace(state, published=False)
        case ReporterDetached():
            return replace(state, reporter_left=True)
        case Declined() | Withdrawn():
            # Nobody can be hurried any more, nor called to account.
            return replace(state, urged=0, supervised=0)
        case Linked() | DeclineOverruled():
            return state
        case _:
            assert_never(event)


def _triaged(state: IssueState, event: Triaged) -> IssueState:
    told = event.emergency
    emergency = None
    if told:
        emergency = Emergency(case=told.case, waives=told.waives, refused=state.refused)
    return replace(
        state,
        category=event.category,
        scale=event.scale,
        track=event.track,
        terms=event.terms,
        emergency=emergency,
    )


def _transferred(state: IssueState, event: Transferred) -> IssueState:
    """The new committee's own method and seats; what was tabled before binds nobody there.

    The category goes along, and the receiver triages it anew.
    """
    return replace(
        state,
        committee=event.committee,
        compound=event.compound,
        method=event.method,
        vocabulary=event.vocabulary,
        terms=event.terms,
        rules=event.rules,
        scale=None,
        track=None,
        emergency=None,
        refused=False,
        route=NO_ROUTE,
        meetings=(),
        checked=(),
        level=lowest(event.compound),
        negotiation=Negotiation(versions=state.negotiation.versions),
    )


def _entered(registers: tuple[str, ...], register: str | None) -> tuple[str, ...]:
    if register is None or register in registers:
        return registers
    return (*registers, register)
