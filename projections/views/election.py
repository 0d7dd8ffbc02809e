"""Elections: which there are, and how far each is.

A row holds the election as its stream tells it, so that its stages are told apart in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Index, Integer, Uuid, select

from domain.election import events
from domain.election.events import ElectionEvent
from domain.election.state import ElectionState, Stage, evolve
from domain.moment import Moment
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRow:
    """One election. `begun` is the position at which it began, by which lists are ordered.

    `changed_at` is when something of it was last recorded, `version` that of its stream.
    """

    election: UUID
    committee: UUID
    compound: UUID
    stage: Stage
    begun: int
    changed_at: Moment
    version: int
    state: ElectionState


TABLE = view_table(
    "election",
    1,
    Column("election", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid, nullable=False),
    Column("stage", Code(Stage), nullable=False),
    Column("begun", BigInteger, nullable=False, unique=True),
    Column("changed_at", MomentColumn, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Json(ElectionState), nullable=False),
)
Index("view_election_v1_compound", TABLE.c.compound, TABLE.c.begun)

TOUCHING = frozenset(
    {
        events.GroupFormed,
        events.Nominated,
        events.Vetted,
        events.CandidateWithdrew,
        events.CandidatesPublished,
        events.BallotCalled,
        events.BallotEnded,
        events.Filed,
        events.Abandoned,
    }
)
"""Every event of an election."""


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The election's one row."""
    return ((recorded.stream,),) if type(recorded.event) in TOUCHING else ()


def fold(_key: Key, row: ElectionRow | None, recorded: Recorded[object]) -> ElectionRow:
    """The row after *recorded*."""
    event = cast(ElectionEvent, recorded.event)
    state = evolve(row.state if row else None, event, recorded.stamp)
    return ElectionRow(
        election=recorded.stream,
        committee=state.committee,
        compound=state.compound,
        stage=state.stage,
        begun=row.begun if row else recorded.position,
        changed_at=recorded.at,
        version=recorded.version,
        state=state,
    )


VIEW = View(name="election", table=TABLE, row=ElectionRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection,
    within: ColumnElement[bool],
    *,
    compound: UUID | None,
    stage: Stage | None,
    older_than: int | None,
    limit: int,
) -> list[ElectionRow]:
    """Elections *within* what somebody may see, the newest first, behind a position."""
    query = select(TABLE).where(within)
    if compound is not None:
        query = query.where(TABLE.c.compound == compound)
    if stage is not None:
        query = query.where(TABLE.c.stage == stage)
    if older_than is not None:
        query = query.where(TABLE.c.begun < older_than)
    found = connection.execute(query.order_by(TABLE.c.begun.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
