"""Erasures: who is let go, and which issues' texts; and whose restriction is over by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Uuid, select, tuple_

import domain.issue.events as issue
import domain.person.events as person
from domain.ground import Ground
from domain.moment import Moment
from domain.person.state import Standing
from ledger.envelope import Recorded
from projections.columns import Code, MomentColumn
from projections.engine import Key, View, view_table


class Kind(StrEnum):
    """Whose key it is."""

    PERSON = "person"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRow:
    """A subject that is restricted or erased.

    `until` is when a restriction is over, None once they are erased. `asked_at` is None where
    nobody asked: an issue's texts go by time alone. `at` is when it was recorded.
    """

    subject: UUID
    kind: Kind
    standing: Standing
    ground: Ground
    until: Moment | None
    asked_at: Moment | None
    at: Moment


TABLE = view_table(
    "erasure",
    1,
    Column("subject", Uuid, primary_key=True),
    Column("kind", Code(Kind), nullable=False),
    Column("standing", Code(Standing), nullable=False),
    Column("ground", Code(Ground), nullable=False),
    Column("until", MomentColumn),
    Column("asked_at", MomentColumn),
    Column("at", MomentColumn, nullable=False),
)
_waits = TABLE.c.until.is_not(None)
Index(
    "view_erasure_v1_until",
    TABLE.c.until,
    TABLE.c.subject,
    sqlite_where=_waits,
    postgresql_where=_waits,
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The stream of whoever, or whatever, is let go."""
    return ((recorded.stream,),) if isinstance(recorded.event, _TOLD_BY) else ()


_TOLD_BY = (person.Restricted, person.Erased, issue.TextsErased)


def fold(key: Key, row: ErasureRow | None, recorded: Recorded[object]) -> ErasureRow | None:
    """The newest word."""
    event = recorded.event
    subject = cast(UUID, key[0])
    match event:
        case person.Restricted() | person.Erased():
            until = event.until if isinstance(event, person.Restricted) else None
            return ErasureRow(
                subject=subject,
                kind=Kind.PERSON,
                standing=Standing.ERASED if until is None else Standing.RESTRICTED,
                ground=event.ground,
                until=until,
                asked_at=event.asked_at,
                at=recorded.at,
            )
        case issue.TextsErased(ground=ground):
            return ErasureRow(
                subject=subject,
                kind=Kind.ISSUE,
                standing=Standing.ERASED,
                ground=ground,
                until=None,
                asked_at=None,
                at=recorded.at,
            )
        case _:
            return row


VIEW = View(name="erasure", table=TABLE, row=ErasureRow, keys=keys, evolve=fold, follows=True)


def due(
    connection: Connection, by: Moment, *, after: tuple[Moment, UUID] | None, limit: int
) -> list[tuple[Moment, UUID]]:
    """Whose restriction is over by a moment: (when, person), the earliest first, behind a mark."""
    until, subject = TABLE.c.until, TABLE.c.subject
    query = select(until, subject).where(until <= by).order_by(until, subject).limit(limit)
    behind = query if after is None else query.where(tuple_(until, subject) > after)
    return [(when, person) for when, person in connection.execute(behind)]


def standing(connection: Connection, subjects: Collection[UUID], wanted: Standing) -> set[UUID]:
    """Those of the subjects that stand so."""
    query = select(TABLE.c.subject).where(TABLE.c.subject.in_(subjects), TABLE.c.standing == wanted)
    return set(connection.execute(query).scalars())


def page(connection: Connection, *, kept: bool, after: UUID | None, limit: int) -> list[ErasureRow]:
    """Who is still *kept* by the law, or else whoever is erased on record; behind a subject."""
    query = select(TABLE).where(_waits if kept else ~_waits)
    behind = query if after is None else query.where(TABLE.c.subject > after)
    found = connection.execute(behind.order_by(TABLE.c.subject).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
