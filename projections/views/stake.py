"""Stakes: which issues a person had a part in deciding; where the law may keep their record.

One row for each word and each decision, so that none is ever looked up nor changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Uuid, select

from domain.issue import events
from domain.moment import Moment
from ledger.envelope import Recorded
from projections.columns import MomentColumn
from projections.engine import Key, View, view_table


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
    return [(person, recorded.stream, recorded.version) for person in _persons(recorded)]


def _persons(recorded: Recorded[object]) -> Iterator[UUID]:
    match recorded.event:
        case events.PositionTaken(voice=voice):
            yield voice
        case events.Approved() | events.VariationApproved():
            if recorded.by.person is not None:
                yield recorded.by.person
        case _:
            return


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


def issues_of(connection: Connection, person: UUID) -> set[UUID]:
    """The issues in which they had a part."""
    query = select(TABLE.c.issue).where(TABLE.c.person == person).distinct()
    return set(connection.execute(query).scalars())
