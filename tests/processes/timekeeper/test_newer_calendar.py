"""A newer calendar moves the deadlines that it moves, and nobody else's."""

from uuid import UUID

import pytest

from domain.issue import events
from domain.method.terms import Clock
from domain.moment import DAY
from processes.timekeeper import Step, Timekeeper
from projections.replay import check
from service.calendars import LAST_YEAR, library_text
from service.commands.calendars import PublishCalendar
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import FIRE, keep, kept, row_of


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
