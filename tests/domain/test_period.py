"""Periods: whole days in Shanghai, both ends within them."""

from datetime import date, timedelta

from domain.moment import Moment
from domain.period import Period
from domain.refusal import Code
from tests.domain.calendars import at
from tests.domain.dsl import given

FIRST = date(2026, 10, 1)


def test_a_period_holds_its_first_day_and_its_last() -> None:
    october = Period(first=FIRST, last=date(2026, 10, 31))
    assert october.days == 31
    assert (october.begins, october.ends) == (at("2026-10-01 00:00"), at("2026-11-01 00:00"))
    for moment, held in (
        (october.begins, True),
        (october.begins - 1, False),
        (october.ends - 1, True),
        (october.ends, False),
    ):
        assert october.holds(Moment(moment)) is held


def test_one_day_is_a_period() -> None:
    assert Period(first=FIRST, last=FIRST).days == 1


def test_no_period_ends_before_it_begins() -> None:
    given().when(Period, first=FIRST, last=FIRST - timedelta(days=1)).refused(Code.PERIOD_INVERTED)


def test_a_period_has_ten_years_at_most() -> None:
    longest = Period(first=FIRST, last=FIRST + timedelta(days=3659))
    assert longest.days == 3660
    given().when(Period, first=FIRST, last=longest.last + timedelta(days=1)).refused(
        Code.PERIOD_TOO_LONG, days=3660
    )
