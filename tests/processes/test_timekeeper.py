"""The timekeeper: what falls due is recorded once, in order, whoever keeps time and when."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from domain.clock.firing import fire
from domain.issue import events
from domain.levels import Level
from domain.method.terms import Clock
from domain.moment import DAY, MINUTE, SHANGHAI, Moment, moment_of
from domain.refusal import Code, Refused
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from processes.follower import Follower
from processes.timekeeper import Step, Timekeeper
from projections.engine import fetch
from projections.replay import check
from projections.views import deadline
from projections.views.deadline import DeadlineRow
from service.calendars import LAST_YEAR, library_text
from service.commands.calendars import PublishCalendar
from service.commands.handling import Respond
from service.service import Service
from service.settings import Settings
from tests.neighbourhood import Neighbourhood, settle
from tests.processes.days import Days
from tests.service.line import log

KEPT = (
    events.DeadlineWarned,
    events.DeadlineMissed,
    events.Escalated,
    events.DeadlineRecalculated,
)


FIRE = "service.commands.timekeeping.fire"


@pytest.fixture
def days() -> Days:
    """A Monday morning, years behind what any calendar covers."""
    return Days(moment_of(datetime(2040, 6, 4, 10, tzinfo=SHANGHAI)))


@pytest.fixture
def town(settings: Settings, days: Days) -> Iterator[Neighbourhood]:
    """One of its own on each database, by these days."""
    service = Service(settings, now=days.now)
    service.start()
    yield settle(service)
    service.stop()


@pytest.fixture
def keeper(town: Neighbourhood, days: Days) -> Timekeeper:
    """One that looks at four issues at a time."""
    return keeper_of(town.service, days)


def keeper_of(service: Service, days: Days, page: int = 4) -> Timekeeper:
    follower = Follower(service.database, deadline.VIEW)
    return Timekeeper(service, page=page, hint=follower.catch_up, monotonic=days.monotonic)


def follow(service: Service) -> None:
    Follower(service.database, deadline.VIEW).catch_up()


def keep(keeper: Timekeeper, service: Service) -> list[Step]:
    """Steps until nothing is due, or nothing can be done."""
    follow(service)
    steps = [keeper.step()]
    while steps[-1] is Step.KEPT:
        steps.append(keeper.step())
    return steps


def kept(service: Service, issue: UUID | None = None) -> list[Recorded[object]]:
    """What was recorded by the timekeeper."""
    recorded = [CATALOGUE.decode(row) for row in log(service)]
    found = [one for one in recorded if isinstance(one.event, KEPT)]
    return [one for one in found if issue in (None, one.stream)]


def names(recorded: Sequence[Recorded[object]]) -> list[str]:
    return [one.topic.removeprefix("issue.") for one in recorded]


def row_of(service: Service, issue: UUID) -> DeadlineRow:
    follow(service)
    with service.database.read() as connection:
        row = fetch(connection, deadline.VIEW, (issue,))
    assert row is not None
    return row


def test_a_deadline_is_warned_of_then_missed(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, issue = town.service, town.report()
    assert keep(keeper, service) == [Step.IDLE]
    days.go_on(minutes=13)
    assert keep(keeper, service) == [Step.KEPT, Step.IDLE]
    assert names(kept(service)) == ["deadline-warned"]
    days.go_on(minutes=3)
    keep(keeper, service)
    missed = kept(service)[-1]
    assert isinstance(missed.event, events.DeadlineMissed)
    reported = next(r for r in log(service) if r.stream == issue)
    assert missed.event.due == CATALOGUE.decode(reported).occurred_at + 15 * MINUTE
    assert (missed.by.role, missed.by.person) == ("system", None)
    assert keep(keeper, service) == [Step.IDLE]
    assert check(service.database, service.views) == []


def test_pages_go_by_when_things_are_due(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    """Ten issues that were typed in in another order than they happened."""
    service = town.service
    issues = [
        (back, town.report(occurred_at=Moment(days.now() - back * MINUTE)))
        for back in (3, 9, 1, 7, 5, 8, 2, 6, 4, 0)
    ]
    days.go_on(minutes=25)
    assert keep(keeper, service) == [Step.KEPT] * 3 + [Step.IDLE]
    missed = [one for one in kept(service) if isinstance(one.event, events.DeadlineMissed)]
    oldest_first = [issue for _, issue in sorted(issues, reverse=True)]
    assert [one.stream for one in missed] == oldest_first


def test_several_keep_time_and_each_deadline_is_recorded_once(
    town: Neighbourhood, days: Days
) -> None:
    service, together = town.service, Barrier(3)
    issues = [town.report() for _ in range(12)]
    days.go_on(minutes=16)
    follow(service)

    def keep_along() -> None:
        other = Service(service.settings, now=days.now)
        other.start()
        mine = keeper_of(other, days, page=5)
        together.wait(timeout=30)
        keep(mine, other)
        other.stop()

    with ThreadPoolExecutor(3) as pool:
        for running in [pool.submit(keep_along) for _ in range(3)]:
            running.result(timeout=60)
    recorded = kept(service)
    assert sorted(one.stream for one in recorded) == sorted(issues)
    assert set(names(recorded)) == {"deadline-missed"}
    assert check(service.database, service.views) == []


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


def poisoned(
    monkeypatch: pytest.MonkeyPatch, error: Exception, issue: UUID | None
) -> Callable[[], None]:
    """Let the rule fail for one issue, or for all; returns what mends it."""

    def failing(state: Any, *rest: Any, **more: Any) -> Any:
        if issue is None or state.number == number:
            raise error
        return fire(state, *rest, **more)

    number = None if issue is None else _numbers[issue]
    monkeypatch.setattr(FIRE, failing)
    return lambda: monkeypatch.setattr(FIRE, fire)


_numbers = dict[UUID, str]()


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
    _numbers[issues[1]] = town.issue(issues[1]).number
    mend = poisoned(monkeypatch, error, issues[1])
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


def test_a_standstill_climbs_one_rung_at_a_time(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    """Nobody kept time for thirty days: the district hears of it two rungs later."""
    service, issue = town.service, town.report()
    town.do(Respond(issue=issue, message="已收到"), by=town.clerk)
    days.go_on(hours=30 * 24)
    heard: list[Level] = []
    for _ in range(60):
        keep(keeper, service)
        climbed = [r.event for r in kept(service) if isinstance(r.event, events.Escalated)]
        if len(climbed) > len(heard):
            assert len(climbed) == len(heard) + 1
            heard.append(climbed[-1].level)
            assert (climbed[-1].reason, climbed[-1].rung) == (None, len(climbed))
        days.go_on(hours=1)
    assert heard == [Level.COMMITTEE, Level.SUBDISTRICT, Level.DISTRICT]
    assert check(service.database, service.views) == []


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


def test_pruning_is_done_hourly(
    town: Neighbourhood, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, pruned = town.service, list[str]()

    def failing() -> int:
        pruned.append("answers")
        raise OSError("secret words")

    def told(name: str, count: int) -> int:
        pruned.append(name)
        return count

    monkeypatch.setattr(service, "forget_old_answers", failing)
    monkeypatch.setattr(service.follow_ups, "prune", lambda: told("tokens", 3))
    monkeypatch.setattr(service, "prune_phones", lambda: told("phones", 0))
    keeper = keeper_of(service, days)
    with capture_logs() as logs:
        for _ in range(3):
            assert keep(keeper, service) == [Step.IDLE]
        assert pruned == ["answers", "tokens", "phones"]
        days.go_on(hours=1, seconds=-1)
        keep(keeper, service)
        assert len(pruned) == 3
        days.go_on(minutes=10, seconds=1)
        keep(keeper, service)
    assert pruned == ["answers", "tokens", "phones"] * 2
    lines = {(entry["event"], entry["of"]) for entry in logs}
    assert lines == {("pruning failed", "answers"), ("pruned", "tokens")}
    assert "secret words" not in str(logs)


def calendar(version: int, **off: str) -> PublishCalendar:
    """What the library knows, and all years until 2040 with these days off."""
    sections = (
        f"\n[years.{year}]\noff = [{off.get(f'of_{year}', '')}]\non = []\n"
        for year in range(LAST_YEAR + 1, 2041)
    )
    return PublishCalendar(text=library_text(version) + "".join(sections))


def in_working_time(town: Neighbourhood) -> UUID:
    """An issue of the committee that has adopted no method of its own."""
    place = {"committee": town.next_committee, "compound": town.next_compound}
    return town.report(by=town.next_clerk, **place)


def test_a_newer_calendar_moves_what_it_moves(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, natural = town.service, town.report()
    issues = [in_working_time(town) for _ in range(6)]
    before = row_of(service, issues[0])
    assert (before.provisional, before.calendar) == (True, 1)
    assert row_of(service, natural).calendar is None
    assert keep(keeper, service) == [Step.IDLE]
    # Tuesday and Wednesday of this week are off: the answer of Tuesday is due on Thursday.
    town.do(calendar(2, of_2040='"06-05", "06-06"'), by=town.administrator)
    assert keep(keeper, service) == [Step.KEPT] * 2 + [Step.IDLE]
    assert sorted(one.stream for one in kept(service)) == sorted(issues)
    [told] = kept(service, issues[0])
    assert isinstance(told.event, events.DeadlineRecalculated)
    assert told.event.calendar == 2
    response = next(one for one in told.event.moved if one.clock.kind is Clock.RESPONSE)
    assert response.before == before.soonest_due
    assert response.after == (response.before or 0) + 2 * DAY
    after = row_of(service, issues[0])
    assert (after.provisional, after.calendar) == (False, 2)
    assert after.soonest_due == response.after
    days.go_on(minutes=2)
    assert keep(keeper, service) == [Step.IDLE]
    assert check(service.database, service.views) == []


def test_a_calendar_that_changes_later_days_touches_nobody(
    town: Neighbourhood, days: Days, keeper: Timekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = town.service
    town.do(calendar(2), by=town.administrator)
    issue = in_working_time(town)
    assert row_of(service, issue).calendar == 2
    monkeypatch.setattr(FIRE, _never)
    town.do(calendar(3, of_2040='"12-31"'), by=town.administrator)
    assert keep(keeper, service) == [Step.IDLE]
    assert keeper.state().fault is None


def _never(*_asked: object, **_more: object) -> None:
    raise AssertionError("nobody was to be asked")
