"""Matters taken in at meetings (接待): at which, who keeps them, and when they were closed.

Folded from the meeting that took the matter in and from the issue that it became.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Row, Uuid, case, func, select

from domain.issue import events as issue
from domain.meeting.events import MatterTaken
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table
from projections.views import meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """A matter by its issue; `closed_at` is when it was done or left, None while it is open."""

    issue: UUID
    meeting: UUID
    keeper: UUID
    taken_at: Moment
    closed_at: Moment | None


TABLE = view_table(
    "matter",
    1,
    Column("issue", Uuid, primary_key=True),
    Column("meeting", Uuid, nullable=False),
    Column("keeper", Uuid, nullable=False),
    Column("taken_at", MomentColumn, nullable=False),
    Column("closed_at", MomentColumn),
)
Index("view_matter_v1_meeting", TABLE.c.meeting)

_CLOSING = frozenset(
    {issue.Done, issue.Revisited, issue.Withdrawn, issue.Declined, issue.Concluded}
)
_OPENING = frozenset({issue.Reopened, issue.ReworkOrdered, issue.DeclineOverruled})


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The issue's row, of the meeting that takes it in and of what closes or opens it."""
    event = recorded.event
    if isinstance(event, MatterTaken):
        return ((event.issue,),)
    moves = type(event) in _CLOSING or type(event) in _OPENING
    return ((recorded.stream,),) if moves else ()


def fold(_key: Key, row: MatterRow | None, recorded: Recorded[object]) -> MatterRow | None:
    """The row after *recorded*; there is none of an issue that no meeting took in."""
    event = recorded.event
    if isinstance(event, MatterTaken):
        return row or _taken(recorded, event)
    if row is None:
        return None
    if type(event) in _OPENING:
        return replace(row, closed_at=None)
    return row if row.closed_at is not None else replace(row, closed_at=recorded.occurred_at)


def _taken(recorded: Recorded[object], event: MatterTaken) -> MatterRow:
    return MatterRow(
        issue=event.issue,
        meeting=recorded.stream,
        keeper=event.keeper,
        taken_at=recorded.occurred_at,
        closed_at=None,
    )


VIEW = View(
    name="matter", table=TABLE, row=MatterRow, keys=keys, evolve=fold, follows=True, across=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """How many matters were taken in, how many are closed now, and within the session's week."""

    taken: int = 0
    closed: int = 0
    closed_in_week: int = 0


_COUNTS = (
    func.count().label("taken"),
    func.count(TABLE.c.closed_at).label("closed"),
    func.coalesce(
        func.sum(case((TABLE.c.closed_at < meeting.TABLE.c.week_ends, 1), else_=0)), 0
    ).label("closed_in_week"),
)
_JOINED = TABLE.join(meeting.TABLE, meeting.TABLE.c.meeting == TABLE.c.meeting)


def closures(connection: Connection, meetings: Collection[UUID]) -> Mapping[UUID, Closure]:
    """What became of the matters of some meetings; nothing for those that took none in."""
    query = select(TABLE.c.meeting, *_COUNTS).select_from(_JOINED)
    of_these = query.where(TABLE.c.meeting.in_(meetings)).group_by(TABLE.c.meeting)
    return {row.meeting: _closure(row) for row in connection.execute(of_these)}


def closure_of(connection: Connection, series: UUID) -> Closure:
    """The same of all sessions of a series together."""
    query = select(*_COUNTS).select_from(_JOINED).where(meeting.TABLE.c.series == series)
    return _closure(connection.execute(query).one())


def _closure(row: Row[tuple[int, ...]]) -> Closure:
    return Closure(taken=row.taken, closed=row.closed, closed_in_week=int(row.closed_in_week))
