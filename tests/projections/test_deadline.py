"""Deadlines: what stands in a row when, and what a newer calendar must not change in it."""

from typing import Any
from uuid import UUID

import pytest

from domain.issue.events import ClockId, DeclineGround, PauseGround, RevisitKind, Satisfaction
from domain.method.terms import Basis, Clock, Limit, Span
from domain.moment import DAY, HOUR, MINUTE, Moment
from projections.engine import fetch
from projections.replay import check, rebuild
from projections.views import deadline
from projections.views.deadline import DeadlineRow
from service.calendars import library_text
from service.commands.base import Command
from service.commands.calendars import PublishCalendar
from service.commands.clocks import PauseClock, ResumeClock
from service.commands.exits import Decline, OverruleDecline, Transfer, Withdraw
from service.commands.handling import Respond
from service.commands.oversight import Supervise
from service.commands.revisit import AttemptRevisit, Revisit
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle
from tests.projections.following import follow

COMPLETION = ClockId(kind=Clock.COMPLETION)


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    """One of its own."""
    return settle(sqlite_service)


def row_of(town: Neighbourhood, issue: UUID) -> DeadlineRow:
    follow(town.service)
    with town.service.database.read() as connection:
        row = fetch(connection, deadline.VIEW, (issue,))
    assert row is not None
    return row


def do(town: Neighbourhood, *commands: Command, **by: Any) -> None:
    for command in commands:
        town.do(command, by=by.get("by", town.clerk))


def test_a_report_is_due_by_its_shortest_limit(town: Neighbourhood) -> None:
    issue = town.report()
    row = row_of(town, issue)
    reported = row.clocks.running[0].started.occurred_at
    assert (row.soonest_clock, row.soonest_due) == (Clock.RESPONSE, reported + 15 * MINUTE)
    assert row.next_at == reported + 12 * MINUTE
    assert (row.provisional, row.calendar, row.latest_due) == (False, None, None)


def test_what_is_answered_is_due_no_more(town: Neighbourhood) -> None:
    issue = town.play()
    row = row_of(town, issue)
    assert (row.next_at, row.soonest_due, row.soonest_clock) == (None, None, None)
    assert [timer.id.kind for timer in row.clocks.ended] != []


def test_working_time_is_known_by_its_calendar(town: Neighbourhood) -> None:
    issue = town.report()
    demand = Supervise(
        issue=issue, limit=Limit(amount=3, span=Span.DAY, basis=Basis.WORKING), demand="三日内"
    )
    do(town, demand, by=town.superior)
    row = row_of(town, issue)
    assert row.calendar == 1
    assert row.latest_due is not None
    assert row.latest_due > row.clocks.running[0].started.occurred_at + 2 * DAY


def test_what_waits_is_due_at_no_time(town: Neighbourhood) -> None:
    issue = town.report()
    do(town, Respond(issue=issue, message="已收到"))
    running = row_of(town, issue)
    assert running.soonest_clock is Clock.COMPLETION
    do(
        town,
        PauseClock(issue=issue, clock=COMPLETION, ground=PauseGround.WEATHER, note="台风"),
    )
    paused = row_of(town, issue)
    assert (paused.next_at, paused.soonest_due, paused.soonest_clock) == (None, None, None)
    do(town, ResumeClock(issue=issue, clock=COMPLETION))
    again = row_of(town, issue)
    assert again.soonest_due is not None
    assert running.soonest_due is not None
    assert again.soonest_due > running.soonest_due


def test_what_is_at_risk_and_since_when_it_waits_is_told(town: Neighbourhood) -> None:
    issue = town.report()
    reported = row_of(town, issue).clocks.running[0].started.occurred_at
    assert row_of(town, issue).risk_at == reported + 12 * MINUTE
    do(town, PauseClock(issue=issue, clock=COMPLETION, ground=PauseGround.WEATHER, note="台风"))
    paused = row_of(town, issue)
    assert paused.soonest_clock is Clock.RESPONSE
    assert paused.paused_since == town.issue(issue).updated_at
    do(town, ResumeClock(issue=issue, clock=COMPLETION), Respond(issue=issue, message="已收到"))
    resumed = row_of(town, issue)
    assert resumed.paused_since is None
    assert resumed.soonest_due is not None
    assert resumed.risk_at is not None
    assert resumed.soonest_due - resumed.risk_at == 24 * HOUR * 20 // 100


def test_what_is_not_at_hand_is_due_at_no_time(town: Neighbourhood) -> None:
    """Declined when it was over already: whoever looks at what is overdue can do nothing there."""
    issue = town.report(occurred_at=Moment(town.service.now() - 2 * DAY))
    do(town, Decline(issue=issue, ground=DeclineGround.OUT_OF_REMIT, reply="不属受理范围"))
    declined = row_of(town, issue)
    assert [timer.id.kind for timer in declined.clocks.running] == [Clock.COMPLETION]
    assert (declined.soonest_due, declined.risk_at, declined.paused_since) == (None, None, None)
    overrule = OverruleDecline(issue=issue, reason="应予受理")
    do(town, overrule, by=town.superior)
    assert row_of(town, issue).soonest_clock is Clock.COMPLETION


def test_of_two_that_are_due_at_once_either_will_do(town: Neighbourhood) -> None:
    issue = town.report()
    limit = Limit(amount=3, span=Span.DAY, basis=Basis.WORKING)
    for demand in ("三日内", "三日内办结"):
        do(town, Supervise(issue=issue, limit=limit, demand=demand), by=town.superior)
    pause = PauseClock(issue=issue, clock=COMPLETION, ground=PauseGround.WEATHER, note="台风")
    do(town, Respond(issue=issue, message="已收到"), pause)
    assert row_of(town, issue).soonest_clock is Clock.SUPERVISION


def test_a_transferred_issue_is_its_new_committees(town: Neighbourhood) -> None:
    issue = town.report()
    moved = Transfer(
        issue=issue, committee=town.next_committee, compound=town.next_compound, reason="越界"
    )
    do(town, moved, by=town.superior)
    row = row_of(town, issue)
    assert (row.committee, row.compound) == (town.next_committee, town.next_compound)
    # Its method counts in working days.
    assert row.calendar == 1


def test_a_promised_call_is_kept_until_it_was_made(town: Neighbourhood) -> None:
    issue = town.play()
    again = Moment(town.service.now() + 20 * HOUR)
    do(town, AttemptRevisit(issue=issue, kind=RevisitKind.PHONE, again_at=again))
    assert row_of(town, issue).promised_at == again
    do(town, AttemptRevisit(issue=issue, kind=RevisitKind.PHONE))
    assert row_of(town, issue).promised_at is None
    heard = Revisit(
        issue=issue,
        kind=RevisitKind.PHONE,
        resolved=True,
        satisfaction=Satisfaction.SATISFIED,
    )
    do(town, AttemptRevisit(issue=issue, kind=RevisitKind.PHONE, again_at=again), heard)
    assert row_of(town, issue).promised_at is None


def test_a_withdrawn_issue_is_due_at_no_time(town: Neighbourhood) -> None:
    issue = town.report()
    do(town, Withdraw(issue=issue, reason="不用了"))
    row = row_of(town, issue)
    assert (row.next_at, row.soonest_due, row.clocks.running) == (None, None, ())


def test_rows_do_not_depend_on_calendars_that_came_later(town: Neighbourhood) -> None:
    """Folded before it was published, or rebuilt afterwards: the same."""
    place = {"committee": town.next_committee, "compound": town.next_compound}
    issue = town.report(by=town.next_clerk, **place)
    before = row_of(town, issue)
    text = library_text(2).replace("chinesecalendar", "another notice")
    do(town, PublishCalendar(text=text), by=town.administrator)
    rebuild(town.service.database, [deadline.VIEW])
    assert row_of(town, issue) == before
    assert check(town.service.database, [deadline.VIEW]) == []
