"""Working time: adding and measuring are inverse, and both agree with who counts by hand."""

from datetime import date, datetime, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.calendar.days import Day, date_of, day_of, midnight, on_date, weekday
from domain.calendar.hours import OFFICE, Hours
from domain.calendar.worktime import Axis, add, between, counted_from, due, length_of
from domain.method.terms import Basis, Limit, Span
from domain.moment import DAY, HOUR, MINUTE, SHANGHAI, Moment, local, moment_of
from tests.domain.calendars import CALENDARS, SHAPES, at
from tests.domain.examples import STEADY

FROM, UNTIL = at("2004-01-01 00:00"), at("2028-12-31 00:00")
KNOWN_UNTIL = 2026
MOMENTS = st.integers(FROM, UNTIL).map(Moment)
AXES = st.builds(
    CALENDARS.axis, st.just(Basis.WORKING), st.sampled_from([None, 1]), st.sampled_from(SHAPES)
)
AMOUNTS = st.integers(1, 400 * DAY)


def work(hours: Hours = OFFICE) -> Axis:
    """Working time by what the library knows."""
    return CALENDARS.axis(Basis.WORKING, 1, hours)


def falls_due(start: str, amount: int, span: Span, hours: Hours = OFFICE) -> str:
    """When a limit in working time falls due, as the wall clock shows it."""
    return f"{local(due(work(hours), hours, at(start), amount, span)):%Y-%m-%d %H:%M}"


@STEADY
@for_all(AXES, MOMENTS, AMOUNTS)
def test_what_is_added_is_measured(axis: Axis, start: Moment, amount: int) -> None:
    end = add(axis, start, amount)
    assert between(axis, start, end) == amount
    assert between(axis, start, Moment(end - 1)) == amount - 1
    assert end > start


@STEADY
@for_all(AXES, MOMENTS, MOMENTS)
def test_what_is_measured_leads_back_to_working_time(
    axis: Axis, start: Moment, other: Moment
) -> None:
    end = axis.moment(axis.position(other))
    assert end <= other
    assert between(axis, end, other) == 0
    assert add(axis, start, between(axis, start, end)) == end


@STEADY
@for_all(AXES, MOMENTS, MOMENTS)
def test_time_never_runs_back(axis: Axis, one: Moment, other: Moment) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= between(axis, Moment(earlier), Moment(later)) <= later - earlier
    first, second = (axis.moment(axis.position(Moment(m)) + 1) for m in (earlier, later))
    assert first <= second


def works(day: date, *, known: bool) -> bool:
    """Whether that day is worked, by the library alone."""
    covered = known and day.year <= KNOWN_UNTIL
    return is_workday(day) if covered else day.weekday() < 5


@pytest.mark.parametrize("hours", SHAPES, ids=lambda hours: str(hours.periods))
@pytest.mark.parametrize(
    ("first", "version"),
    [
        ("2004-01-19", 1),
        ("2025-09-27", 1),
        ("2026-02-13", 1),
        ("2026-12-28", 1),
        ("2026-02-13", None),
    ],
)
def test_a_walk_minute_by_minute_counts_the_same(
    first: str, hours: Hours, version: int | None
) -> None:
    axis = CALENDARS.axis(Basis.WORKING, version, hours)
    here, begun = at(f"{first} 00:00"), date.fromisoformat(first)
    counted = axis.position(here)
    open_at = [any(a <= minute < b for a, b in hours.periods) for minute in range(24 * 60)]
    for day in range(12):
        is_worked = works(begun + timedelta(days=day), known=version is not None)
        for is_open in open_at:
            assert axis.position(here) == counted
            if is_worked and is_open:
                assert axis.position(Moment(here + 7)) == counted + 7
                counted += MINUTE
                assert axis.moment(counted) == here + MINUTE
            here = Moment(here + MINUTE)


@pytest.mark.parametrize("version", [None, 1])
def test_every_day_of_25_years_is_counted_once(version: int | None) -> None:
    axis = CALENDARS.axis(Basis.WORKING, version, OFFICE)
    for day in range(on_date(date(2004, 1, 1)), on_date(date(2028, 12, 31))):
        today, tomorrow = midnight(Day(day)), midnight(Day(day + 1))
        whole = works(date_of(Day(day)), known=version is not None) * OFFICE.length
        assert between(axis, today, tomorrow) == whole


def test_national_day_of_2025() -> None:
    """1 to 8 October off; Sunday 28 September and Saturday 11 October worked."""
    assert falls_due("2025-09-30 16:50", 1, Span.DAY) == "2025-10-09 17:00"
    assert falls_due("2025-09-30 16:50", 30, Span.MINUTE) == "2025-10-09 08:50"
    assert falls_due("2025-09-27 10:00", 1, Span.DAY) == "2025-09-28 17:00"
    assert falls_due("2025-10-10 10:00", 1, Span.DAY) == "2025-10-11 17:00"
    assert falls_due("2025-10-03 10:00", 2, Span.HOUR) == "2025-10-09 10:30"


def test_national_day_of_2026() -> None:
    """1 to 7 October off; Sunday 20 September and Saturday 10 October worked."""
    assert falls_due("2026-09-30 09:00", 1, Span.DAY) == "2026-10-08 17:00"
    assert falls_due("2026-09-18 09:00", 1, Span.DAY) == "2026-09-20 17:00"
    assert falls_due("2026-10-08 09:00", 2, Span.DAY) == "2026-10-10 17:00"
    assert falls_due("2026-10-08 09:00", 3, Span.DAY) == "2026-10-12 17:00"


def test_the_spring_festival_of_2026() -> None:
    """15 to 23 February off; Saturdays 14 and 28 February worked."""
    assert falls_due("2026-02-10 10:00", 4, Span.DAY) == "2026-02-14 17:00"
    assert falls_due("2026-02-10 10:00", 5, Span.DAY) == "2026-02-24 17:00"
    assert falls_due("2026-02-14 16:00", 2, Span.HOUR) == "2026-02-24 09:30"
    assert falls_due("2026-02-27 10:00", 1, Span.DAY) == "2026-02-28 17:00"
    assert falls_due("2026-02-27 10:00", 2, Span.DAY) == "2026-03-02 17:00"


def test_lunch_does_not_count() -> None:
    assert falls_due("2026-03-03 11:00", 45, Span.MINUTE) == "2026-03-03 13:15"
    assert falls_due("2026-03-03 11:00", 30, Span.MINUTE) == "2026-03-03 11:30"
    assert falls_due("2026-03-03 12:10", 1, Span.MINUTE) == "2026-03-03 13:01"
    assert falls_due("2026-03-03 11:00", 7, Span.HOUR) == "2026-03-04 11:00"


def test_the_day_on_which_a_limit_in_days_begins_does_not_count() -> None:
    for start in ("2026-03-02 00:00", "2026-03-02 10:00", "2026-03-02 23:59"):
        assert falls_due(start, 1, Span.DAY) == "2026-03-03 17:00"
        assert falls_due(start, 1, Span.DAY, SHAPES[4]) == "2026-03-03 21:01"
    for start in ("2026-03-07 10:00", "2026-03-08 10:00"):
        assert falls_due(start, 1, Span.DAY) == "2026-03-09 17:00"


def test_natural_days_end_at_midnight_and_are_not_moved() -> None:
    axis = CALENDARS.axis(Basis.NATURAL, None, OFFICE)
    for start, amount, end in (
        ("2025-09-30 16:50", 1, "2025-10-02 00:00"),
        ("2025-09-30 00:00", 3, "2025-10-04 00:00"),
    ):
        assert due(axis, OFFICE, at(start), amount, Span.DAY) == at(end)
    begun = at("2025-09-30 16:50")
    assert due(axis, OFFICE, begun, 24, Span.HOUR) == begun + DAY
    assert due(axis, OFFICE, begun, 15, Span.MINUTE) == begun + 15 * MINUTE
    assert between(axis, begun, Moment(begun + 7)) == 7
    assert not axis.provisional(at("2199-01-01 00:00"))


def test_beyond_what_is_known_a_deadline_is_provisional() -> None:
    axis = work()
    for when, provisional in (
        ("2004-01-01 00:00", True),
        ("2004-01-01 00:01", False),
        ("2026-12-31 17:00", False),
        ("2027-01-01 00:00", False),
        ("2027-01-01 00:01", True),
        ("2027-01-04 17:00", True),
    ):
        assert axis.provisional(at(when)) is provisional
    assert falls_due("2026-12-30 10:00", 2, Span.DAY) == "2027-01-01 17:00"
    unknown = CALENDARS.axis(Basis.WORKING, None, OFFICE)
    assert unknown.provisional(at("2025-10-09 17:00"))
    assert due(unknown, OFFICE, at("2025-09-30 16:50"), 1, Span.DAY) == at("2025-10-01 17:00")


def test_lengths_and_beginnings() -> None:
    natural, working = (
        {s: length_of(Limit(amount=3, span=s, basis=b), OFFICE) for s in Span} for b in Basis
    )
    assert natural == {Span.MINUTE: 3 * MINUTE, Span.HOUR: 3 * HOUR, Span.DAY: 3 * DAY}
    assert working == natural | {Span.DAY: 21 * HOUR}
    start = at("2026-03-03 11:00")
    assert [counted_from(start, span) for span in Span] == [start, start, at("2026-03-04 00:00")]


def test_days_are_those_of_the_wall_clock() -> None:
    for text, day in (("2026-02-16 23:59", "2026-02-16"), ("2026-02-17 00:00", "2026-02-17")):
        assert str(date_of(day_of(at(text)))) == day
    for when in (date(1969, 12, 28), date(1970, 1, 1), date(2024, 2, 29), date(2026, 11, 21)):
        found = on_date(when)
        assert (date_of(found), weekday(found)) == (when, when.weekday())
        assert midnight(found) == moment_of(datetime(*when.timetuple()[:3], tzinfo=SHANGHAI))


def test_an_axis_is_made_once() -> None:
    assert work() is work(Hours(periods=OFFICE.periods))
    assert work() is not CALENDARS.axis(Basis.WORKING, None, OFFICE)
