"""Assignments: who was handed which issue or sits at its table; a party's own list and reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, Uuid

from domain.issue import events
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """What ties one party to one issue; times are `occurred_at` of its newest order.

    `dispatched_at` is None where it was never handed the issue: it has a seat at its table, or was
    named to keep the matter, which is told like a seat; or it is `asked` by a referral that runs.
    """

    party: UUID
    issue: UUID
    open: bool
    seated: bool
    asked: bool
    dispatched_at: Moment | None
    acknowledged_at: Moment | None
    completed_at: Moment | None


TABLE = view_table(
    "assignment",
    3,
    Column("party", Uuid, primary_key=True),
    Column("issue", Uuid, primary_key=True),
    Column("open", Boolean, nullable=False),
    Column("seated", Boolean, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("dispatched_at", MomentColumn),
    Column("acknowledged_at", MomentColumn),
    Column("completed_at", MomentColumn),
)
Index("view_assignment_v3_issue", TABLE.c.issue)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """One row for each party that an event names."""
    match recorded.event:
        case events.Dispatched(parties=parties):
            return tuple((party, recorded.stream) for party in parties)
        case events.ProposalTabled(seats=seats):
            return tuple(dict.fromkeys((seat.organisation, recorded.stream) for seat in seats))
        case (
            events.ReferralMade(organisations=organisations)
            | events.ReferralEnded(organisations=organisations)
        ):
            return tuple((organisation, recorded.stream) for organisation in organisations)
        case events.KeeperNamed(organisation=organisation):
            return ((organisation, recorded.stream),)
        case (
            events.Acknowledged(party=party)
            | events.DispatchCompleted(party=party)
            | events.ReturnGranted(party=party)
            | events.DispatchRecalled(party=party)
        ):
            return ((party, recorded.stream),)
        case _:
            return ()


def fold(key: Key, row: AssignmentRow | None, recorded: Recorded[object]) -> AssignmentRow | None:
    """The row of one party after *recorded*."""
    when = recorded.occurred_at
    known = row or _unknown(recorded, key)
    match recorded.event:
        case events.Dispatched():
            return replace(
                known, open=True, dispatched_at=when, acknowledged_at=None, completed_at=None
            )
        case events.ProposalTabled() | events.KeeperNamed():
            return replace(known, seated=True)
        case events.ReferralMade():
            return replace(known, asked=True)
        case events.ReferralEnded():
            return replace(known, asked=False)
        case events.Acknowledged():
            return row and replace(row, acknowledged_at=when)
        case events.DispatchCompleted():
            return row and replace(
                row,
                open=False,
                acknowledged_at=row.acknowledged_at or when,
                completed_at=when,
            )
        case _:
            return row and replace(row, open=False)


def _unknown(recorded: Recorded[object], key: Key) -> AssignmentRow:
    return AssignmentRow(
        party=cast(UUID, key[0]),
        issue=recorded.stream,
        open=False,
        seated=False,
        asked=False,
        dispatched_at=None,
        acknowledged_at=None,
        completed_at=None,
    )


VIEW = View(name="assignment", table=TABLE, row=AssignmentRow, keys=keys, evolve=fold)
