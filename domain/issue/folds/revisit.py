"""Folding the revisit, the next round, and merges."""

from typing import assert_never

from domain.history import Stamp
from domain.issue.events import (
    Absorbed,
    Concluded,
    Merged,
    Released,
    Reopened,
    RevisitAttempted,
    Revisited,
    ReworkOrdered,
    Unmerged,
)
from domain.issue.lifecycle import Status
from domain.issue.parts import NO_ROUTE, Merging, Met, Negotiation, Works
from domain.issue.revisit import unhappy
from domain.issue.state import IssueState
from domain.method.rules import Step
from domain.replacing import replace

RevisitEvent = (
    RevisitAttempted
    | Revisited
    | ReworkOrdered
    | Reopened
    | Concluded
    | Merged
    | Unmerged
    | Absorbed
    | Released
)


def evolve(state: IssueState, event: RevisitEvent, stamp: Stamp, before: Status) -> IssueState:
    """The state after *event*; *before* is the status that it was appended to."""
    merging = state.merging
    match event:
        case RevisitAttempted():
            return replace(state, attempts=state.attempts + 1)
        case Revisited():
            return replace(
                state,
                objected=unhappy(state.rules.reopen_on, event.resolved, event.satisfaction),
                settled_at=stamp.occurred_at,
                told_at=stamp.at,
            )
        case ReworkOrdered(round=number):
            return _next_round(state, number, stamp)
        case Reopened(round=number):
            return _reopened(_next_round(state, number, stamp))
        case Merged(target=target):
            # What was said before answers nothing of what the target will come to.
            merged = replace(merging, target=target, before=before)
            return replace(state, merging=merged, answered=False, urged=0, supervised=0)
        case Unmerged():
            return replace(state, merging=Merging(children=merging.children))
        case Absorbed(child=child):
            children = (*merging.children, child)
            return replace(state, merging=replace(merging, children=children))
        case Released(child=child):
            children = tuple(c for c in merging.children if c != child)
            return replace(state, merging=replace(merging, children=children))
        case Concluded():
            return replace(state, answered=True)
        case _:
            assert_never(event)


_PLANNING = (Step.NEGOTIATED, Step.APPROVED)


def _for_plan(state: IssueState, met: Met) -> bool:
    """Whether it was held before the work was, and so not about what came of it."""
    asked = [rule for rule in state.rules.meetings if rule.step in _PLANNING]
    planned = any(met.kind in rule.kinds for rule in asked)
    return planned and (state.settled_at is None or met.at <= state.settled_at)


def _reopened(state: IssueState) -> IssueState:
    """From the report again: no plan stands, and nobody has refused to confirm what is to come."""
    emergency = state.emergency
    return replace(
        state,
        negotiation=Negotiation(versions=state.negotiation.versions),
        approval=None,
        voided=False,
        accounts=tuple(replace(one, spent_before=one.spent) for one in state.accounts),
        emergency=replace(emergency, refused=False) if emergency else None,
        refused=False,
        route=NO_ROUTE,
        meetings=(),
        checked=(),
    )


def _next_round(state: IssueState, number: int, stamp: Stamp) -> IssueState:
    """What the round before came to counts no more; the money stays with the issue.

    What was held and checked for the plan stands as long as the plan.
    """
    return replace(
        state,
        meetings=tuple(met for met in state.meetings if _for_plan(state, met)),
        checked=tuple(one for one in state.checked if one[0] in _PLANNING),
        round=number,
        round_began=stamp.occurred_at,
        works=Works(),
        attempts=0,
        answered=False,
        objected=False,
        settled_at=None,
        told_at=None,
        rendered=False,
    )
