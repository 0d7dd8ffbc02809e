"""鹭岛华庭: a year of weekly receptions, 731 matters solved, added up by session and in all."""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

from domain.actor import SYSTEM
from domain.issue.events import Done, Outcome, ReopenCause, Reopened
from domain.meeting.events import Attendee, Called, Held, MatterTaken
from domain.moment import DAY, HOUR, Moment
from domain.series.events import Rhythm
from domain.series.rhythm import next_session
from ledger.envelope import Recorded
from projections.engine import Projector, View
from projections.views import matter, meeting
from projections.views.matter import Closure
from projections.views.meeting import Attendance
from service.service import Service
from tests.domain.examples import sealed, uid

WEEKS, SOLVED = 52, 731
SERIES, COMMITTEE, COMPANY = uid(1), uid(2), uid(3)
FIRST = Moment(1_735_776_000_000_000)
"""2025-01-02T08:00:00+08:00, a Thursday."""

Told = tuple[UUID, Moment, object]


def taken_in(week: int) -> int:
    """14 in a week, and 15 in each of the first three."""
    return SOLVED // WEEKS + (week < SOLVED % WEEKS)


def year() -> Iterator[Told]:
    """Every Thursday; what came first is done the next day, all else within a fortnight."""
    last, ids = None, map(uid, count(1_000))
    for week in range(WEEKS):
        last = next_session(Rhythm.WEEKLY, 4, 840, last=last, now=FIRST)
        yield from session(week, last, next(ids), [next(ids) for _ in range(taken_in(week))])


def session(week: int, at: Moment, of: UUID, issues: list[UUID]) -> Iterator[Told]:
    yield of, at, called(week, at)
    for issue in issues:
        yield of, Moment(at + HOUR), MatterTaken(issue=issue, keeper=COMPANY, person=None)
    came = Attendee(organisation=COMPANY, seat=None, people=3)
    yield of, at, Held(attendees=(came,), public=len(issues), minutes=sealed())
    for number, issue in enumerate(issues):
        yield issue, Moment(at + (1 if number < 10 else 12) * DAY), done()
    # The first one of all was not solved after all, and was done again.
    if week == 0:
        yield issues[0], Moment(at + 2 * DAY), again()
        yield issues[0], Moment(at + 30 * DAY), done()


def called(week: int, at: Moment) -> Called:
    return Called(
        committee=COMMITTEE,
        compound=None,
        kind="reception",
        at=at,
        place=sealed(),
        invited=(),
        agenda=(),
        series=SERIES,
        session=week + 1,
    )


def done() -> Done:
    return Done(outcome=Outcome.SOLVED, reply=sealed(), outputs=(), cost=None, unconfirmed=False)


def again() -> Reopened:
    return Reopened(round=2, cause=ReopenCause.REVISIT, reason=None)


def recorded(told: Iterator[Told]) -> list[Recorded[object]]:
    versions: dict[UUID, int] = {}
    made = []
    for position, (stream, at, event) in enumerate(told, start=1):
        versions[stream] = versions.get(stream, 0) + 1
        made.append(
            Recorded(
                position=position,
                stream=stream,
                version=versions[stream],
                topic="",
                at=at,
                occurred_at=at,
                by=SYSTEM,
                correlation=uid(9),
                command=uid(9),
                event=event,
            )
        )
    return made


def test_731_matters_over_a_year(sqlite_service: Service) -> None:
    views: list[View[Any]] = [meeting.VIEW, matter.VIEW]
    events = recorded(year())
    with sqlite_service.database.write() as connection:
        projector = Projector(connection, views)
        projector.apply_all(events)
        projector.flush(connection, len(events))
    with sqlite_service.database.read() as connection:
        came = meeting.attendance(connection, SERIES)
        rows = meeting.sessions(connection, SERIES, before=None, limit=60)
        each = matter.closures(connection, [row.meeting for row in rows])
        whole = matter.closure_of(connection, SERIES)
    assert whole == Closure(taken=731, closed=731, closed_in_week=519)
    assert came == Attendance(called=52, held=52, cancelled=0, people=156, public=731)
    assert [row.session for row in rows] == list(range(52, 0, -1))
    per_session = [each[row.meeting] for row in reversed(rows)]
    assert per_session[0] == Closure(taken=15, closed=15, closed_in_week=9)
    assert per_session[1] == Closure(taken=15, closed=15, closed_in_week=10)
    assert per_session[51] == Closure(taken=14, closed=14, closed_in_week=10)
    assert [one.taken for one in per_session] == [taken_in(week) for week in range(WEEKS)]
