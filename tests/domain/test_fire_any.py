"""Any issue at any time: whoever looks when something is due finds it, and nobody looks in vain."""

from dataclasses import replace

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.actor import SYSTEM
from domain.clock.firing import fire
from domain.clock.reading import next_at
from domain.history import Stamp
from domain.issue import events
from domain.issue.evolve import evolve
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.levels import Level
from domain.method.terms import Clock, Track
from domain.method.timing import Reopening
from domain.moment import HOUR, MINUTE, Moment
from tests.domain.examples import LINBA_TIMING, NORMAL, STEADY, uid
from tests.domain.loop import PUBLISHED, REWORK, reopened
from tests.domain.occurring import EXAMPLES
from tests.domain.timing import BEGAN, CALENDARS, EVERY, clock, extended, promised, terms, told

TIMING = replace(
    LINBA_TIMING,
    laddered=tuple(Clock),
    reopening=((Clock.COMPLETION, Reopening.CONTINUES), (Clock.RESPONSE, Reopening.AFRESH)),
)
LIMITS = EVERY | {"negotiation": "2 working day", "approval": "3 working hour"}
TRIAGES = [replace(NORMAL, terms=terms(**LIMITS), track=track) for track in Track]
NUMBERED = [
    event
    for kind in (Clock.COMPLETION, Clock.NEGOTIATION, Clock.REVISIT)
    for event in (
        events.ClockPaused(clock=clock(kind), ground=events.PauseGround.COURT, note=PUBLISHED.text),
        events.ClockResumed(clock=clock(kind), note=None),
        extended("5 natural hour", kind),
    )
]
BY_TIME = {events.DeadlineWarned, events.DeadlineMissed, events.DeadlineRecalculated}
COMMON = [event for kind, event in EXAMPLES.items() if kind not in BY_TIME | {events.Transferred}]
STEPS = st.tuples(
    st.sampled_from([*COMMON, *TRIAGES, *NUMBERED, reopened(), REWORK]),
    st.sampled_from([0, MINUTE, HOUR, 5 * HOUR, 30 * HOUR, 200 * HOUR]),
    st.sampled_from([0, 0, 0, 30 * MINUTE, 3 * HOUR]),
)


def looked_at(state: IssueState, now: Moment) -> IssueState:
    """The issue after everything that is due has been recorded, in as many looks as that takes."""
    for _ in range(2 + len(Level)):
        found = fire(state, CALENDARS, body_of=lambda _level: uid(6), now=now)
        expected = next_at(state.clocks, CALENDARS)
        assert bool(found) == (expected is not None and expected <= now), (expected, found)
        if not found:
            return state
        for event in found:
            state = evolve(state, event, Stamp(at=now, occurred_at=now, by=SYSTEM))
    raise AssertionError("it never comes to rest")


@settings(STEADY, max_examples=300)
@for_all(st.lists(STEPS, min_size=1, max_size=25))
def test_there_is_something_to_record_exactly_when_the_clocks_say_so(
    steps: list[tuple[object, int, int]],
) -> None:
    state, now = told(promised(LIMITS, TIMING)), BEGAN
    for event, wait, back in steps:
        if would_accept(type(event), state):
            stamp = Stamp(at=now, occurred_at=Moment(max(BEGAN, now - back)), by=SYSTEM)
            assert not isinstance(event, events.Reported)
            state = evolve(state, event, stamp)  # type: ignore[arg-type]
        now = Moment(now + wait)
        state = looked_at(state, now)


def deadlines(state: IssueState) -> dict[events.ClockId, list[Moment]]:
    """Those that were missed, by clock."""
    return {timer.id: [miss.due for miss in timer.misses] for timer in state.clocks.running}


def test_somebody_who_looks_at_every_moment_and_once_a_month_see_the_same_misses() -> None:
    often = rare = told(promised(LIMITS, TIMING))
    month = Moment(BEGAN + 30 * 24 * HOUR)
    moment = next_at(often.clocks, CALENDARS)
    while moment is not None and moment <= month:
        often = looked_at(often, moment)
        moment = next_at(often.clocks, CALENDARS)
    rare = looked_at(rare, month)
    assert deadlines(often) == deadlines(rare)
    assert (often.level, rare.level) == (Level.DISTRICT, Level.COMPOUND)
