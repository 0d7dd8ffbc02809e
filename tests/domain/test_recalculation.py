"""A calendar that arrives: what was provisional moves, or becomes certain."""

from dataclasses import replace

from domain.calendar.state import Calendars
from domain.clock.reading import State, next_at, read
from domain.issue import events
from domain.issue.events import DeadlineMissed, DeadlineRecalculated, DeadlineWarned
from domain.levels import Level
from domain.method.terms import Clock
from domain.method.timing import Rung
from tests.domain.examples import LINBA_TIMING, RESPONDED, TIMETABLE
from tests.domain.firing import climbed, fired, firing, missed
from tests.domain.loop import MERGED, WITHDRAWN
from tests.domain.timing import (
    CALENDARS,
    LATER_CALENDARS,
    On,
    at,
    clock,
    limit,
    promised,
    timer,
    told,
)

RUNG = Rung(level=Level.SUBDISTRICT, wait=limit("1 working day"))
BEYOND = On(
    promised({"response": "3 working day", "completion": "3 natural day"}), "2026-12-30 10:00"
)


def test_a_calendar_that_arrives_moves_what_was_provisional() -> None:
    before, after = at("2027-01-04 17:00"), at("2027-01-05 17:00")
    state, found = fired(told(BEYOND), "2026-12-31 09:00", LATER_CALENDARS)
    moved = events.Moved(clock=clock(Clock.RESPONSE), before=before, after=after)
    assert found == (DeadlineRecalculated(calendar=2, moved=(moved,)),)
    known = read(timer(state, Clock.RESPONSE), state.clocks, LATER_CALENDARS, at("2027-01-05"))
    assert (known.due, known.provisional) == (after, False)


def test_what_becomes_certain_is_told_though_it_does_not_move() -> None:
    sooner = On(promised({"response": "1 working day"}), "2027-01-05 10:00")
    _, found = fired(told(sooner), "2027-01-05 10:00", LATER_CALENDARS)
    due = at("2027-01-06 17:00")
    moved = events.Moved(clock=clock(Clock.RESPONSE), before=due, after=due)
    assert found == (DeadlineRecalculated(calendar=2, moved=(moved,)),)


def test_a_calendar_that_changes_nothing_is_not_told() -> None:
    within = On(promised({"response": "3 working day"}), "2026-09-30 10:00")
    assert firing(told(within), "2026-09-30 11:00", LATER_CALENDARS) == ()
    assert firing(told(BEYOND, MERGED, WITHDRAWN), "2027-01-04 11:00", LATER_CALENDARS) == ()


def test_a_calendar_that_comes_is_counted_by_before_anything_is_missed() -> None:
    """By the old one the answer would have been missed an hour ago."""
    state = told(BEYOND)
    assert missed(firing(state, "2027-01-04 18:00")) == ["completion 1", "response 1"]
    found = firing(state, "2027-01-04 18:00", LATER_CALENDARS)
    assert [type(one) for one in found] == [DeadlineRecalculated, DeadlineMissed]
    assert missed(found) == ["completion 1"]


def test_nobody_climbs_on_a_holiday_that_became_known_before_the_miss() -> None:
    """One working day behind New Year's Eve is a Monday, and no 1 January."""
    timing = replace(LINBA_TIMING, ladder=(RUNG,))
    limits = {"response": "1 natural hour", "completion": "1 working day"}
    began = On(promised(limits, timing), "2026-12-30 09:00")
    [miss] = firing(told(began, On(RESPONDED, "2026-12-30 09:05")), "2026-12-31 17:30")
    late = told(began, On(RESPONDED, "2026-12-30 09:05"), On(miss, "2026-12-31 17:30"))
    assert next_at(late.clocks, LATER_CALENDARS) == at("2027-01-01 17:00")
    state, found = fired(late, "2027-01-01 17:00", LATER_CALENDARS)
    assert found == (DeadlineRecalculated(calendar=2, moved=()),)
    assert next_at(state.clocks, LATER_CALENDARS) == at("2027-01-04 17:00")
    _, found = fired(state, "2027-01-04 17:00", LATER_CALENDARS)
    assert found == (climbed(1, Level.SUBDISTRICT),)


def test_old_issues_get_the_first_calendar() -> None:
    unknown = replace(TIMETABLE, calendar=None)
    old = On(promised({"response": "1 working day"}, timetable=unknown), "2025-09-30 16:50")
    state, (recalculated,) = fired(told(old), "2025-10-01 09:00")
    moved = events.Moved(
        clock=clock(Clock.RESPONSE), before=at("2025-10-01 17:00"), after=at("2025-10-09 17:00")
    )
    assert recalculated == DeadlineRecalculated(calendar=1, moved=(moved,))
    assert read(timer(state, Clock.RESPONSE), state.clocks, CALENDARS, at("2025-10-09")).state is (
        State.RUNNING
    )
    (warned,) = firing(told(old), "2025-10-01 16:00", Calendars())
    assert isinstance(warned, DeadlineWarned)
    assert warned.provisional
