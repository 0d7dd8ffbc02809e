"""What falls due is recorded once, in order, whoever keeps time and when."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from domain.issue import events
from domain.levels import Level
from domain.moment import MINUTE, Moment
from ledger.catalogue import CATALOGUE
from processes.timekeeper import Step, Timekeeper
from projections.replay import check
from service.commands.handling import Respond
from service.service import Service
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import follow, keep, keeper_of, kept, names
from tests.service.line import log


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
