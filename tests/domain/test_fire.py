"""What falls due with time alone: recorded once, in order, however late somebody looks."""

from dataclasses import replace

from domain.clock.ladder import next_rung
from domain.clock.reading import next_at
from domain.issue import events
from domain.issue.events import DeadlineMissed, DeadlineWarned
from domain.method.terms import Basis, Clock, Limit, Span
from domain.moment import DAY, HOUR, Moment
from tests.domain.examples import (
    NORMAL,
    sealed,
)
from tests.domain.firing import (
    ANSWERED,
    BEGAN,
    DUE,
    LIMITS,
    MISS,
    NINE,
    WARNING,
    fired,
    firing,
    missed,
)
from tests.domain.loop import DECLINED, MERGED, OVERRULED, WITHDRAWN
from tests.domain.timing import (
    CALENDARS,
    PAUSED,
    RESUMED,
    On,
    at,
    extended,
    promised,
    terms,
    timer,
    told,
    usual,
)


def test_nothing_is_said_where_nothing_is_due() -> None:
    assert firing(told(BEGAN, ANSWERED), "2025-09-23 04:11") == ()
    assert firing(told(BEGAN, WITHDRAWN), "2026-09-23 04:11") == ()


def test_a_clock_at_risk_is_warned_of_once() -> None:
    warned, found = fired(told(BEGAN, ANSWERED), "2025-09-23 04:12")
    assert found == (WARNING,)
    assert firing(warned, "2025-09-23 09:00") == ()
    assert next_at(warned.clocks, CALENDARS) == DUE + 1


def test_a_limit_that_is_over_is_missed_once() -> None:
    state = told(BEGAN, ANSWERED)
    assert firing(state, DUE) == (WARNING,)
    assert firing(state, Moment(DUE + 1)) == (MISS,)
    after, found = fired(state, "2025-09-23 10:00")
    assert found == (MISS,)
    assert timer(after, Clock.COMPLETION).missed_at == at("2025-09-23 10:00")


def test_no_warning_is_given_where_the_method_wants_none() -> None:
    quiet = On(promised(LIMITS, usual(at_risk=0)), NINE)
    assert firing(told(quiet, ANSWERED), DUE) == ()
    assert firing(told(quiet, ANSWERED), Moment(DUE + 1)) == (MISS,)


def test_what_falls_due_first_is_told_first() -> None:
    hour = Limit(amount=24, span=Span.HOUR, basis=Basis.NATURAL)
    supervised = events.Supervised(limit=hour, demand=sealed())
    state = told(BEGAN, On(supervised, NINE), On(supervised, "2025-09-22 08:00", NINE))
    found = firing(state, "2025-09-30 09:00")
    assert missed(found) == ["response 1", "supervision 2", "completion 1", "supervision 1"]


def test_misses_and_warnings_stand_in_the_order_of_what_is_due() -> None:
    found = firing(told(BEGAN), "2025-09-23 05:00")
    assert [type(one) for one in found] == [DeadlineMissed, DeadlineWarned]


def test_more_time_is_another_deadline() -> None:
    warned, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 05:00")
    more = told(On(extended("24 natural hour"), "2025-09-23 06:00"), state=warned)
    assert firing(more, "2025-09-23 23:23") == ()
    later = Moment(DUE + DAY)
    assert firing(more, "2025-09-23 23:24") == (replace(WARNING, due=later),)
    assert firing(more, "2025-09-24 09:01") == (replace(MISS, due=later),)


def test_what_waits_is_not_due() -> None:
    waits = told(BEGAN, ANSWERED, On(PAUSED, "2025-09-22 10:00"))
    assert firing(waits, "2026-01-01 00:00") == ()
    assert next_at(waits.clocks, CALENDARS) is None
    on = told(On(RESUMED, "2025-09-24 10:00"), state=waits)
    assert firing(on, "2025-09-25 09:01") == (replace(MISS, due=Moment(DUE + 2 * DAY)),)


def test_a_pause_that_came_too_late_keeps_nothing_from_being_missed() -> None:
    late = told(BEGAN, ANSWERED, On(PAUSED, "2025-09-23 09:30"))
    after, found = fired(late, "2025-09-23 10:00")
    assert found == (MISS,)
    assert next_rung(after.clocks, CALENDARS) is None


def test_an_issue_that_is_not_at_hand_is_left_alone() -> None:
    for away, response in ((DECLINED, 0), (MERGED, 1)):
        gone = told(BEGAN, On(away, "2025-09-23 10:00"))
        after, found = fired(gone, "2026-01-01 00:00")
        assert len(found) == response
        assert next_at(after.clocks, CALENDARS) is None


def test_a_step_back_of_the_clock_fires_nothing() -> None:
    after, _ = fired(told(BEGAN), "2025-09-23 10:00")
    for earlier in ("2025-09-23 08:00", "2025-09-22 09:10", "2025-09-01 00:00"):
        assert firing(after, earlier) == ()
    assert firing(after, "2025-09-23 11:59") == ()


def test_overruled_it_is_missed_when_it_is_at_hand_again() -> None:
    gone = told(BEGAN, ANSWERED, On(DECLINED, "2025-09-23 10:00"))
    back = told(On(OVERRULED, "2025-09-24 10:00"), state=gone)
    after, found = fired(back, "2025-09-24 10:00")
    assert found == (MISS,)
    assert next_at(after.clocks, CALENDARS) == at("2025-09-24 10:00") + 2 * HOUR


def test_a_limit_that_changes_and_changes_back_is_missed_and_warned_of_once() -> None:
    """24 hours, then 48, then 24 again: each of the two deadlines is on record once."""
    longer = replace(NORMAL, terms=terms(completion="48 natural hour"))
    shorter = replace(NORMAL, terms=terms(completion="24 natural hour"))
    state, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 10:00")
    state = told(On(longer, "2025-09-23 11:00"), state=state)
    state, found = fired(state, "2025-09-24 10:00")
    assert missed(found) == ["completion 1"]
    state = told(On(shorter, "2025-09-24 11:00"), state=state)
    assert missed(firing(state, "2025-09-25 10:00")) == []
    assert not any(isinstance(one, DeadlineWarned) for one in firing(state, "2025-09-25 10:00"))
