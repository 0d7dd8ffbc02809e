"""What became of every clock that an issue ever had, in whichever round."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hypothesis import given as for_all

from domain.clock.outcomes import Measured, Outcome, outcomes_of
from domain.clock.reading import State, read
from domain.history import Stamp
from domain.moment import HOUR, Moment
from tests.domain.examples import DONE, RESPONDED, STEADY
from tests.domain.lived import HISTORIES, Lived, folded
from tests.domain.loop import WITHDRAWN, reopened, revisited
from tests.domain.timing import CALENDARS, MONDAY, PAUSED, On, at, begun, promised

TWO = {"response": "15 natural minute", "completion": "24 natural hour"}
COUNTED = {state: Outcome(state) for state in State if state is not State.PAUSED} | {
    State.PAUSED: Outcome.RUNNING
}
LATER = at("2026-01-01 00:00")


def history(*told: On) -> Sequence[tuple[Any, Stamp]]:
    """Events with what stands beside them."""
    return [(one.event, one.stamp) for one in told]


def outcomes(*told: On, now: Moment = LATER) -> Sequence[Measured]:
    """What became of the clocks of that history by *now*."""
    return outcomes_of(history(*told), CALENDARS, now)


def named(found: Sequence[Measured]) -> list[str]:
    """`completion 1 met`, and so on."""
    return [f"{one.timer.id.kind} {one.timer.id.number} {one.outcome}" for one in found]


BEGUN = begun("24 natural hour", f"{MONDAY} 09:00")


def test_each_end_is_an_outcome() -> None:
    for answered, outcome in (
        (On(RESPONDED, f"{MONDAY} 09:15"), Outcome.MET),
        (On(RESPONDED, f"{MONDAY} 09:15", f"{MONDAY} 12:00"), Outcome.CLAIMED),
        (On(RESPONDED, f"{MONDAY} 09:16"), Outcome.LATE),
        (On(WITHDRAWN, f"{MONDAY} 09:10"), Outcome.CANCELLED),
    ):
        first, _ = outcomes(BEGUN, answered)
        assert (first.outcome, first.due) == (outcome, at(f"{MONDAY} 09:15"))


def test_what_has_not_ended_runs_until_it_is_over() -> None:
    for when, outcome in (("09:15", Outcome.RUNNING), ("09:16", Outcome.MISSED)):
        first, _ = outcomes(BEGUN, now=at(f"{MONDAY} {when}"))
        assert first.outcome is outcome


def test_what_waits_runs() -> None:
    _, second = outcomes(BEGUN, On(PAUSED, f"{MONDAY} 10:00"))
    assert (second.outcome, second.due) == (Outcome.RUNNING, None)


def test_each_round_is_counted_with_the_event_that_began_it() -> None:
    found = outcomes(
        On(promised(TWO | {"revisit": "3 natural day"}), f"{MONDAY} 09:00"),
        On(RESPONDED, f"{MONDAY} 09:10"),
        On(DONE, "2025-09-23 10:00"),
        On(revisited(), "2025-09-23 11:00"),
        On(reopened(), "2025-09-24 09:00"),
        On(DONE, "2025-09-24 12:00"),
        On(revisited(), "2025-09-30 12:00"),
        On(reopened(3), "2025-10-01 09:00"),
        now=at("2025-10-01 10:00"),
    )
    assert [f"{one.begun_by} {name}" for one, name in zip(found, named(found), strict=True)] == [
        "1 response 1 met",
        "1 completion 1 met-late",
        "3 revisit 1 met",
        "5 completion 2 met",
        "6 revisit 2 met-late",
        "8 completion 3 running",
    ]


@STEADY
@for_all(HISTORIES)
def test_of_any_history_each_clock_is_told_once(events: Lived) -> None:
    clocks = folded(events).clocks
    now = Moment(events[-1][1].at + HOUR)
    found = outcomes_of(events, CALENDARS, now)
    ids = [one.timer.id for one in found]
    assert len(set(ids)) == len(ids) == sum(dict(clocks.counted).values())
    assert all(one.begun_by <= other.begun_by for one, other in pairwise(found))
    for one in found:
        kept = clocks.find(one.timer.id)
        # What the issue forgets has ended in an earlier round.
        assert kept == one.timer or (kept is None and one.timer.ended)
        known = read(one.timer, clocks, CALENDARS, now)
        told = (
            Outcome.CLAIMED if known.claimed and known.state is State.MET else COUNTED[known.state]
        )
        assert one.outcome is told
