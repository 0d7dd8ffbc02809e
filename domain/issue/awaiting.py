"""Whose turn it is: what a list of open work is sorted by."""

from enum import StrEnum

from domain.issue.events import Level
from domain.issue.lifecycle import Status
from domain.issue.seats import agreement_of, ballot_decides, seats_decide
from domain.issue.state import IssueState
from domain.method.rules import Waiver


class Awaiting(StrEnum):
    """Whom an issue waits for."""

    COMMITTEE = "committee"
    PARTIES = "parties"
    SEATS = "seats"
    VOTERS = "voters"
    SUPERIOR = "superior"
    REVISITOR = "revisitor"
    NOBODY = "nobody"


def awaiting(state: IssueState) -> Awaiting:
    """Whom the next step needs; the committee where nobody else is named."""
    if state.ballot is not None:
        return Awaiting.VOTERS
    match state.status:
        case Status.REPORTED | Status.APPROVED:
            return _at_work(state)
        case Status.NEGOTIATED:
            # A vote is called by the committee.
            theirs = seats_decide(state) or ballot_decides(state)
            return Awaiting.COMMITTEE if theirs else Awaiting.SUPERIOR
        case Status.DONE:
            return Awaiting.REVISITOR
        case Status.MERGED:
            asked = not state.answered or state.settled_at is not None
            return Awaiting.NOBODY if asked else Awaiting.REVISITOR
        case Status.REVISITED:
            return Awaiting.SUPERIOR if state.objected else Awaiting.NOBODY
        case _:
            return Awaiting.NOBODY


def _at_work(state: IssueState) -> Awaiting:
    orders = [d for d in state.dispatches if d.open]
    if any(d.return_requested for d in orders):
        return Awaiting.COMMITTEE
    if orders:
        return Awaiting.PARTIES
    if _unconfirmed(state):
        return _confirming(state)
    talks = state.negotiation
    tabled = talks.proposal is not None and not (talks.failed or state.plan_in_force)
    if tabled and agreement_of(state) is None:
        return Awaiting.SEATS
    return _leading(state)


def _unconfirmed(state: IssueState) -> bool:
    """Whether emergency work has begun that somebody has still to confirm."""
    emergency = state.emergency
    waits = emergency is not None and Waiver.NEGOTIATION in emergency.waives
    return waits and state.status is Status.REPORTED and state.works.started


def _confirming(state: IssueState) -> Awaiting:
    """The seats that the method names, once; after a refusal the superior alone."""
    seats = bool(state.rules.confirmed_by) and not state.refused
    return Awaiting.SEATS if seats else Awaiting.SUPERIOR


def _leading(state: IssueState) -> Awaiting:
    """Who leads where nobody else is in turn: whoever it was passed up to."""
    above = state.level in (Level.SUBDISTRICT, Level.DISTRICT)
    return Awaiting.SUPERIOR if above else Awaiting.COMMITTEE
