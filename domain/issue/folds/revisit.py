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
from domain.issue.parts import NO_ROUTE, Merging, Negotiation, Works
from domain.issue.revisit import unhappy
from domain.issue.state import IssueState
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
    )


def _next_round(state: IssueState, number: int, stamp: Stamp) -> IssueState:
    """What the round before came to counts no more; the money stays with the issue."""
    return replace(
        state,
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
