"""Time never goes back, and issue numbers have no gaps within committee and year."""

from datetime import datetime, timedelta

import pytest

from domain.moment import HOUR, MINUTE, SHANGHAI, Moment, moment_of
from ledger.now import clock
from projections.replay import check
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.service.line import Commits, Line, answer, log, number

NEW_YEAR = moment_of(datetime(2031, 1, 1, tzinfo=SHANGHAI))
SECOND_BEFORE = Moment(NEW_YEAR - 1_000_000)


def reported(town: Neighbourhood, moment: int, *, next_door: bool = False) -> str:
    line = Line(town.service, now=lambda: Moment(moment))
    where = {"committee": town.next_committee, "compound": town.next_compound}
    report = town.reporting(**where) if next_door else town.reporting()
    future = line.add(report, town.next_clerk if next_door else town.clerk)
    line.run()
    return number(future)


def test_two_reports_in_one_batch_get_consecutive_numbers(town: Neighbourhood) -> None:
    line = Line(town.service, now=lambda: SECOND_BEFORE)
    where = {"committee": town.next_committee, "compound": town.next_compound}
    futures = [
        line.add(town.reporting(), town.clerk),
        line.add(town.reporting(**where), town.next_clerk),
        line.add(town.reporting(), town.clerk),
    ]
    with Commits(town.service) as commits:
        line.run()
    assert commits.count == 1
    assert [number(f) for f in futures] == ["LY-2030-000001", "LE-2030-000001", "LY-2030-000002"]


def test_numbers_go_on_from_batch_to_batch(town: Neighbourhood) -> None:
    assert [reported(town, SECOND_BEFORE) for _ in range(3)] == [
        "LY-2030-000001",
        "LY-2030-000002",
        "LY-2030-000003",
    ]


def test_numbers_begin_again_with_the_year_in_shanghai(town: Neighbourhood) -> None:
    moments = (SECOND_BEFORE, NEW_YEAR - 1, NEW_YEAR, NEW_YEAR + HOUR)
    assert [reported(town, moment) for moment in moments] == [
        "LY-2030-000001",
        "LY-2030-000002",
        "LY-2031-000001",
        "LY-2031-000002",
    ]
    # 16:00 UTC on 31 December is midnight in Shanghai.
    assert moment_of(datetime.fromisoformat("2030-12-31T16:00:00+00:00")) == NEW_YEAR
    assert reported(town, NEW_YEAR, next_door=True) == "LE-2031-000001"


def test_a_report_typed_in_late_is_numbered_in_the_year_of_its_recording(
    town: Neighbourhood,
) -> None:
    reported(town, SECOND_BEFORE)
    line = Line(town.service, now=lambda: NEW_YEAR)
    future = line.add(town.reporting(occurred_at=SECOND_BEFORE), town.clerk)
    line.run()
    assert number(future) == "LY-2031-000001"
    assert answer(future).row.reported_at == SECOND_BEFORE
    assert answer(future).row.content.recorded_at == NEW_YEAR


def test_recorded_time_never_goes_back(town: Neighbourhood) -> None:
    before = len(log(town.service))
    for moment in (NEW_YEAR, NEW_YEAR - HOUR, SECOND_BEFORE, NEW_YEAR + 1):
        reported(town, moment)
    times = [row.at for row in log(town.service)[before:]]
    assert times == [NEW_YEAR] * 6 + [NEW_YEAR + 1] * 2
    assert check(town.service.database, town.service.views) == []


def test_what_happens_while_the_clock_lags_happens_at_the_recorded_time(
    town: Neighbourhood,
) -> None:
    reported(town, NEW_YEAR)
    line = Line(town.service, now=lambda: SECOND_BEFORE)
    future = line.add(town.reporting(), town.clerk)
    line.run()
    assert answer(future).row.reported_at == NEW_YEAR
    assert number(future) == "LY-2031-000002"


@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(days=400)])
def test_a_service_takes_its_clock_as_an_argument(
    sqlite_service: Service, ahead: timedelta
) -> None:
    shift = ahead // timedelta(microseconds=1)
    other = Service(sqlite_service.settings, now=lambda: Moment(clock() + shift))
    other.start()
    settle(other)
    other.stop()
    assert log(sqlite_service)[-1].at > clock() + shift - MINUTE
