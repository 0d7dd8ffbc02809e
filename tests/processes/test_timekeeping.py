"""The timekeeper's thread: it goes on by itself, and ends when it is asked to."""

import time
from threading import Event

import pytest

from domain.moment import MINUTE, SECOND, Moment
from processes.follower import Follower
from processes.timekeeper import Step
from processes.timekeeping import Timekeeping
from projections.views import deadline
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.service.line import log


@pytest.fixture
def late(sqlite_service: Service) -> Neighbourhood:
    """One with an issue whose answer is overdue already."""
    town = settle(sqlite_service)
    report_late(town)
    return town


def report_late(town: Neighbourhood) -> None:
    town.report(occurred_at=Moment(town.service.now() - 20 * MINUTE))


def missed(service: Service) -> int:
    return [row.topic for row in log(service)].count("issue.deadline-missed")


def test_it_keeps_time_until_it_is_stopped(late: Neighbourhood) -> None:
    service = late.service
    folding = Follower(service.database, deadline.VIEW)
    keeping = Timekeeping(service, folding=folding)
    keeping.start()
    while missed(service) < 1:
        time.sleep(0.01)
    report_late(late)
    while missed(service) < 2:
        time.sleep(0.01)
    keeping.stop()
    keeping.stop()
    looked_at = keeping.state().looked_at
    report_late(late)
    folding.catch_up()
    assert (missed(service), keeping.state().looked_at) == (2, looked_at)


def test_whoever_folds_is_woken(late: Neighbourhood) -> None:
    """It waits for its view, and says so."""
    service, woken = late.service, Event()
    Follower(service.database, deadline.VIEW).catch_up()
    keeping = Timekeeping(service, hint=woken.set)
    keeping.start()
    assert woken.wait(30)
    keeping.stop()
    assert missed(service) == 1


def test_what_was_never_started_can_be_stopped(sqlite_service: Service) -> None:
    Timekeeping(sqlite_service, hint=lambda: None).stop()


@pytest.mark.parametrize(
    ("step", "before", "took", "due", "pause"),
    [
        (Step.KEPT, 1.0, 0.01, None, 0.05),
        (Step.KEPT, 1.0, 0.1, None, 0.1),
        (Step.KEPT, 1.0, 7.0, None, 0.2),
        (Step.IDLE, 0.1, 0.01, None, 1.0),
        (Step.IDLE, 1.0, 0.01, None, 2.0),
        (Step.IDLE, 4.0, 0.01, None, 5.0),
        (Step.IDLE, 4.0, 0.01, 3.0, 3.0),
        (Step.IDLE, 4.0, 0.01, -3.0, 0.05),
        (Step.HOLDING, 4.0, 0.01, None, 1.0),
        (Step.FAULT, 1.0, 0.01, 0.5, 5.0),
    ],
)
def test_how_long_it_waits(  # a table
    sqlite_service: Service,
    monkeypatch: pytest.MonkeyPatch,
    *,
    step: Step,
    before: float,
    took: float,
    due: float | None,
    pause: float,
) -> None:
    monkeypatch.setattr(sqlite_service, "now", lambda: Moment(7))
    keeping = Timekeeping(sqlite_service)
    keeping._keeper.next_due = None if due is None else Moment(7 + round(due * SECOND))
    assert keeping._pause_after(step, before, took=took) == pytest.approx(pause)
