"""A clock that somebody sets, back or forward."""

from structlog.testing import capture_logs

from processes.timekeeper import Step, Timekeeper
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import keep, kept, names
from tests.service.line import log


def test_a_clock_that_is_set_back_records_nothing_again(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, issue = town.service, town.report()
    days.go_on(minutes=16)
    keep(keeper, service)
    before = kept(service)
    days.set(hours=-1)
    assert keep(keeper, service) == [Step.IDLE]
    later = town.report()
    # What is recorded meanwhile is recorded as of the last moment on record.
    days.go_on(hours=1, minutes=16)
    keep(keeper, service)
    assert kept(service, issue) == before
    assert names(kept(service, later)) == ["deadline-missed"]
    moments = [one.at for one in log(service)]
    assert moments == sorted(moments)


def test_a_clock_that_is_set_forward_is_not_believed_at_once(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service = town.service
    town.report()
    with capture_logs() as logs:
        assert keep(keeper, service) == [Step.IDLE]
        days.set(hours=1)
        assert keep(keeper, service) == [Step.HOLDING]
        days.go_on(seconds=30)
        assert keep(keeper, service) == [Step.HOLDING]
        days.set(hours=-1)
        assert keep(keeper, service) == [Step.IDLE]
        assert kept(service) == []
        days.set(hours=1)
        assert keep(keeper, service) == [Step.HOLDING]
        days.go_on(seconds=61)
        assert keep(keeper, service) == [Step.KEPT, Step.IDLE]
    assert names(kept(service)) == ["deadline-missed"]
    told = [entry["seconds"] for entry in logs if entry["event"] == "the clock was set"]
    assert told == [3600, -3600, 3600]
