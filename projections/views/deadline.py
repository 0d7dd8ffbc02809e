"""Deadlines: when each issue is due, when the timekeeper must look at it again, who was promised
a call.

A row is never dropped: an issue that is opened again goes on with its terms, its hours and its
counts. What is finished has no `next_at`, and the indexes leave it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Uuid

from domain.calendar.state import Calendars
from domain.clock.course import Course
from domain.clock.fold import CONCERNED, begin, evolve
from domain.clock.outlook import Dated, outlook
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import courses_of, next_along, warn_at
from domain.issue import events
from domain.levels import Level
from domain.method.terms import Basis, Clock
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.calendars import published
from projections.columns import Code, Json, MomentColumn
from projections.engine import Evolve, Key, View, Whole, view_table

NO_CALENDAR = 0
"""What stands in `calendar` where a clock counts by no version: there was none when it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """An issue's clocks, and what of them is asked for by time.

    `next_at` is when something is to be recorded next, None where nothing ever is. `soonest_due`
    is when the first of its running clocks is due, or was; `soonest_clock` is that clock.
    `calendar` is the oldest version by which a running clock counts working time, None where none
    does; `latest_due` is when the last of those is due. `promised_at` is when somebody was
    promised another call. `risk_at` and `paused_since`: see `domain.clock.outlook`.
    """

    issue: UUID
    opened: int
    committee: UUID
    compound: UUID | None
    level: Level
    clocks: Clocks
    next_at: Moment | None
    soonest_due: Moment | None
    soonest_clock: Clock | None
    provisional: bool
    calendar: int | None
    latest_due: Moment | None
    promised_at: Moment | None
    risk_at: Moment | None
    paused_since: Moment | None


TABLE = view_table(
    "deadline",
    4,
    Column("issue", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False, unique=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("level", Code(Level), nullable=False),
    Column("clocks", Json(Clocks), nullable=False),
    Column("next_at", MomentColumn),
    Column("soonest_due", MomentColumn),
    Column("soonest_clock", Code(Clock)),
    Column("provisional", Boolean, nullable=False),
    Column("calendar", Integer),
    Column("latest_due", MomentColumn),
    Column("promised_at", MomentColumn),
    Column("risk_at", MomentColumn),
    Column("paused_since", MomentColumn),
)


def _index(name: str, *columns: Column[object], only: Column[object]) -> None:
    """An index of the rows alone in which *only* says something."""
    there = only.is_not(None)
    Index(f"{TABLE.name}_{name}", *columns, sqlite_where=there, postgresql_where=there)


_C = TABLE.c
_index("next", _C.next_at, _C.issue, only=_C.next_at)
_index("calendar", _C.calendar, _C.latest_due, _C.issue, only=_C.latest_due)
_index("promised", _C.committee, _C.promised_at, _C.opened, only=_C.promised_at)
# A committee's own are few; all others walk what is open in the order of lists. Either index holds
# all that is asked for, so that the rows themselves stay unread.
_index("due", _C.committee, _C.soonest_due, _C.opened, _C.risk_at, only=_C.soonest_due)
_index("open", _C.opened, _C.committee, _C.soonest_due, _C.risk_at, only=_C.soonest_due)
_index("paused", _C.opened, _C.committee, _C.paused_since, only=_C.paused_since)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """An event of an issue touches its one row, unless it says nothing of time."""
    return ((recorded.stream,),) if type(recorded.event) in _TOLD_BY else ()


_PROMISED: frozenset[type] = frozenset(
    {
        events.RevisitAttempted,
        events.Revisited,
        events.Reopened,
        events.ReworkOrdered,
        events.Concluded,
        events.Withdrawn,
    }
)
_TOLD_BY = CONCERNED | _PROMISED
"""Every other event leaves the row as it is, so that it need not be read nor written."""


def bind(calendars: Calendars) -> Evolve[DeadlineRow]:
    """The fold by these calendars, of which it asks for the versions that events name."""

    def fold(_key: Key, row: DeadlineRow | None, one: Recorded[object]) -> DeadlineRow | None:
        if isinstance(one.event, events.Reported):
            return _opened(one, one.event, begin(one.event, one.stamp), calendars)
        return None if row is None else _moved(row, one, calendars)

    return fold


def bind_whole(calendars: Calendars) -> Whole[DeadlineRow]:
    """The same for all events of an issue: what follows from its clocks is asked at the end."""

    def whole(recorded: Sequence[Recorded[object]]) -> Sequence[DeadlineRow]:
        first = recorded[0]
        if not isinstance(first.event, events.Reported):
            return ()
        clocks = begin(first.event, first.stamp)
        for one in recorded[1:]:
            clocks = evolve(clocks, one.event, one.stamp)
        row = _opened(first, first.event, clocks, calendars)
        for one in recorded[1:]:
            row = _noted(row, one.event)
        return (row,)

    return whole


VIEW = View(
    name="deadline",
    table=TABLE,
    row=DeadlineRow,
    keys=keys,
    follows=True,
    given=published,
    bind=bind,
    bind_whole=bind_whole,
)


class _Told(TypedDict):
    """The columns that follow from the clocks."""

    clocks: Clocks
    level: Level
    next_at: Moment | None
    soonest_due: Moment | None
    soonest_clock: Clock | None
    provisional: bool
    calendar: int | None
    latest_due: Moment | None
    risk_at: Moment | None
    paused_since: Moment | None


def _opened(
    one: Recorded[object], event: events.Reported, clocks: Clocks, calendars: Calendars
) -> DeadlineRow:
    return DeadlineRow(
        issue=one.stream,
        opened=one.position,
        committee=event.committee,
        compound=event.compound,
        promised_at=None,
        **_told(clocks, calendars),
    )


def _moved(row: DeadlineRow, one: Recorded[object], calendars: Calendars) -> DeadlineRow:
    clocks = evolve(row.clocks, one.event, one.stamp)
    row = _noted(row, one.event)
    return row if clocks is row.clocks else replace(row, **_told(clocks, calendars))


def _noted(row: DeadlineRow, event: object) -> DeadlineRow:
    """What an event says beside the clocks: whose issue it is, and what was promised."""
    match event:
        case events.Transferred(committee=committee, compound=compound):
            return replace(row, committee=committee, compound=compound)
        case events.RevisitAttempted(again_at=again_at):
            return replace(row, promised_at=again_at)
        case (
            events.Revisited()
            | events.Reopened()
            | events.ReworkOrdered()
            | events.Concluded()
            | events.Withdrawn()
        ):
            return row if row.promised_at is None else replace(row, promised_at=None)
        case _:
            return row


def _told(clocks: Clocks, calendars: Calendars) -> _Told:
    courses = courses_of(clocks, calendars)
    first = outlook(
        Dated(timer, course.due, course.provisional, warn_at(course, clocks.timing))
        for timer, course in courses
    )
    working = [(timer, course) for timer, course in courses if _works(timer)]
    return _Told(
        clocks=clocks,
        level=clocks.level,
        next_at=next_along(courses, clocks, calendars),
        soonest_due=first.due,
        soonest_clock=first.clock,
        provisional=any(course.provisional for _, course in courses),
        calendar=min((_calendar(timer) for timer, _ in working), default=None),
        latest_due=_latest([course for _, course in working]),
        risk_at=first.risk_at,
        paused_since=first.paused_since,
    )


def _works(timer: Timer) -> bool:
    """Whether any of its time is working time."""
    return any(one.basis is Basis.WORKING for one in (timer.limit, *timer.extensions))


def _calendar(timer: Timer) -> int:
    return timer.timetable.calendar or NO_CALENDAR


def _latest(courses: Sequence[Course]) -> Moment | None:
    return max((course.due for course in courses if course.due is not None), default=None)
