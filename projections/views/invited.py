"""To whom an inquiry is put: bodies for good, experts until a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Date, Index, Uuid, or_, select

from domain.inquiry.events import Asked, ExpertAsked
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedRow:
    """That a body, or an organisation, may read an inquiry; `until` None for a body."""

    reader: UUID
    inquiry: UUID
    until: date | None


TABLE = view_table(
    "invited",
    1,
    Column("reader", Uuid, primary_key=True),
    Column("inquiry", Uuid, primary_key=True),
    Column("until", Date),
)
Index("view_invited_v1_inquiry", TABLE.c.inquiry)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """One row for each that is asked."""
    match recorded.event:
        case Asked(to=bodies):
            return tuple((body, recorded.stream) for body in bodies)
        case ExpertAsked(organisation=organisation):
            return ((organisation, recorded.stream),)
        case _:
            return ()


def fold(key: Key, row: InvitedRow | None, recorded: Recorded[object]) -> InvitedRow:
    """The row after *recorded*."""
    known = row or InvitedRow(reader=cast(UUID, key[0]), inquiry=recorded.stream, until=None)
    match recorded.event:
        case ExpertAsked(until=until):
            return replace(known, until=until)
        case _:
            return known


VIEW = View(name="invited", table=TABLE, row=InvitedRow, keys=keys, evolve=fold, follows=True)


def asked_on(
    day: date, readers: Sequence[UUID], inquiry: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """The inquiry is put to one of *readers* on that day still."""
    still = or_(TABLE.c.until.is_(None), TABLE.c.until >= day)
    return inquiry.in_(select(TABLE.c.inquiry).where(TABLE.c.reader.in_(readers), still))
