"""Every change of a clock is told event by event."""

from collections.abc import Sequence
from dataclasses import replace

from domain.clock.explain import Change, explained
from domain.issue import events
from domain.issue.events import ClockId
from domain.method.terms import Clock, Track
from domain.method.timing import Reopening
from tests.domain.examples import (
    DONE,
    FAST,
    REPLIED,
    RESPONDED,
)
from tests.domain.loop import (
    reopened,
)
from tests.domain.timing import (
    EVERY,
    PAUSED,
    RESUMED,
    On,
    at,
    clock,
    extended,
    promised,
    terms,
    told,
    usual,
)

DAY = "2025-09-22"
BEGIN = On(promised(), f"{DAY} 09:00")
QUICK = replace(FAST, terms=terms(**EVERY))


CHANGES: Sequence[tuple[On, list[tuple[ClockId, Change]]]] = (
    (On(PAUSED, f"{DAY} 10:00"), [(clock(), Change.PAUSED)]),
    (On(RESUMED, f"{DAY} 10:30"), [(clock(), Change.RESUMED)]),
    (On(extended("1 natural day"), f"{DAY} 11:00"), [(clock(), Change.EXTENDED)]),
    (
        On(events.DeadlineWarned(clock=clock(), due=at(DAY), provisional=False), f"{DAY} 11:10"),
        [(clock(), Change.WARNED)],
    ),
    (
        On(events.DeadlineMissed(clock=clock(), due=at(DAY), provisional=False), f"{DAY} 11:20"),
        [(clock(), Change.MISSED)],
    ),
    (On(RESPONDED, f"{DAY} 11:30"), [(clock(Clock.RESPONSE), Change.STOPPED)]),
    (
        On(REPLIED, f"{DAY} 09:01", f"{DAY} 12:00"),
        [(clock(Clock.RESPONSE), Change.CLAIMED)],
    ),
    (On(events.Urged(message=None), f"{DAY} 12:10"), []),
    (
        On(replace(QUICK, terms=terms(completion="9 natural day")), f"{DAY} 13:00"),
        [(clock(), Change.REPINNED)],
    ),
    (
        On(DONE, f"{DAY} 14:00"),
        [
            (clock(), Change.STOPPED),
            (clock(Clock.DISPATCH), Change.CANCELLED),
        ],
    ),
)


def test_every_change_is_told_event_by_event() -> None:
    state = told(BEGIN)
    first = {(one, change) for one, change in explained(None, state.clocks)}
    kinds = (Clock.RESPONSE, Clock.COMPLETION, Clock.DISPATCH)
    assert first == {(clock(kind), Change.BEGUN) for kind in kinds}
    for event, changes in CHANGES:
        after = told(event, state=state)
        assert list(explained(state.clocks, after.clocks)) == changes, event
        state = after


def test_what_runs_on_is_told() -> None:
    timing = usual(reopening=((Clock.COMPLETION, Reopening.CONTINUES),))
    done = told(promised(timing=timing), QUICK, DONE)
    again = told(reopened(), state=done)
    assert (clock(), Change.CONTINUED) in explained(done.clocks, again.clocks)
    assert again.clocks.track is Track.FAST
