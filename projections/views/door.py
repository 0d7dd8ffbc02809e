"""Doors of plans of visits: who goes there, what became of it, and whether it is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    and_,
    case,
    func,
    or_,
    select,
    tuple_,
)

from domain.moment import Moment, local
from domain.replacing import replace
from domain.visit.coverage import Coverage
from domain.visit.events import Assigned, Attempted, DoorDropped, DoorOutcome, DoorsListed
from ledger.envelope import Recorded
from projections.columns import Code, MomentColumn
from projections.engine import Key, View, view_table
from projections.views.visit import TABLE as VISIT


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """One door. `opened_on` is the day (an ordinal) of the newest opening.

    `listed_at`, `opened_at` (first) and `dropped_at` are when that was recorded.
    """

    visit: UUID
    door: str
    unit: str | None
    person: UUID | None
    visitor: UUID | None
    organisation: UUID | None
    attempts: int
    outcome: DoorOutcome | None
    tried_at: Moment | None
    opened_on: int | None
    listed_at: Moment
    opened_at: Moment | None
    dropped_at: Moment | None


TABLE = view_table(
    "door",
    1,
    Column("visit", Uuid, primary_key=True),
    Column("door", String(40), primary_key=True),
    Column("unit", String(40)),
    Column("person", Uuid),
    Column("visitor", Uuid),
    Column("organisation", Uuid),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Code(DoorOutcome)),
    Column("tried_at", MomentColumn),
    Column("opened_on", Integer),
    Column("listed_at", MomentColumn, nullable=False),
    Column("opened_at", MomentColumn),
    Column("dropped_at", MomentColumn),
)
Index("view_door_v1_visitor", TABLE.c.visitor, TABLE.c.visit, TABLE.c.door)
Index("view_door_v1_organisation", TABLE.c.organisation, TABLE.c.visit, TABLE.c.door)

Mark = tuple[UUID, str]
"""Where a door stands in the list of what is to be done: the plan, the door's code."""

KEPT = TABLE.c.dropped_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which doors of a plan are wanted; None for all. `untried`: without any attempt."""

    outcome: DoorOutcome | None = None
    untried: bool = False
    opened: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The rows of the doors that an event names."""
    match recorded.event:
        case DoorsListed(doors=doors):
            return tuple((recorded.stream, one.code) for one in doors)
        case Assigned(doors=codes):
            return tuple((recorded.stream, code) for code in codes)
        case Attempted(door=code) | DoorDropped(door=code):
            return ((recorded.stream, code),)
        case _:
            return ()


def fold(key: Key, row: DoorRow | None, recorded: Recorded[object]) -> DoorRow | None:
    """The door's row after *recorded*."""
    match recorded.event:
        case DoorsListed() as event:
            return _listed(key, recorded, event)
        case Assigned(visitor=visitor, organisation=organisation):
            return row and replace(row, visitor=visitor, organisation=organisation)
        case Attempted() as event:
            return row and _tried(row, recorded, event)
        case _:
            return row and replace(row, dropped_at=recorded.at)


def _listed(key: Key, recorded: Recorded[object], event: DoorsListed) -> DoorRow:
    door = next(one for one in event.doors if one.code == key[1])
    return DoorRow(
        visit=recorded.stream,
        door=door.code,
        unit=door.unit,
        person=door.person,
        visitor=None,
        organisation=None,
        attempts=0,
        outcome=None,
        tried_at=None,
        opened_on=None,
        listed_at=recorded.at,
        opened_at=None,
        dropped_at=None,
    )


def _tried(row: DoorRow, recorded: Recorded[object], event: Attempted) -> DoorRow:
    when = recorded.occurred_at
    row = replace(row, attempts=row.attempts + 1, outcome=event.outcome, tried_at=when)
    if event.outcome is not DoorOutcome.OPENED:
        return row
    first = recorded.at if row.opened_at is None else row.opened_at
    return replace(row, opened_on=local(when).date().toordinal(), opened_at=first)


VIEW = View(name="door", table=TABLE, row=DoorRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection,
    visit: UUID,
    wanted: Filter,
    mine: ColumnElement[bool],
    *,
    after: str | None,
    limit: int,
) -> list[DoorRow]:
    """Doors of a plan by their codes, behind one; *mine* narrows to whose they are."""
    conditions = [TABLE.c.visit == visit, KEPT, mine]
    if wanted.untried:
        conditions.append(TABLE.c.attempts == 0)
    if wanted.outcome is not None:
        conditions.append(TABLE.c.outcome == wanted.outcome)
    if wanted.opened is not None:
        opened = TABLE.c.opened_on.is_not(None)
        conditions.append(opened if wanted.opened else ~opened)
    if after is not None:
        conditions.append(TABLE.c.door > after)
    query = select(TABLE).where(*conditions).order_by(TABLE.c.door).limit(limit)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]


def overdue(today: int) -> ColumnElement[bool]:
    """A door of a plan that goes on: nobody opened it by its day, or not again in time."""
    never = and_(TABLE.c.opened_on.is_(None), VISIT.c.due < today)
    again = and_(VISIT.c.every.is_not(None), TABLE.c.opened_on + VISIT.c.every < today)
    return and_(KEPT, VISIT.c.closed_at.is_(None), or_(never, again))


def open_now(today: int) -> ColumnElement[bool]:
    """A door to which somebody is to go today: never opened so far, or due again by today."""
    again = and_(VISIT.c.every.is_not(None), TABLE.c.opened_on + VISIT.c.every <= today)
    running = and_(VISIT.c.closed_at.is_(None), VISIT.c.first <= today)
    return and_(KEPT, running, or_(TABLE.c.opened_on.is_(None), again))


def to_visit(
    connection: Connection,
    condition: ColumnElement[bool],
    *,
    after: Mark | None,
    limit: int,
) -> list[DoorRow]:
    """Doors of all plans under a condition on both tables, by plan and code."""
    query = select(TABLE).join(VISIT, VISIT.c.visit == TABLE.c.visit).where(condition)
    place = (TABLE.c.visit, TABLE.c.door)
    if after is not None:
        query = query.where(tuple_(*place) > after)
    found = connection.execute(query.order_by(*place).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def standing(
    connection: Connection, visits: Collection[UUID], today: int
) -> Mapping[UUID, Coverage]:
    """The coverage of each plan; what was dropped is not counted."""
    late = func.sum(case((overdue(today), 1), else_=0))
    query = (
        select(TABLE.c.visit, func.count(), func.count(TABLE.c.opened_on), late)
        .join(VISIT, VISIT.c.visit == TABLE.c.visit)
        .where(TABLE.c.visit.in_(visits), KEPT)
        .group_by(TABLE.c.visit)
    )
    found = {visit: Coverage(listed=0, opened=0, overdue=0) for visit in visits}
    for visit, listed, opened, overdue_now in connection.execute(query):
        found[visit] = Coverage(listed=listed, opened=opened, overdue=int(overdue_now))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Plans of a committee that are to be done in a period of days (ordinals), both included."""

    committee: UUID
    since: int | None = None
    until: int | None = None


def covered(
    connection: Connection, asked: Asked, before: Moment
) -> Sequence[tuple[str, str | None, int, int, int]]:
    """(kind, group, plans, doors listed, opened) of a committee as it was recorded *before*."""
    there = and_(
        TABLE.c.listed_at < before, or_(TABLE.c.dropped_at.is_(None), TABLE.c.dropped_at >= before)
    )
    conditions = [VISIT.c.committee == asked.committee, there]
    if asked.since is not None:
        conditions.append(VISIT.c.wanted >= asked.since)
    if asked.until is not None:
        conditions.append(VISIT.c.wanted <= asked.until)
    opened = func.sum(case((TABLE.c.opened_at < before, 1), else_=0))
    plans = func.count(TABLE.c.visit.distinct())
    dimensions = (VISIT.c.kind, VISIT.c.group)
    query = (
        select(*dimensions, plans, func.count(), opened)
        .join(VISIT, VISIT.c.visit == TABLE.c.visit)
        .where(*conditions)
        .group_by(*dimensions)
        .order_by(*dimensions)
    )
    return [
        (kind, group, plans, listed, int(opened))
        for kind, group, plans, listed, opened in connection.execute(query)
    ]
