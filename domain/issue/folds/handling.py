"""Folding the handling: orders, answers, urging, supervision, levels."""

from collections.abc import Callable
from typing import assert_never
from uuid import UUID

from domain.history import Stamp
from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    DispatchRecalled,
    Escalated,
    HandedDown,
    KeeperNamed,
    ReferralEnded,
    ReferralMade,
    Replied,
    Responded,
    ReturnGranted,
    ReturnRefused,
    ReturnRequested,
    Supervised,
    Urged,
)
from domain.issue.folds.works import worked
from domain.issue.lifecycle import Status
from domain.issue.parts import Dispatch, Keeper, OpenReferral
from domain.issue.state import IssueState
from domain.replacing import replace

HandlingEvent = (
    Dispatched
    | Acknowledged
    | DispatchCompleted
    | ReturnRequested
    | ReturnGranted
    | ReturnRefused
    | DispatchRecalled
    | Responded
    | Replied
    | Urged
    | Supervised
    | Escalated
    | HandedDown
    | KeeperNamed
    | ReferralMade
    | ReferralEnded
)


def evolve(state: IssueState, event: HandlingEvent, stamp: Stamp) -> IssueState:
    """The state after *event*."""
    match event:
        case Dispatched(parties=parties):
            added = tuple(
                Dispatch(party=party, since=stamp.occurred_at, round=state.round)
                for party in parties
            )
            return replace(state, dispatches=state.dispatches + added)
        case Acknowledged(party=party):
            return _mark(state, party, _taken)
        case DispatchCompleted(party=party):
            marked = _mark(state, party, _finished)
            return worked(marked, party, stamp)
        case ReturnRequested(party=party):
            return _mark(state, party, _asking)
        case ReturnRefused(party=party):
            return _mark(state, party, _kept)
        case ReturnGranted(party=party) | DispatchRecalled(party=party):
            return _mark(state, party, _taken_back)
        case Replied():
            return _replied(state)
        case Urged():
            return replace(state, urged=state.urged + 1)
        case Supervised():
            return replace(state, supervised=state.supervised + 1)
        case Escalated(level=level) | HandedDown(level=level):
            return replace(state, level=level)
        case KeeperNamed(organisation=organisation, person=person):
            return _kept_by(state, Keeper(organisation=organisation, person=person))
        case ReferralMade(referral=referral, organisations=organisations):
            opened = OpenReferral(referral=referral, organisations=organisations)
            return replace(state, referral=opened)
        case ReferralEnded():
            return replace(state, referral=None)
        case Responded():
            return state
        case _:
            assert_never(event)


def _kept_by(state: IssueState, keeper: Keeper) -> IssueState:
    """Who keeps a matter sees it, like those at its table."""
    seated = dict.fromkeys((*state.seated, keeper.organisation))
    return replace(state, keeper=keeper, seated=tuple(seated))


def _replied(state: IssueState) -> IssueState:
    """Of a merged issue each answer is asked about anew, also after an earlier revisit."""
    settled = None if state.status is Status.MERGED else state.settled_at
    return replace(state, answered=True, settled_at=settled)


def _mark(state: IssueState, party: UUID, marked: Callable[[Dispatch], Dispatch]) -> IssueState:
    """The open order of *party* with its progress; an order once closed stays so."""
    dispatches = tuple(marked(d) if d.party == party and d.open else d for d in state.dispatches)
    return replace(state, dispatches=dispatches)


def _taken(order: Dispatch) -> Dispatch:
    return replace(order, acknowledged=True)


def _finished(order: Dispatch) -> Dispatch:
    return replace(order, acknowledged=True, completed=True, return_requested=False)


def _asking(order: Dispatch) -> Dispatch:
    return replace(order, return_requested=True)


def _kept(order: Dispatch) -> Dispatch:
    return replace(order, return_requested=False)


def _taken_back(order: Dispatch) -> Dispatch:
    return replace(order, return_requested=False, taken_back=True)
