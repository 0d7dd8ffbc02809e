"""What stands in the way of one issue, or of all, holds nobody else up and is told once."""

from collections.abc import Callable
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.clock.firing import fire
from domain.moment import Moment
from domain.refusal import Code, Refused
from processes.timekeeper import Step, Timekeeper
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import FIRE, follow, keep, kept, names


def poisoned(monkeypatch: pytest.MonkeyPatch, error: Exception, number: str) -> Callable[[], None]:
    """Let the rule fail for the issue of that number; returns what mends it."""

    def failing(state: Any, *rest: Any, **more: Any) -> Any:
        if state.number == number:
            raise error
        return fire(state, *rest, **more)

    monkeypatch.setattr(FIRE, failing)
    return lambda: monkeypatch.setattr(FIRE, fire)


@pytest.mark.parametrize(
    "error",
    [Refused(Code.UNKNOWN_CALENDAR, version=7), ZeroDivisionError("secret words")],
    ids=["refused", "broken"],
)
def test_a_fault_of_one_issue_is_no_matter_of_the_others(
    town: Neighbourhood,
    days: Days,
    keeper: Timekeeper,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    service, issues = town.service, [town.report() for _ in range(6)]
    mend = poisoned(monkeypatch, error, town.issue(issues[1]).number)
    days.go_on(minutes=16)
    with capture_logs() as logs:
        assert keep(keeper, service)[-1] is Step.IDLE
        assert {one.stream for one in kept(service)} == set(issues) - {issues[1]}
        assert keeper.state().fault == type(error).__name__
        assert keeper.state().overdue == 1
        # It is left alone for a minute, then asked again.
        days.go_on(seconds=59)
        assert keep(keeper, service) == [Step.IDLE]
        days.go_on(seconds=2)
        assert keep(keeper, service) == [Step.KEPT, Step.IDLE]
        mend()
        days.go_on(minutes=2, seconds=1)
        assert keep(keeper, service) == [Step.KEPT, Step.IDLE]
    assert {one.stream for one in kept(service)} == set(issues)
    assert keeper.state().fault is None
    told = [entry for entry in logs if entry["event"] == "time cannot be kept"]
    assert [(one["issue"], one["error"]) for one in told] == [
        (str(issues[1]), type(error).__name__)
    ]
    assert "secret words" not in str(logs)


def test_a_fault_of_everybody_is_told_once_and_waited_for(
    town: Neighbourhood, days: Days, keeper: Timekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = town.service
    town.report()
    days.go_on(minutes=16)
    follow(service)
    with capture_logs() as logs, monkeypatch.context() as patched:
        patched.setattr("processes.timekeeper.deadlines.due", _broken)
        assert [keeper.step() for _ in range(3)] == [Step.FAULT] * 3
        assert keeper.state().fault == "ConnectionError"
    assert [entry["event"] for entry in logs] == ["the timekeeper waits"]
    assert keep(keeper, service) == [Step.KEPT, Step.IDLE]
    assert keeper.state().fault is None


def _broken(_by: Moment) -> None:
    raise ConnectionError("secret words")


def test_issues_that_nothing_comes_of_hold_nobody_up(
    town: Neighbourhood, days: Days, keeper: Timekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a page of them stands before the others."""
    service, stuck = town.service, [town.report() for _ in range(9)]
    states = {town.issue(one).number for one in stuck}
    asked: list[str] = []

    def often_nothing(state: Any, *rest: Any, **more: Any) -> Any:
        asked.append(state.number)
        return () if state.number in states else fire(state, *rest, **more)

    monkeypatch.setattr(FIRE, often_nothing)
    days.go_on(minutes=1)
    other = town.report()
    days.go_on(minutes=16)
    assert keep(keeper, service)[-1] is Step.IDLE
    assert [one.stream for one in kept(service)] == [other]
    asked.clear()
    assert keep(keeper, service) == [Step.IDLE]
    assert asked == []
    # Asked again after a minute, after two more, and after four.
    for minutes in (1, 2, 4):
        days.go_on(minutes=minutes, seconds=-1)
        keep(keeper, service)
        assert asked == []
        days.go_on(seconds=2)
        keep(keeper, service)
        assert sorted(asked) == sorted(states)
        asked.clear()


def test_a_view_that_is_behind_records_nothing_twice(town: Neighbourhood, days: Days) -> None:
    """The page comes again until the view has come along, and then nothing comes of it."""
    service = town.service
    town.report()
    days.go_on(minutes=16)
    follow(service)
    waited: list[int] = []

    def nobody_folds() -> None:
        waited.append(1)
        days.go_on(seconds=1)

    slow = Timekeeper(service, hint=nobody_folds, monotonic=days.monotonic)
    assert [slow.step() for _ in range(3)] == [Step.KEPT] * 3
    assert len(waited) == 3 * 2
    assert names(kept(service)) == ["deadline-missed"]
    assert slow.state().overdue == 1
    follow(service)
    assert slow.step() is Step.IDLE
    assert slow.state().overdue == 0
