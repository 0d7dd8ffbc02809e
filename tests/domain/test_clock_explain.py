"""A clock told to people: intervals, days, and what was left out of them."""

from dataclasses import replace

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.clock.explain import DayKind, days, intervals
from domain.clock.parts import Pause
from domain.clock.reading import read
from domain.method.terms import Clock
from domain.moment import DAY, HOUR, MINUTE, Moment
from tests.domain.examples import FAST, STEADY
from tests.domain.loop import DECLINED
from tests.domain.timing import (
    CALENDARS,
    MONDAY,
    PAUSED,
    RESUMED,
    On,
    at,
    begun,
    extended,
    timer,
    told,
)


def test_the_intervals_say_what_counted_and_what_was_left_out() -> None:
    state = told(
        begun("1 working day", f"{MONDAY} 16:00"),
        On(PAUSED, "2025-09-23 10:00"),
        On(RESUMED, "2025-09-23 14:00"),
    )
    found = intervals(timer(state, Clock.COMPLETION), CALENDARS, at("2025-09-24 12:00"))
    told_as = [(one.sort, one.since, one.counted // MINUTE, one.ground) for one in found]
    assert told_as == [
        ("first-day", at(f"{MONDAY} 16:00"), 0, None),
        ("counted", at("2025-09-23 00:00"), 90, None),
        ("paused", at("2025-09-23 10:00"), 0, "waiting-for-resident"),
        ("counted", at("2025-09-23 14:00"), 330, None),
        ("overdue", at("2025-09-24 11:00"), 30, None),
    ]
    away = told(begun("1 natural day", f"{MONDAY} 16:00"), On(DECLINED, "2025-09-23 16:00"))
    last = intervals(timer(away, Clock.COMPLETION), CALENDARS, at("2025-09-24 12:00"))[-1]
    assert (last.sort, last.until) == ("away", at("2025-09-24 12:00"))


def test_the_days_say_what_was_worked_and_why_not() -> None:
    state = told(begun("3 working day", "2025-09-30 16:50"))
    seen = days(timer(state, Clock.COMPLETION), CALENDARS, at("2025-10-11 17:00"))
    assert [f"{day.date:%d} {day.kind} {day.counted // HOUR}" for day in seen] == [
        "30 workday 0",
        *(f"0{n} holiday 0" for n in (1, 2, 3)),
        "04 weekend 0",
        "05 weekend 0",
        *(f"0{n} holiday 0" for n in (6, 7, 8)),
        "09 workday 7",
        "10 workday 7",
        "11 lieu 7",
    ]
    assert all(day.certain for day in seen)
    assert sum(day.counted for day in seen) == 21 * HOUR


def test_a_day_that_no_calendar_knows_is_uncertain() -> None:
    state = told(begun("2 working day", "2026-12-31 10:00"))
    seen = days(timer(state, Clock.COMPLETION), CALENDARS, at("2027-01-02 00:00"))
    assert [(day.date.isoformat(), day.kind, day.certain) for day in seen] == [
        ("2026-12-31", DayKind.WORKDAY, True),
        ("2027-01-01", DayKind.WORKDAY, False),
    ]


MINUTES = st.integers(0, 30 * 24 * 60).map(lambda minutes: minutes * MINUTE)


@STEADY
@for_all(
    st.sampled_from(["3 working day", "10 working hour", "50 natural hour", "2 natural day"]),
    st.lists(MINUTES, max_size=6).map(sorted),
    st.sampled_from([None, "2 working day", "90 natural minute"]),
    MINUTES,
)
def test_all_time_is_told_once_and_what_counted_is_what_is_used(
    limit: str, marks: list[int], more: str | None, later: int
) -> None:
    began = at("2025-09-24 13:30")
    state = told(begun(limit, "2025-09-24 13:30"))
    if more:
        state = told(extended(more), state=state)
    one = timer(state, Clock.COMPLETION)
    pauses = [_pause(began + a, began + b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    one = replace(one, pauses=tuple(pauses))
    now = Moment(began + later)
    found = intervals(one, CALENDARS, now)
    known = read(one, state.clocks, CALENDARS, now)
    assert sum(stretch.counted for stretch in found) == known.used
    edges = [(stretch.since, stretch.until) for stretch in found]
    assert [until for _, until in edges[:-1]] == [since for since, _ in edges[1:]]
    assert not found or (found[0].since, found[-1].until) == (began, now)
    seen = days(one, CALENDARS, now)
    assert sum(day.counted for day in seen) == known.used
    assert len(seen) in (later // DAY, later // DAY + 1, later // DAY + 2)
    # The clock at its due moment is just used up.
    assert known.due is not None
    assert read(one, state.clocks, CALENDARS, known.due).remaining == 0
    assert read(one, state.clocks, CALENDARS, Moment(known.due - 1)).remaining > 0


def _pause(since: int, until: int) -> Pause:
    state = told(begun("1 natural day", MONDAY), On(PAUSED, MONDAY), FAST)
    (pause,) = timer(state, Clock.COMPLETION).pauses
    return replace(pause, since=Moment(since), until=Moment(until))
