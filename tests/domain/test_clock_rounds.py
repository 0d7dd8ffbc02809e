"""What becomes of clocks in the next round."""

from dataclasses import replace

from domain.method.terms import Clock
from domain.method.timing import Reopening
from tests.domain.examples import (
    ACKNOWLEDGED,
    DONE,
    FAST,
    NORMAL,
    dispatched,
)
from tests.domain.loop import (
    REWORK,
    reopened,
)
from tests.domain.timing import (
    EVERY,
    PAUSED,
    On,
    at,
    promised,
    running,
    terms,
    timer,
    told,
    usual,
)

DAY = "2025-09-22"
TRIAGED = replace(NORMAL, terms=terms(**EVERY))
QUICK = replace(FAST, terms=terms(**EVERY))


def rounds(policy: Reopening, *again: object) -> list[str]:
    """The clocks that run in the next round where the method has that policy for each of them."""
    kinds = (Clock.RESPONSE, Clock.COMPLETION, Clock.DISPATCH, Clock.NEGOTIATION)
    timing = usual(reopening=tuple((kind, policy) for kind in kinds))
    state = told(promised(timing=timing), TRIAGED, dispatched(), ACKNOWLEDGED, DONE, *again)
    return list(running(state.clocks))


def test_what_a_reopening_does_is_the_methods_policy() -> None:
    assert rounds(Reopening.AFRESH, reopened()) == [
        "completion 2",
        "dispatch 2",
        "negotiation 2",
        "response 2",
    ]
    assert rounds(Reopening.CONTINUES, reopened()) == ["completion 1", "dispatch 1", "response 1"]
    assert rounds(Reopening.ENDS, reopened()) == []


def test_a_rework_negotiates_nothing() -> None:
    afresh = rounds(Reopening.AFRESH, REWORK)
    assert afresh == ["completion 2", "dispatch 2", "response 2"]
    fast = told(promised(), QUICK, DONE, reopened())
    assert running(fast.clocks) == ["completion 2", "dispatch 2"]


def test_what_runs_on_leaves_out_the_time_between() -> None:
    timing = usual(reopening=((Clock.COMPLETION, Reopening.CONTINUES),))
    state = told(
        On(promised(timing=timing), f"{DAY} 09:00"),
        On(QUICK, f"{DAY} 09:10"),
        On(PAUSED, f"{DAY} 10:00"),
        On(DONE, f"{DAY} 11:00"),
        On(reopened(), f"{DAY} 15:00"),
    )
    on = timer(state, Clock.COMPLETION)
    assert not on.ended
    assert on.paused is None
    spans = [(pause.since, pause.until) for pause in on.pauses]
    ten, eleven, three = (at(f"{DAY} {time}") for time in ("10:00", "11:00", "15:00"))
    assert spans == [(ten, eleven), (eleven, three)]


def test_an_end_that_is_dated_back_leaves_out_the_time_since_then() -> None:
    timing = usual(reopening=((Clock.COMPLETION, Reopening.CONTINUES),))
    state = told(
        On(promised(timing=timing), f"{DAY} 09:00"),
        On(QUICK, f"{DAY} 09:05"),
        On(PAUSED, f"{DAY} 09:40"),
        On(DONE, f"{DAY} 09:20", f"{DAY} 09:50"),
        On(reopened(), f"{DAY} 15:00"),
    )
    on = timer(state, Clock.COMPLETION)
    forty, twenty, three = (at(f"{DAY} {time}") for time in ("09:40", "09:20", "15:00"))
    assert [(pause.since, pause.until) for pause in on.pauses] == [
        (twenty, three),
        (forty, forty),
    ]
    assert on.went_on == three


def test_a_level_begins_where_the_issue_lies() -> None:
    assert told(promised()).clocks.level == "compound"
    assert told(promised(compound=None)).clocks.level == "committee"
