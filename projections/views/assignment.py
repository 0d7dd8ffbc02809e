"""Assignments: which issue was handed to which party; a party's own list and its reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, Uuid

from domain.issue import events
from domain.moment import Moment
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """The newest order of one party for one issue; times are `occurred_at`."""

    party: UUID
    issue: UUID
    open: bool
    dispatched_at: Moment
    acknowledged_at: Moment | None
    completed_at: Moment | None


TABLE = view_table(
    "assignment",
    1,
    Column("party", Uuid, primary_key=True),
    Column("issue", Uuid, primary_key=True),
    Column("open", Boolean, nullable=False),
    Column("dispatched_at", MomentColumn, nullable=False),
    Column("acknowledged_at", MomentColumn),
    Column("completed_at", MomentColumn),
)
Index("view_assignment_v1_issue", TABLE.c.issue)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """One row for each party that an event names."""
    match recorded.event:
        case events.Dispatched(parties=parties):
            return tuple((party, recorded.stream) for party in parties)
        case events.Acknowledged(party=party) | events.DispatchCompleted(party=party):
            return ((party, recorded.stream),)
        case _:
            return ()


def fold(key: Key, row: AssignmentRow | None, recorded: Recorded[object]) -> AssignmentRow | None:
    """The row of one party after *recorded*."""
    when = recorded.occurred_at
    match recorded.event:
        case events.Dispatched(parties=parties):
            party = next(p for p in parties if p == key[0])
            return AssignmentRow(
                party=party,
                issue=recorded.stream,
                open=True,
                dispatched_at=when,
                acknowledged_at=None,
                completed_at=None,
            )
        case events.Acknowledged():
            return row and replace(row, acknowledged_at=when)
        case _:
            return row and replace(
                row,
                open=False,
                acknowledged_at=row.acknowledged_at or when,
                completed_at=when,
            )


VIEW = View(name="assignment", table=TABLE, row=AssignmentRow, keys=keys, evolve=fold)
