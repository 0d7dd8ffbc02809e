"""How a clock stands at a moment, to the minute, over holidays, pauses and extensions."""

from dataclasses import replace

import pytest

from domain.clock.reading import State, next_at, read
from domain.method.terms import Clock
from domain.moment import HOUR, MINUTE
from tests.domain.examples import RESPONDED, TIMETABLE
from tests.domain.loop import DECLINED, MERGED, OVERRULED, WITHDRAWN
from tests.domain.timing import (
    CALENDARS,
    LATER_CALENDARS,
    MONDAY,
    PAUSED,
    RESUMED,
    On,
    at,
    begun,
    due,
    extended,
    missed,
    reading,
    timer,
    told,
    usual,
)


@pytest.mark.parametrize(
    ("limit", "began", "due_at"),
    [
        ("15 natural minute", f"{MONDAY} 10:00", f"{MONDAY} 10:15"),
        ("24 natural hour", "2025-09-30 16:50", "2025-10-01 16:50"),
        ("1 natural day", f"{MONDAY} 10:00", "2025-09-24 00:00"),
        # 国庆 2025: 1 to 8 October off, worked again on Thursday the 9th
        ("1 working day", "2025-09-30 16:50", "2025-10-09 17:00"),
        ("2 working hour", "2025-09-30 16:50", "2025-10-09 10:20"),
        # Saturday the 11th is worked in lieu.
        ("3 working day", "2025-09-30 16:50", "2025-10-11 17:00"),
        # 春节 2026: Saturday 14 February worked, 15 to 23 off, Saturday 28 worked
        ("5 working day", "2026-02-10 10:00", "2026-02-24 17:00"),
        ("9 working day", "2026-02-10 10:00", "2026-02-28 17:00"),
        # 国庆 2026: Sunday 20 September worked, 1 to 7 October off, Saturday 10 worked
        ("1 working day", "2026-09-18 10:00", "2026-09-20 17:00"),
        ("3 working day", "2026-09-30 08:00", "2026-10-10 17:00"),
        ("30 working minute", f"{MONDAY} 11:15", f"{MONDAY} 13:15"),
    ],
)
def test_a_limit_is_over_when_the_calendar_says(limit: str, began: str, due_at: str) -> None:
    assert due(told(begun(limit, began))) == at(due_at)


def test_a_clock_runs_is_met_or_is_missed() -> None:
    state = told(begun("24 natural hour", f"{MONDAY} 09:00"))
    running = reading(state, f"{MONDAY} 15:00")
    assert (running.state, running.used, running.remaining) == (
        State.RUNNING,
        6 * HOUR,
        18 * HOUR,
    )
    assert running.warn_at == at("2025-09-23 04:12")
    assert reading(state, "2025-09-23 09:00").state is State.RUNNING
    over = reading(state, "2025-09-23 10:00")
    assert (over.state, over.used, over.remaining) == (State.MISSED, 25 * HOUR, 0)
    for done, stands in (("09:15", State.MET), ("09:16", State.MET_LATE)):
        answered = told(On(RESPONDED, f"{MONDAY} {done}"), state=state)
        assert reading(answered, "2026-01-01 00:00", Clock.RESPONSE).state is stands
    gone = reading(told(On(WITHDRAWN, f"{MONDAY} 10:00"), state=state), "2026-01-01")
    assert (gone.state, gone.used) == (State.CANCELLED, HOUR)


def test_a_stop_that_is_dated_back_changes_the_clock_and_not_the_miss() -> None:
    over = told(
        begun("24 natural hour", f"{MONDAY} 09:00"),
        On(missed(Clock.RESPONSE, at(f"{MONDAY} 09:15")), f"{MONDAY} 09:16"),
    )
    assert reading(over, f"{MONDAY} 09:16", Clock.RESPONSE).state is State.MISSED
    answered = told(On(RESPONDED, f"{MONDAY} 09:10", f"{MONDAY} 09:40"), state=over)
    met = reading(answered, f"{MONDAY} 10:00", Clock.RESPONSE)
    assert (met.state, met.claimed, met.backdated) == (State.MET, False, True)
    assert timer(answered, Clock.RESPONSE).missed_at == at(f"{MONDAY} 09:16")


def test_what_is_met_by_a_claim_alone_says_so() -> None:
    began = begun("24 natural hour", f"{MONDAY} 09:00")
    claim = On(RESPONDED, f"{MONDAY} 09:10", f"{MONDAY} 15:00")
    claimed = reading(told(began, claim), f"{MONDAY} 16:00", Clock.RESPONSE)
    assert (claimed.state, claimed.claimed, claimed.backdated) == (State.MET, True, True)
    late = On(RESPONDED, f"{MONDAY} 09:20")
    both = reading(told(began, late, claim), f"{MONDAY} 16:00", Clock.RESPONSE)
    assert (both.state, both.claimed) == (State.MET, True)
    assert both.used == 20 * MINUTE
    real = On(RESPONDED, f"{MONDAY} 09:12")
    both = reading(told(began, real, claim), f"{MONDAY} 16:00", Clock.RESPONSE)
    assert (both.state, both.claimed) == (State.MET, False)
    idle = On(RESPONDED, f"{MONDAY} 09:20", f"{MONDAY} 15:00")
    missed_it = reading(told(began, idle), f"{MONDAY} 16:00", Clock.RESPONSE)
    assert (missed_it.state, missed_it.claimed) == (State.MET_LATE, False)


def test_a_pause_is_taken_out_of_what_counts() -> None:
    paused = told(begun("8 working hour", f"{MONDAY} 09:00"), On(PAUSED, f"{MONDAY} 10:00"))
    waits = reading(paused, "2025-09-23 10:00")
    assert (waits.state, waits.due, waits.provisional) == (State.PAUSED, None, False)
    assert (waits.used, waits.remaining, waits.warn_at) == (HOUR, 7 * HOUR, None)
    assert next_at(paused.clocks, CALENDARS) == at(f"{MONDAY} 09:12")
    on = told(On(RESUMED, f"{MONDAY} 12:00"), state=paused)
    # 90 working minutes of the two hours are left out: the others were lunch.
    assert due(on) == at("2025-09-23 11:30")
    assert reading(on, f"{MONDAY} 14:00").used == 2 * HOUR


def test_a_pause_of_what_is_over_moves_nothing() -> None:
    late = told(begun("1 natural hour", f"{MONDAY} 09:00"), On(PAUSED, f"{MONDAY} 10:00"))
    assert due(late) == at(f"{MONDAY} 10:00")
    assert reading(late, f"{MONDAY} 10:30").state is State.MISSED
    just = told(begun("1 natural hour", f"{MONDAY} 09:00"), On(PAUSED, f"{MONDAY} 09:59"))
    assert due(just) is None


def test_a_pause_before_the_first_day_takes_nothing_out() -> None:
    began = begun("1 working day", f"{MONDAY} 09:00")
    within = told(began, On(PAUSED, f"{MONDAY} 10:00"), On(RESUMED, f"{MONDAY} 16:00"))
    assert due(within) == at("2025-09-23 17:00")
    beyond = told(began, On(PAUSED, f"{MONDAY} 10:00"), On(RESUMED, "2025-09-23 09:30"))
    assert due(beyond) == at("2025-09-24 09:30")


def test_extensions_go_by_their_own_basis_one_after_the_other() -> None:
    began = begun("24 natural hour", "2025-09-29 16:00")
    more = (extended("1 working day"), extended("3 natural hour"))
    assert due(told(began, more[0])) == at("2025-10-09 16:00")
    assert due(told(began, *more)) == at("2025-10-09 19:00")
    days_more = told(begun("1 working day", f"{MONDAY} 09:00"), extended("2 working day"))
    assert due(days_more) == at("2025-09-25 17:00")
    nights = told(begun("1 natural day", f"{MONDAY} 09:00"), extended("1 natural day"))
    assert due(nights) == at("2025-09-25 00:00")


def test_a_pause_within_an_extension_is_counted_by_its_basis() -> None:
    state = told(
        begun("24 natural hour", "2025-09-29 16:00"),
        extended("1 working day"),
        On(PAUSED, "2025-09-30 18:00"),
        On(RESUMED, "2025-10-09 09:00"),
    )
    assert due(state) == at("2025-10-09 16:30")
    used = reading(state, "2025-10-09 16:30")
    assert (used.state, used.remaining) == (State.RUNNING, 0)


def test_beyond_the_calendar_a_deadline_is_provisional() -> None:
    edge = told(begun("1 working day", "2026-12-30 10:00"))
    assert not reading(edge, "2026-12-30 11:00").provisional
    state = told(begun("3 working day", "2026-12-30 10:00"))
    assert reading(state, "2026-12-30 11:00").provisional
    assert due(state) == at("2027-01-04 17:00")
    natural = told(begun("3 natural day", "2026-12-30 10:00"))
    assert not reading(natural, "2026-12-30 11:00").provisional
    unknown = replace(TIMETABLE, calendar=None)
    old = told(begun("1 working day", "2025-09-30 16:50", timetable=unknown))
    assert reading(old, "2025-10-01 00:00").provisional
    assert due(old) == at("2025-10-01 17:00")
    newer = told(
        begun("3 working day", "2026-12-30 10:00", timetable=replace(TIMETABLE, calendar=2))
    )
    later = read(timer(newer, Clock.COMPLETION), newer.clocks, LATER_CALENDARS, at("2026-12-31"))
    assert (later.due, later.provisional) == (at("2027-01-05 17:00"), False)


def test_while_it_is_not_at_hand_only_the_answer_counts() -> None:
    began = begun("24 natural hour", f"{MONDAY} 09:00")
    merged = told(began, On(MERGED, f"{MONDAY} 09:05"))
    assert reading(merged, f"{MONDAY} 15:00").state is State.PAUSED
    assert reading(merged, f"{MONDAY} 15:00", Clock.RESPONSE).state is State.MISSED
    declined = (On(DECLINED, f"{MONDAY} 09:10"), On(OVERRULED, "2025-09-25 09:10"))
    assert due(told(began, *declined)) == at("2025-09-26 09:00")


def test_what_waits_when_it_ends_has_waited_to_its_end() -> None:
    state = told(
        begun("24 natural hour", f"{MONDAY} 09:00"),
        On(PAUSED, f"{MONDAY} 10:00"),
        On(WITHDRAWN, f"{MONDAY} 15:00"),
    )
    gone = reading(state, "2026-01-01")
    assert (gone.state, gone.used, gone.due) == (
        State.CANCELLED,
        HOUR,
        at("2025-09-23 14:00"),
    )


def test_the_next_moment_is_a_warning_then_the_miss() -> None:
    state = told(begun("24 natural hour", f"{MONDAY} 09:00"), RESPONDED)
    assert next_at(state.clocks, CALENDARS) == at("2025-09-23 04:12")
    unwarned = told(begun("24 natural hour", f"{MONDAY} 09:00", timing=usual(at_risk=0)), RESPONDED)
    assert next_at(unwarned.clocks, CALENDARS) == at("2025-09-23 09:00") + 1
    assert reading(unwarned, f"{MONDAY} 10:00").warn_at is None
    none = told(begun("24 natural hour", f"{MONDAY} 09:00"), WITHDRAWN)
    assert next_at(none.clocks, CALENDARS) is None
