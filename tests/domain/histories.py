"""Hypothesis strategies for events and histories, orderly or not."""

from dataclasses import replace
from typing import Any, get_args, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from domain.body.state import BodyEvent
from domain.issue.events import Reported
from domain.issue.evolve import IssueEvent
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.person.state import PersonEvent
from tests.domain.dsl import fold
from tests.domain.examples import CONTRACTOR, PROPERTY, STRANGER, reported

PARTIES = (PROPERTY, CONTRACTOR, STRANGER)

# Few ids, so that events of one history speak of the same seats, parties and compounds.
IDS = st.sampled_from(PARTIES)
POOLED: dict[Any, st.SearchStrategy[Any]] = {
    UUID: IDS,
    UUID | None: st.none() | IDS,
    tuple[UUID, ...]: st.lists(IDS, max_size=3).map(tuple),
}


def _leaves(union: Any) -> tuple[Any, ...]:
    """The classes of a union of unions."""
    inner = get_args(union)
    return sum(map(_leaves, inner), ()) if inner else (union,)


def an(event: type) -> st.SearchStrategy[Any]:
    """Any event of this class that its shape allows, also ones that no rule would decide."""
    hints = get_type_hints(event)
    pooled = {name: POOLED[hint] for name, hint in hints.items() if hint in POOLED}
    return st.builds(event, **pooled)


def any_of(union: Any) -> st.SearchStrategy[Any]:
    """Any event of one of the classes of *union*."""
    return st.one_of([an(event) for event in _leaves(union)])


ISSUE_EVENTS = any_of(IssueEvent)
BODY_EVENTS = any_of(BodyEvent)
PERSON_EVENTS = any_of(PersonEvent)

FOLLOWING = st.one_of([an(event) for event in _leaves(IssueEvent) if event is not Reported])


@st.composite
def issue_states(draw: st.DrawFn) -> IssueState:
    """An issue at any status, after any events in any order."""
    events = draw(st.lists(FOLLOWING, max_size=8))
    state: IssueState = fold([reported(), *events])
    status = draw(st.none() | st.sampled_from(Status))
    return state if status is None else replace(state, status=status)
