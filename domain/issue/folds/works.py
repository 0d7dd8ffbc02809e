"""Folding works: who did them, and the completion."""

from typing import assert_never
from uuid import UUID

from domain.history import Stamp
from domain.issue.events import Done, ProgressNoted, WorkStarted
from domain.issue.parts import Works
from domain.issue.state import IssueState
from domain.replacing import replace

WorksEvent = WorkStarted | ProgressNoted | Done


def evolve(state: IssueState, event: WorksEvent, stamp: Stamp) -> IssueState:
    """The state after *event*."""
    match event:
        case WorkStarted(party=party):
            by = worked(state, party, stamp)
            return replace(by, works=replace(by.works, started=True))
        case ProgressNoted(party=party):
            return worked(state, party, stamp)
        case Done():
            return _done(state, stamp)
        case _:
            assert_never(event)


def worked(state: IssueState, party: UUID, stamp: Stamp) -> IssueState:
    """Notes who did the work; whoever only typed it in for a party did not do it."""
    return replace(state, works=_with(state.works, _hand(stamp), party))


def _hand(stamp: Stamp) -> UUID | None:
    return stamp.by.person if stamp.by.on_behalf_of is None else None


def _with(works: Works, person: UUID | None, organisation: UUID | None) -> Works:
    persons, organisations = works.persons, works.organisations
    if person is not None and person not in persons:
        persons = (*persons, person)
    if organisation is not None and organisation not in organisations:
        organisations = (*organisations, organisation)
    return replace(works, persons=persons, organisations=organisations)


def _done(state: IssueState, stamp: Stamp) -> IssueState:
    """Where nobody else has worked, whoever completes it has done it."""
    works = state.works
    if not works.organisations:
        works = _with(works, _hand(stamp), stamp.by.on_behalf_of or stamp.by.organisation)
    return replace(
        state,
        works=works,
        answered=True,
        urged=0,
        supervised=0,
        settled_at=stamp.occurred_at,
        told_at=stamp.at,
    )
