"""The fold of an issue: one event after the other, and never a refusal."""

from typing import assert_never

from domain.clock import fold
from domain.history import Stamp, begun
from domain.issue.erasure import is_over
from domain.issue.events import (
    ClockPaused,
    ClockResumed,
    DeadlineExtended,
    DeadlineMissed,
    DeadlineRecalculated,
    DeadlineWarned,
    Reported,
)
from domain.issue.folds import erasing, handling, intake, money, negotiation, revisit, works
from domain.issue.folds.erasing import ErasingEvent
from domain.issue.folds.handling import HandlingEvent
from domain.issue.folds.intake import IntakeEvent
from domain.issue.folds.money import MoneyEvent
from domain.issue.folds.negotiation import NegotiationEvent
from domain.issue.folds.revisit import RevisitEvent
from domain.issue.folds.works import WorksEvent
from domain.issue.keeping import received
from domain.issue.lifecycle import Status, arrive
from domain.issue.state import IssueState
from domain.replacing import replace

TimeEvent = (
    ClockPaused
    | ClockResumed
    | DeadlineExtended
    | DeadlineWarned
    | DeadlineMissed
    | DeadlineRecalculated
)
"""What is said of the clocks alone."""

Later = (
    IntakeEvent
    | HandlingEvent
    | NegotiationEvent
    | WorksEvent
    | MoneyEvent
    | RevisitEvent
    | TimeEvent
    | ErasingEvent
)
"""Every event but the first."""

IssueEvent = Reported | Later


def evolve(state: IssueState | None, event: IssueEvent, stamp: Stamp) -> IssueState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Reported):
        return received(intake.begin(event, stamp), event, stamp)
    state = begun(state)
    status = arrive(type(event), state.status, state.merging.before)
    clocks = fold.evolve(state.clocks, event, stamp)
    same = status is state.status and clocks is state.clocks
    moved = state if same else replace(state, status=status, clocks=clocks)
    folded = _folded(moved, event, stamp, state.status)
    return _dated(received(folded, event, stamp), stamp)


def _dated(state: IssueState, stamp: Stamp) -> IssueState:
    """With the moment since which it is over; what is added to it afterwards moves nothing."""
    over = is_over(state)
    if over is (state.over_at is not None):
        return state
    return replace(state, over_at=stamp.at if over else None)


def _folded(moved: IssueState, event: Later, stamp: Stamp, before: Status) -> IssueState:
    """The state at its new status and clocks, by the stage that the event belongs to."""
    if isinstance(event, IntakeEvent):
        return intake.evolve(moved, event)
    if isinstance(event, HandlingEvent):
        return handling.evolve(moved, event, stamp)
    if isinstance(event, NegotiationEvent):
        return negotiation.evolve(moved, event, stamp)
    if isinstance(event, WorksEvent):
        return works.evolve(moved, event, stamp)
    if isinstance(event, MoneyEvent):
        return money.evolve(moved, event)
    if isinstance(event, RevisitEvent):
        return revisit.evolve(moved, event, stamp, before)
    if isinstance(event, ErasingEvent):
        return erasing.evolve(moved, event, stamp)
    if isinstance(event, TimeEvent):
        return moved
    assert_never(event)
