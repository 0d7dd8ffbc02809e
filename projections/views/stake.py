"""Stakes: which issues a person had a part in deciding; where the law may keep their record.

One row for each word and each decision, so that none is ever looked up nor changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Uuid, and_, select

from domain.issue import events
from domain.moment import Moment
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table
from projections.views import status


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeRow:
    """That a person's word or decision is the event of that version of an issue, and when."""

    person: UUID
    issue: UUID
    version: int
    at: Moment


TABLE = view_table(
    "stake",
    1,
    Column("person", Uuid, primary_key=True),
    Column("issue", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", MomentColumn, nullable=False),
    sqlite_with_rowid=False,
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Whose voice was given; who approved."""
    event = recorded.event
    # Asked of every event with each command: most are told apart by one look.
    if type(event) not in _TELLING:
        return ()
    person = event.voice if isinstance(event, events.PositionTaken) else recorded.by.person
    return () if person is None else ((person, recorded.stream, recorded.version),)


_TELLING = frozenset({events.PositionTaken, events.Approved, events.VariationApproved})


def fold(key: Key, _row: StakeRow | None, recorded: Recorded[object]) -> StakeRow:
    """The row of one person."""
    person, issue, version = key
    return StakeRow(
        person=cast(UUID, person),
        issue=cast(UUID, issue),
        version=cast(int, version),
        at=recorded.at,
    )


VIEW = View(name="stake", table=TABLE, row=StakeRow, keys=keys, evolve=fold, adds=True)


def issues_of(connection: Connection, person: UUID, *, since: Moment) -> set[UUID]:
    """The issues in which they had a part, of those to which something happened since.

    Who decides for a district for years had a part in more than one transaction may read.
    """
    moved = and_(status.TABLE.c.issue == TABLE.c.issue, status.TABLE.c.updated_at >= since)
    query = select(TABLE.c.issue).join(status.TABLE, moved).where(TABLE.c.person == person)
    return set(connection.execute(query.distinct()).scalars())
