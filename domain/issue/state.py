"""An issue as its stream tells it: what rules need to know, and no more."""

from dataclasses import dataclass, replace
from typing import assert_never
from uuid import UUID

from domain.history import begun
from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    Done,
    PinnedMethod,
    Replied,
    Reported,
    Responded,
    Triaged,
)
from domain.issue.lifecycle import Status, arrive
from domain.method.terms import Term, Track
from domain.moment import Moment

IssueEvent = (
    Reported | Triaged | Dispatched | Acknowledged | DispatchCompleted | Responded | Replied | Done
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One party's order: open until it is completed. `since` is when it was handed over."""

    party: UUID
    since: Moment
    acknowledged: bool = False
    completed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """The folded issue. `reported_at` is when the report happened (its `occurred_at`)."""

    status: Status
    number: str
    committee: UUID
    compound: UUID | None
    reporter: UUID | None
    confidential: bool
    reported_at: Moment
    method: PinnedMethod
    vocabulary: int
    terms: tuple[Term, ...]
    sites: tuple[int, ...]
    track: Track | None = None
    dispatches: tuple[Dispatch, ...] = ()

    def dispatch_of(self, party: UUID) -> Dispatch | None:
        """The newest order of *party*, open or not."""
        return next((d for d in reversed(self.dispatches) if d.party == party), None)

    @property
    def parties(self) -> frozenset[UUID]:
        """Everybody to whom this issue was ever handed."""
        return frozenset(d.party for d in self.dispatches)

    @property
    def busy_parties(self) -> frozenset[UUID]:
        """Those who have an order in hand."""
        return frozenset(d.party for d in self.dispatches if not d.completed)


def evolve(state: IssueState | None, event: IssueEvent, occurred_at: Moment) -> IssueState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Reported):
        return _reported(event, occurred_at)
    state = begun(state)
    moved = replace(state, status=arrive(type(event), state.status))
    match event:
        case Triaged():
            return replace(moved, track=event.track, terms=event.terms)
        case Dispatched():
            added = tuple(Dispatch(party=party, since=occurred_at) for party in event.parties)
            return replace(moved, dispatches=moved.dispatches + added)
        case Acknowledged():
            return _mark(moved, event.party, acknowledged=True, completed=False)
        case DispatchCompleted():
            return _mark(moved, event.party, acknowledged=True, completed=True)
        case Responded() | Replied() | Done():
            return moved
        case _:
            assert_never(event)


def _reported(event: Reported, occurred_at: Moment) -> IssueState:
    return IssueState(
        status=Status.REPORTED,
        number=event.number,
        committee=event.committee,
        compound=event.compound,
        reporter=event.reporter,
        confidential=event.confidential,
        reported_at=occurred_at,
        method=event.method,
        vocabulary=event.vocabulary,
        terms=event.terms,
        sites=tuple(site.number for site in event.sites),
    )


def _mark(state: IssueState, party: UUID, *, acknowledged: bool, completed: bool) -> IssueState:
    """The open order of *party* with its progress; an order once completed stays so."""
    dispatches = tuple(
        replace(d, acknowledged=acknowledged, completed=completed)
        if d.party == party and not d.completed
        else d
        for d in state.dispatches
    )
    return replace(state, dispatches=dispatches)
