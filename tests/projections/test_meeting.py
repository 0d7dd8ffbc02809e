"""The calendar, and what sessions came to: attendance, matters taken in and closed."""

from uuid import UUID

import pytest
from sqlalchemy import true

from domain.issue.events import DeclineGround, Outcome, RevisitKind
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR, Moment
from domain.series.rhythm import week_end
from projections.replay import check
from projections.views import matter, meeting
from projections.views.matter import Closure
from projections.views.meeting import Attendance, Filter
from service.commands.exits import Decline, OverruleDecline, Withdraw
from service.commands.handling import Complete
from service.commands.intake import Triage
from service.commands.meetings import Cancel
from service.commands.revisit import Revisit
from service.service import Service
from tests.bench.explained import explaining
from tests.neighbourhood import Neighbourhood, settle
from tests.projections.following import follow
from tests.projections.meetings import call, found, hold, take


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    """One of its own."""
    return settle(sqlite_service)


def done(town: Neighbourhood, issue: UUID, at: Moment | None = None) -> None:
    triage = Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST)
    town.do(triage, by=town.clerk)
    complete = Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修好", occurred_at=at)
    town.do(complete, by=town.clerk)


def closure(town: Neighbourhood, series: UUID) -> Closure:
    follow(town.service)
    with town.service.database.read() as connection:
        return matter.closure_of(connection, series)


def test_what_a_session_took_in_is_closed_and_opened_again(town: Neighbourhood) -> None:
    series, began = found(town), Moment(town.service.now() - 2 * HOUR)
    session = call(town, series, began)
    issues = [town.report() for _ in range(4)]
    for issue in issues:
        take(town, session, issue)
    assert closure(town, series) == Closure(taken=4, closed=0, closed_in_week=0)
    assert town.report() not in issues
    done(town, issues[0])
    town.do(Withdraw(issue=issues[1], reason="不用了"), by=town.clerk)
    assert closure(town, series).closed == 2
    unsolved = Revisit(issue=issues[0], kind=RevisitKind.DOOR, resolved=False)
    town.do(unsolved, by=town.superior)
    assert closure(town, series).closed == 1
    assert check(town.service.database, town.service.views) == []


def test_closed_in_the_week_of_its_session(town: Neighbourhood) -> None:
    """One is done at once, one eight days after its session: behind the end of that week."""
    series = found(town)
    # A Monday morning, two or three weeks ago.
    began = Moment(week_end(town.service.now()) - 21 * DAY + 10 * HOUR)
    session = call(town, series, began)
    reported = Moment(began + HOUR)
    early, late = (town.report(occurred_at=reported) for _ in range(2))
    for issue in (early, late):
        take(town, session, issue)
    done(town, early, Moment(reported + 1))
    done(town, late, Moment(began + 8 * DAY))
    told = closure(town, series)
    assert told == Closure(taken=2, closed=2, closed_in_week=1)
    with town.service.database.read() as connection:
        assert matter.closures(connection, [session]) == {session: told}


def test_who_came_to_the_sessions_of_a_series(town: Neighbourhood) -> None:
    series, now = found(town), town.service.now()
    sessions = [call(town, series, Moment(now - days * DAY)) for days in (15, 8, 1)]
    other = call(town, found(town), Moment(now - DAY))
    hold(town, sessions[0], 2, 11)
    hold(town, sessions[1], 3, 20)
    hold(town, other, 9, 9)
    town.do(Cancel(meeting=sessions[2], reason="台风"), by=town.clerk)
    follow(town.service)
    with town.service.database.read() as connection:
        came = meeting.attendance(connection, series)
        listed = meeting.sessions(connection, series, before=None, limit=2)
        rest = meeting.sessions(connection, series, before=2, limit=2)
    assert came == Attendance(called=3, held=2, cancelled=1, people=5, public=31)
    assert [row.meeting for row in (*listed, *rest)] == sessions[::-1]
    assert [row.session for row in listed] == [3, 2]


def test_a_decline_that_is_overruled_opens_the_matter(town: Neighbourhood) -> None:
    series, issue = found(town), town.report()
    take(town, call(town, series, Moment(town.service.now() - HOUR)), issue)
    declined = Decline(issue=issue, ground=DeclineGround.OUT_OF_REMIT, reply="不属受理范围")
    town.do(declined, by=town.clerk)
    assert closure(town, series).closed == 1
    town.do(OverruleDecline(issue=issue, reason="应当受理"), by=town.superior)
    assert closure(town, series).closed == 0


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(), "at"),
        (Filter(committee=UUID(int=7)), "committee"),
        (Filter(compound=UUID(int=7)), "compound"),
    ],
    ids=["all", "committee", "compound"],
)
def test_a_page_of_the_calendar_walks_an_index(
    town: Neighbourhood, wanted: Filter, index: str
) -> None:
    """However many meetings there were in all the years."""
    before = (town.service.now(), UUID(int=9))
    with explaining(town.service) as plans, town.service.database.read() as connection:
        meeting.page(connection, true(), wanted, before=before, limit=20)
    [plan] = plans.of(meeting.TABLE.name)
    assert f"view_meeting_v2_{index}" in plan.indexes
    assert (plan.sorts, plan.scanned) == (False, frozenset())
