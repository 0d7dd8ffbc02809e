"""Lives of issues that could have been: accepted events one after another, and what fell due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from domain.actor import SYSTEM
from domain.calendar.hours import OFFICE, Timetable
from domain.calendar.state import Calendars
from domain.clock.firing import fire
from domain.history import Stamp
from domain.issue import events
from domain.issue.events import Discovery
from domain.issue.evolve import evolve
from domain.issue.guards import would_accept
from domain.issue.revisit import unhappy
from domain.issue.state import IssueState
from domain.levels import Level
from domain.method.rules import ReopenOn
from domain.moment import DAY, HOUR, MINUTE, Moment
from tests.domain.examples import ruled, uid
from tests.domain.loop import REWORK, UNMERGED, reopened
from tests.domain.timing import BEGAN, promised
from tests.figures.happenings import CALENDARS, EARLY, FORWARD, HAPPENINGS, LIMITS, TIMING

Event = Any
Lived = Sequence[tuple[Event, Stamp]]


_PUBLISHED = Moment(BEGAN + 5 * DAY)
"""When the second version of the calendar comes."""


def reports() -> st.SearchStrategy[events.Reported]:
    """Told by somebody or nobody, or found; under strict rules or mild ones."""
    return st.builds(
        lambda told, known, strict: promised(
            LIMITS,
            rules=ruled(timing=TIMING, reopen_on=ReopenOn(strict)),
            timetable=EARLY if told else Timetable(calendar=1, hours=OFFICE),
            discovery=Discovery.TOLD if told else Discovery.FOUND,
            reporter=uid(4) if known else None,
        ),
        st.booleans(),
        st.sampled_from([True, True, True, False]),
        st.sampled_from(ReopenOn),
    )


@dataclass(frozen=True)
class Step:
    """Which of what would be accepted, µs after the step before, said to have been so long ago.

    `forward` where it is rather something by which the issue goes on.
    """

    forward: bool
    choice: int
    wait: int
    back: int


STEPS = st.builds(
    Step,
    st.booleans(),
    st.integers(0, 10_000),
    st.sampled_from([7, MINUTE, 16 * MINUTE, HOUR, 5 * HOUR + 1, 30 * HOUR, 4 * DAY, 9 * DAY]),
    st.sampled_from([0, 0, 0, 30 * MINUTE, 3 * HOUR, 26 * HOUR]),
)


class Life:
    """One issue, decided by nobody but the rules of what may follow."""

    def __init__(self, report: events.Reported, now: Moment = BEGAN) -> None:
        self.now = now
        self.lived: list[tuple[Event, Stamp]] = []
        self.state: Any = None
        self._take(report, now)

    def step(self, step: Step) -> None:
        """Something that may follow, and then what falls due."""
        state: IssueState = self.state
        possible = [event for event in HAPPENINGS if _may_follow(event, state)]
        if step.forward:
            possible = [one for one in possible if isinstance(one, FORWARD)] or possible
        told_at = Moment(max(state.began_at, self.now - step.back))
        for event in _with_what_follows(possible[step.choice % len(possible)], state):
            if would_accept(type(event), self.state):
                self._take(event, told_at)
        self.now = Moment(self.now + step.wait)
        known = {n: t for n, t in CALENDARS.texts.items() if n == 1 or self.now > _PUBLISHED}
        texts = Calendars(texts=known)
        for event in fire(self.state, texts, body_of=_body_at, now=self.now):
            self._take(event, self.now)

    def _take(self, event: Event, when: Moment) -> None:
        stamp = Stamp(at=self.now, occurred_at=when, by=SYSTEM)
        self.lived.append((event, stamp))
        self.state = evolve(self.state, event, stamp)


def _may_follow(event: Event, state: IssueState) -> bool:
    """Whether a rule could say so; whoever still has an order in hand gets no other."""
    if isinstance(event, events.Dispatched) and state.busy_parties.intersection(event.parties):
        return False
    if isinstance(event, events.ClockPaused | events.ClockResumed | events.DeadlineExtended):
        timer = state.clocks.find(event.clock)
        return timer is not None and not timer.ended and not timer.misses
    return would_accept(type(event), state)


def _body_at(_level: Level) -> UUID:
    return uid(6)


def _with_what_follows(event: Event, state: IssueState) -> Sequence[Event]:
    """What a decision would say together with it."""
    following = state.round + 1
    if isinstance(event, events.Reopened | events.ReworkOrdered):
        return (replace(event, round=following),)
    if not isinstance(event, events.Revisited):
        return (event,)
    if not unhappy(state.rules.reopen_on, event.resolved, event.satisfaction):
        return (event,)
    rework = replace(REWORK, round=following)
    return (event, UNMERGED, rework if following == 3 else reopened(following))


def lived(report: events.Reported, steps: Sequence[Step]) -> Lived:
    """What becomes of it."""
    life = Life(report)
    for step in steps:
        life.step(step)
    return life.lived


LIVES = st.builds(lived, reports(), st.lists(STEPS, min_size=1, max_size=30))
