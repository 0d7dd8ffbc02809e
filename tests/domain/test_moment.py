"""When a fact happened, on which wall clock, and the numbers that carry the year."""

from datetime import UTC, datetime, timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.issue.number import issue_number, scope, sequence_of
from domain.moment import DAY, EARLIEST, HOUR, MINUTE, SECOND, Moment, happened, local, moment_of
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import STEADY

REPORT, NOW = Moment(1_000), Moment(2_000)


def test_a_fact_that_nobody_dates_happens_now() -> None:
    given().when(happened, claimed=None, now=NOW, not_before=REPORT).answers(NOW)


def test_a_fact_may_be_dated_back_to_the_report() -> None:
    for claimed in (REPORT, Moment(1_500), NOW):
        given().when(happened, claimed=claimed, now=NOW, not_before=REPORT).answers(claimed)


def test_nothing_happens_in_the_future() -> None:
    given().when(happened, claimed=Moment(NOW + 1), now=NOW, not_before=REPORT).refused(
        Code.OCCURRED_IN_FUTURE
    )


def test_nothing_happens_before_the_report() -> None:
    given().when(happened, claimed=Moment(REPORT - 1), now=NOW, not_before=REPORT).refused(
        Code.OCCURRED_BEFORE_REPORT
    )
    given().when(happened, claimed=Moment(-1), now=NOW, not_before=EARLIEST).refused(
        Code.OCCURRED_BEFORE_REPORT
    )


def test_units_of_time_are_microseconds() -> None:
    assert (SECOND, MINUTE, HOUR, DAY) == (10**6, 60 * 10**6, 3_600 * 10**6, 86_400 * 10**6)


def test_moments_are_counted_from_1970() -> None:
    assert moment_of(datetime(1970, 1, 1, tzinfo=UTC)) == EARLIEST == 0
    assert local(EARLIEST).isoformat() == "1970-01-01T08:00:00+08:00"


def test_the_year_turns_at_midnight_in_shanghai() -> None:
    last = moment_of(datetime(2025, 12, 31, 15, 59, 59, 999_999, tzinfo=UTC))
    assert local(last).year == 2025
    assert local(Moment(last + 1)).isoformat() == "2026-01-01T00:00:00+08:00"


@STEADY
# The bounds are naive because the strategy itself adds the zone.
@for_all(st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_keeps_every_microsecond(when: datetime) -> None:
    assert local(moment_of(when)) == when
    assert moment_of(when + timedelta(microseconds=1)) == moment_of(when) + 1


@STEADY
@for_all(
    st.from_regex(r"[A-Z][A-Z0-9-]{0,10}", fullmatch=True),
    st.integers(1970, 9999),
    st.integers(1, 10**8),
)
def test_a_number_tells_its_scope_and_sequence(code: str, year: int, sequence: int) -> None:
    assert sequence_of(issue_number(code, year, sequence)) == (scope(code, year), sequence)


def test_numbers_read_as_people_write_them() -> None:
    assert issue_number("LB", 2026, 17) == "LB-2026-000017"
    assert issue_number("LB", 2026, 1_000_000) == "LB-2026-1000000"
