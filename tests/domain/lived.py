"""Histories that could have been: accepted events at moments of their own, and what fell due."""

from typing import Any

from hypothesis import strategies as st

from domain.actor import SYSTEM
from domain.clock.firing import fire
from domain.history import Stamp
from domain.issue.evolve import evolve
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.moment import Moment
from tests.domain.examples import uid
from tests.domain.test_fire_any import LIMITS, STEPS, TIMING
from tests.domain.timing import BEGAN, CALENDARS, promised

Lived = list[tuple[Any, Stamp]]
"""Events with what stands beside them."""


def lived(steps: list[tuple[object, int, int]]) -> Lived:
    """What becomes of an issue when these are tried one after the other and somebody looks."""
    events: Lived = [(promised(LIMITS, TIMING), Stamp(at=BEGAN, occurred_at=BEGAN, by=SYSTEM))]
    state, now = folded(events), BEGAN
    for event, wait, back in steps:
        told = [event] if would_accept(type(event), state) else []
        told_at = Moment(max(BEGAN, now - back))
        events += [(one, Stamp(at=now, occurred_at=told_at, by=SYSTEM)) for one in told]
        now = Moment(now + wait)
        fired = fire(folded(events), CALENDARS, body_of=lambda _level: uid(6), now=now)
        events += [(one, Stamp(at=now, occurred_at=now, by=SYSTEM)) for one in fired]
        state = folded(events)
    return events


def folded(events: Lived) -> IssueState:
    """The issue after these events."""
    state: Any = None
    for event, stamp in events:
        state = evolve(state, event, stamp)
    assert isinstance(state, IssueState)
    return state


HISTORIES = st.lists(STEPS, min_size=1, max_size=20).map(lived)
