"""What one shift hands over to the next: a committee's issues by what is due, the first of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, and_, func, select

from domain.clock.parts import Clocks
from domain.moment import Moment
from projections.views import status
from projections.views.deadline import TABLE

_C = TABLE.c
_STATUS = status.TABLE.c


class Part(StrEnum):
    """A part of the sheet; an issue stands in one of the first three."""

    OVERDUE = "overdue"
    DUE = "due"
    AT_RISK = "at-risk"
    PROMISED = "promised"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One issue on the sheet."""

    issue: UUID
    number: str
    category: str | None
    compound: UUID | None
    clocks: Clocks
    promised_at: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The committee whose sheet it is, when it is drawn up, and when the next shift ends."""

    committee: UUID
    now: Moment
    until: Moment


@dataclass(frozen=True, slots=True)
class _Asked:
    condition: ColumnElement[bool]
    order: Column[Moment]


def count(connection: Connection, shift: Shift, part: Part) -> int:
    """How many issues belong there."""
    mine = (_C.committee == shift.committee, _asked(shift, part).condition)
    return connection.execute(select(func.count()).select_from(TABLE).where(*mine)).scalar_one()


def lines(connection: Connection, shift: Shift, part: Part, *, limit: int) -> Sequence[Line]:
    """The first of them: what is due first, what was promised first, what has waited longest."""
    asked = _asked(shift, part)
    told = (_C.issue, _STATUS.number, _STATUS.category, _STATUS.compound, _C.clocks, _C.promised_at)
    # What was transferred just now is the receiver's, whatever the view has folded.
    same = and_(_STATUS.opened == _C.opened, _STATUS.committee == _C.committee)
    query = (
        select(*told)
        .join(status.TABLE, same)
        .where(_C.committee == shift.committee, asked.condition)
        .order_by(asked.order, _C.opened)
        .limit(limit)
    )
    return [Line(**row) for row in connection.execute(query).mappings()]


def _asked(shift: Shift, part: Part) -> _Asked:
    due = _C.soonest_due
    match part:
        case Part.OVERDUE:
            return _Asked(due < shift.now, due)
        case Part.DUE:
            return _Asked(and_(due >= shift.now, due < shift.until), due)
        case Part.AT_RISK:
            return _Asked(and_(due >= shift.until, _C.risk_at <= shift.now), due)
        case Part.PROMISED:
            return _Asked(_C.promised_at < shift.until, _C.promised_at)
        case Part.PAUSED:
            return _Asked(_C.paused_since.is_not(None), _C.paused_since)
        case _:
            assert_never(part)
