"""Reports are drawn on their days, once, whoever keeps time and however long nobody did."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.body.events import Level, ReportDrawn, ReportKind
from domain.body.registry import draw_report
from domain.body.state import BodyState
from domain.moment import SHANGHAI, moment_of
from domain.period import Period
from domain.refusal import Code, Refused
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.streams import BODY, load
from processes.follower import Follower
from processes.scheduling import Scheduling
from processes.timekeeper import Step, Timekeeper
from projections.engine import fetch
from projections.replay import check
from projections.views import deadline, directory
from service.commands.directory import AdoptMethod
from service.commands.reports import DrawReport
from service.commands.system import PublishMethod
from service.errors import Unavailable
from service.service import SYSTEM, Service
from service.settings import Settings
from tests.installations import SqliteInstallations
from tests.neighbourhood import Neighbourhood, settle
from tests.processes.days import Days
from tests.service.line import log

HALF, MONTH, YEAR = ReportKind
SEVENTEENTH = (Path(__file__).parents[1] / "stories/seventeenth.toml").read_text("utf-8")
RUN = "service.commands.reports.draw_report"


@pytest.fixture
def days() -> Days:
    """The afternoon of the last day but one of a May."""
    return Days(moment_of(datetime(2040, 5, 30, 15, tzinfo=SHANGHAI)))


@pytest.fixture
def town(
    sqlite_installations: SqliteInstallations, tmp_path: Path, days: Days
) -> Iterator[Neighbourhood]:
    """Two committees, of which one adopted a method that day, a subdistrict and a district."""
    service = Service(sqlite_installations.fresh(tmp_path), now=days.now)
    service.start()
    yield settle(service)
    service.stop()


@pytest.fixture
def either(settings: Settings, days: Days) -> Iterator[Neighbourhood]:
    """The same on each database."""
    service = Service(settings, now=days.now)
    service.start()
    yield settle(service)
    service.stop()


@pytest.fixture
def schedule(town: Neighbourhood, days: Days) -> Scheduling:
    """One that hands in three at a time."""
    return schedule_of(town.service, days)


def schedule_of(service: Service, days: Days) -> Scheduling:
    return Scheduling(service, 3, monotonic=days.monotonic)


def draw(schedule: Scheduling) -> int:
    """Steps until nothing is left; how many there were."""
    steps = 0
    while schedule.step():
        steps += 1
    return steps


def drawn(service: Service) -> list[Recorded[object]]:
    recorded = [CATALOGUE.decode(row) for row in log(service)]
    return [one for one in recorded if isinstance(one.event, ReportDrawn)]


def told(town: Neighbourhood) -> list[tuple[str, ReportKind, str]]:
    """Whose, of which kind, and of which days."""
    names = {town.committee: "committee", town.subdistrict: "street", town.district: "district"}
    events = [(names[one.stream], one.event) for one in drawn(town.service)]
    return sorted(
        (name, event.kind, f"{event.first} {event.last}")
        for name, event in events
        if isinstance(event, ReportDrawn)
    )


MAY = "2040-05-01 2040-05-31"
JUNE_1 = [
    ("committee", HALF, "2040-05-16 2040-05-31"),
    ("committee", MONTH, MAY),
    ("district", MONTH, MAY),
    ("street", MONTH, MAY),
]
"""The second committee works by no method, and so has none."""


def test_they_are_drawn_from_six_in_the_morning_on(
    town: Neighbourhood, days: Days, schedule: Scheduling
) -> None:
    assert draw(schedule) == 0
    days.go_on(hours=38, minutes=59)
    assert draw(schedule) == 0
    days.go_on(minutes=1)
    assert draw(schedule) == 2
    assert told(town) == JUNE_1
    [first, *_] = drawn(town.service)
    assert isinstance(first.event, ReportDrawn)
    assert (first.event.as_of, first.event.definitions) == (date(2040, 5, 31), 1)
    assert (first.by.role, first.by.person) == ("system", None)
    assert draw(schedule) == 0


@pytest.mark.parametrize(
    ("rhythm", "kinds"), [("none", []), ("monthly", [MONTH]), ("half-monthly", [HALF, MONTH])]
)
def test_a_committees_are_drawn_by_the_rhythm_of_its_method(
    town: Neighbourhood, days: Days, schedule: Scheduling, rhythm: str, kinds: list[ReportKind]
) -> None:
    """The one that holds on the last day: the next, which waits in the queue, changes nothing."""
    text = SEVENTEENTH.replace('rhythm = "none"', f'rhythm = "{rhythm}"')
    town.service.execute_now(PublishMethod(text=text), principal=SYSTEM)
    for adoption in (
        AdoptMethod(body=town.committee, method="xinghuaba", version=1),
        AdoptMethod(body=town.committee, method="default", version=4, effective=date(2040, 6, 1)),
    ):
        town.do(adoption, by=town.administrator)
    days.go_on(hours=48)
    draw(schedule)
    assert [kind for name, kind, _ in told(town) if name == "committee"] == kinds


def test_nobody_looks_again_before_an_hour_or_another_day(
    town: Neighbourhood, days: Days, schedule: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    days.go_on(hours=48)
    draw(schedule)
    looks: list[object] = []

    def look(due: object) -> tuple[()]:
        looks.append(due)
        return ()

    monkeypatch.setattr(town.service.reports, "wanting", look)
    for minutes, seen in ((59, 0), (1, 1), (0, 1)):
        days.go_on(minutes=minutes)
        assert (draw(schedule), len(looks)) == (0, seen)
    days.go_on(hours=24 * 15)
    assert (draw(schedule), len(looks)) == (0, 2)


def test_of_a_standstill_the_newest_of_each_kind_is_drawn(
    either: Neighbourhood, days: Days
) -> None:
    days.go_on(hours=24 * 400)
    draw(schedule_of(either.service, days))
    june, year = "2041-06-01 2041-06-30", "2040-01-01 2040-12-31"
    assert told(either) == [
        ("committee", HALF, "2041-06-16 2041-06-30"),
        ("committee", MONTH, june),
        ("committee", YEAR, year),
        ("district", MONTH, june),
        ("district", YEAR, year),
        ("street", MONTH, june),
        ("street", YEAR, year),
    ]


def test_several_keep_the_days_and_each_report_is_drawn_once(
    either: Neighbourhood, days: Days
) -> None:
    service, together = either.service, Barrier(3)
    days.go_on(hours=48)

    def draw_along() -> None:
        other = Service(service.settings, now=days.now)
        other.start()
        mine = schedule_of(other, days)
        together.wait(timeout=30)
        draw(mine)
        other.stop()

    with capture_logs() as logged, ThreadPoolExecutor(3) as pool:
        for running in [pool.submit(draw_along) for _ in range(3)]:
            running.result(timeout=60)
    assert told(either) == JUNE_1
    assert [line for line in logged if line["log_level"] == "error"] == []


def test_another_that_starts_later_finds_them_drawn(
    town: Neighbourhood, days: Days, schedule: Scheduling
) -> None:
    days.go_on(hours=48)
    draw(schedule)
    assert draw(schedule_of(town.service, days)) == 0


def failing(error: BaseException, town: Neighbourhood) -> Callable[..., object]:
    """The rule, which fails for committees."""

    def decide(state: BodyState, **asked: Any) -> object:
        if state.level is Level.COMMITTEE:
            raise error
        return draw_report(state, **asked)

    return decide


def test_one_bodys_fault_is_no_matter_of_the_others(
    town: Neighbourhood, days: Days, schedule: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    days.go_on(hours=48)
    monkeypatch.setattr(RUN, failing(RuntimeError("句子"), town))
    with capture_logs() as logged:
        draw(schedule)
    assert told(town) == JUNE_1[2:]
    errors = [line for line in logged if line["event"] == "a report cannot be drawn"]
    assert {line["error"] for line in errors} == {"RuntimeError"}
    assert "句子" not in str(logged)
    monkeypatch.undo()
    assert draw(schedule) == 0
    days.go_on(hours=1)
    draw(schedule)
    assert told(town) == JUNE_1


def test_in_an_outage_the_page_stays(
    town: Neighbourhood, days: Days, schedule: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    days.go_on(hours=48)
    monkeypatch.setattr(RUN, failing(Unavailable("away"), town))
    with pytest.raises(Unavailable):
        schedule.step()
    monkeypatch.undo()
    draw(schedule)
    assert told(town) == JUNE_1


def test_a_timekeeper_draws_when_nothing_else_is_due(town: Neighbourhood, days: Days) -> None:
    folding = Follower(town.service.database, deadline.VIEW)
    keeper = Timekeeper(town.service, hint=folding.catch_up, monotonic=days.monotonic)
    assert keeper.step() is Step.IDLE
    days.go_on(hours=48)
    assert [keeper.step() for _ in range(2)] == [Step.KEPT, Step.IDLE]
    assert told(town) == JUNE_1


def test_a_timekeeper_waits_while_its_clock_may_be_wrong(town: Neighbourhood, days: Days) -> None:
    keeper = Timekeeper(town.service, monotonic=days.monotonic)
    assert keeper.step() is Step.IDLE
    days.set(hours=48)
    assert keeper.step() is Step.HOLDING
    assert drawn(town.service) == []


def test_what_cannot_be_drawn(town: Neighbourhood, days: Days) -> None:
    service, june = town.service, Period(first=date(2040, 6, 1), last=date(2040, 6, 30))
    for body, period, code in (
        (town.committee, june, Code.PERIOD_NOT_OVER),
        (town.committee, Period(first=date(2040, 5, 1), last=date(2040, 5, 30)), "period-not-over"),
    ):
        with pytest.raises(Refused) as refused:
            service.execute_now(DrawReport(body=body, kind=MONTH, period=period), principal=SYSTEM)
        assert refused.value.code == code


def test_a_bodys_entry_is_as_new_as_its_stream(
    town: Neighbourhood, days: Days, schedule: Scheduling
) -> None:
    """Else whoever reads it and sends its version back would be told that it is stale."""
    days.go_on(hours=48)
    draw(schedule)
    with town.service.database.read() as connection:
        row = fetch(connection, directory.VIEW, (town.committee,))
        folded = load(connection, BODY, town.committee)
    newest = [one for one in drawn(town.service) if one.stream == town.committee][-1]
    assert row is not None
    assert folded is not None
    assert row.version == folded.version == newest.version
    assert check(town.service.database, town.service.views) == []
