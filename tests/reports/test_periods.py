"""Which days a report is of, and when it is due."""

from datetime import date, datetime

import pytest

from domain.body.events import ReportKind
from domain.moment import moment_of
from domain.period import Period
from service.reports.periods import before, days_in, months_up_to, newest_due, period_of

HALF, MONTH, YEAR = ReportKind


def days(text: str) -> Period:
    first, last = map(date.fromisoformat, text.split())
    return Period(first=first, last=last)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (HALF, "2026-04-01", "2026-04-01 2026-04-15"),
        (HALF, "2026-04-15", "2026-04-01 2026-04-15"),
        (HALF, "2026-04-16", "2026-04-16 2026-04-30"),
        (HALF, "2028-02-29", "2028-02-16 2028-02-29"),
        (MONTH, "2026-02-10", "2026-02-01 2026-02-28"),
        (MONTH, "2026-12-31", "2026-12-01 2026-12-31"),
        (YEAR, "2026-07-01", "2026-01-01 2026-12-31"),
    ],
)
def test_the_period_of_a_day(kind: ReportKind, day: str, expected: str) -> None:
    assert period_of(kind, date.fromisoformat(day)) == days(expected)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (HALF, "2026-03-20", "2026-03-01 2026-03-15"),
        (HALF, "2026-03-02", "2026-02-16 2026-02-28"),
        (MONTH, "2026-01-31", "2025-12-01 2025-12-31"),
        (YEAR, "2026-01-01", "2025-01-01 2025-12-31"),
    ],
)
def test_the_one_before(kind: ReportKind, day: str, expected: str) -> None:
    assert before(kind, period_of(kind, date.fromisoformat(day))) == days(expected)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_periods_leave_no_day_out(kind: ReportKind) -> None:
    period = period_of(kind, date(2028, 3, 1))
    for _ in range(60):
        earlier = before(kind, period)
        assert (period.first - earlier.last).days == 1
        assert {period_of(kind, day) for day in (earlier.first, earlier.last)} == {earlier}
        period = earlier


@pytest.mark.parametrize(
    ("now", "half", "month", "year"),
    [
        ("2026-04-01T05:59", "2026-03-01 2026-03-15", "2026-02-01 2026-02-28", 2025),
        ("2026-04-01T06:00", "2026-03-16 2026-03-31", "2026-03-01 2026-03-31", 2025),
        ("2026-04-16T05:59", "2026-03-16 2026-03-31", "2026-03-01 2026-03-31", 2025),
        ("2026-04-16T06:00", "2026-04-01 2026-04-15", "2026-03-01 2026-03-31", 2025),
        ("2026-01-01T05:00", "2025-12-01 2025-12-15", "2025-11-01 2025-11-30", 2024),
        ("2026-01-01T07:00", "2025-12-16 2025-12-31", "2025-12-01 2025-12-31", 2025),
    ],
)
def test_what_is_due(now: str, half: str, month: str, year: int) -> None:
    when = datetime.fromisoformat(f"{now}:00+08:00")
    assert newest_due(moment_of(when)) == {
        HALF: days(half),
        MONTH: days(month),
        YEAR: days(f"{year}-01-01 {year}-12-31"),
    }


def test_the_steps_of_a_trend() -> None:
    steps = days_in(days("2026-02-16 2026-02-28"))
    assert (len(steps), steps[0], steps[-1].last) == (
        13,
        days("2026-02-16 2026-02-16"),
        date(2026, 2, 28),
    )
    months = months_up_to(days("2026-02-01 2026-02-28"), 3)
    assert [month.first for month in months] == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
