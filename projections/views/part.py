"""Parts of projects: where each stands, how far it is, and which upkeep is due when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    String,
    Uuid,
    func,
    select,
    tuple_,
)

from domain.moment import Moment
from domain.project.events import (
    PartAdded,
    PartDropped,
    PartPlanned,
    Step,
    StepReached,
    StepRevoked,
    Upkeep,
    UpkeepNoted,
)
from domain.project.state import with_upkeep
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table
from projections.views.project import TABLE as PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part. `way` are the steps that it has come to, `step` the newest of them.

    `due` are the days on which upkeep is due again, `next_due` (ISO 8601) the first of them.
    """

    project: UUID
    part: str
    building: str | None
    entrance: str | None
    unit: str | None
    issue: UUID | None
    planned: bool
    way: tuple[Step, ...]
    step: Step | None
    since: Moment
    dropped: bool
    due: Mapping[Upkeep, date]
    next_due: str | None


TABLE = view_table(
    "part",
    1,
    Column("project", Uuid, primary_key=True),
    Column("part", String(40), primary_key=True),
    Column("building", String(200)),
    Column("entrance", String(200)),
    Column("unit", String(200)),
    Column("issue", Uuid),
    Column("planned", Boolean, nullable=False),
    Column("way", Json(tuple[Step, ...]), nullable=False),
    Column("step", Code(Step)),
    Column("since", MomentColumn, nullable=False),
    Column("dropped", Boolean, nullable=False),
    Column("due", Json(Mapping[Upkeep, date]), nullable=False),
    Column("next_due", String(40)),
)
Index("view_part_v1_due", TABLE.c.next_due, TABLE.c.project, TABLE.c.part)

Due = tuple[str, UUID, str]
"""Where a part stands in the list of upkeep: the day, the project, the part's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which parts of a project are wanted; None for all."""

    building: str | None = None
    entrance: str | None = None
    step: Step | None = None
    dropped: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The row of the part that an event names."""
    match recorded.event:
        case (
            PartAdded(part=part)
            | PartPlanned(part=part)
            | StepReached(part=part)
            | StepRevoked(part=part)
            | PartDropped(part=part)
            | UpkeepNoted(part=part)
        ):
            return ((recorded.stream, part),)
        case _:
            return ()


def fold(_key: Key, row: PartRow | None, recorded: Recorded[object]) -> PartRow | None:
    """The part's row after *recorded*."""
    when = recorded.occurred_at
    match recorded.event:
        case PartAdded() as event:
            return _added(recorded, event)
        case PartPlanned():
            return row and replace(row, planned=True)
        case StepReached(step=step):
            return row and _at(row, (*row.way, step), when)
        case StepRevoked(step=step):
            return row and _at(row, tuple(one for one in row.way if one is not step), when)
        case UpkeepNoted() as event:
            return row and _looked_after(row, event)
        case _:
            return row and replace(row, dropped=True, next_due=None)


def _added(recorded: Recorded[object], event: PartAdded) -> PartRow:
    spot = event.spot
    return PartRow(
        project=recorded.stream,
        part=event.part,
        building=spot.building if spot else None,
        entrance=spot.entrance if spot else None,
        unit=spot.unit if spot else None,
        issue=event.issue,
        planned=event.plan is not None,
        way=(),
        step=None,
        since=recorded.occurred_at,
        dropped=False,
        due={},
        next_due=None,
    )


def _at(row: PartRow, way: tuple[Step, ...], when: Moment) -> PartRow:
    return replace(row, way=way, step=way[-1] if way else None, since=when)


def _looked_after(row: PartRow, event: UpkeepNoted) -> PartRow:
    due = with_upkeep(row.due, event)
    return replace(row, due=due, next_due=min(due.values()).isoformat() if due else None)


VIEW = View(name="part", table=TABLE, row=PartRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection, project: UUID, wanted: Filter, *, after: str | None, limit: int
) -> list[PartRow]:
    """Parts of a project by their codes, behind one."""
    query = select(TABLE).where(TABLE.c.project == project, *_conditions(wanted))
    if after is not None:
        query = query.where(TABLE.c.part > after)
    found = connection.execute(query.order_by(TABLE.c.part).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def due(
    connection: Connection,
    visible: ColumnElement[bool],
    *,
    before: date | None,
    after: Due | None,
    limit: int,
) -> list[PartRow]:
    """Parts whose upkeep is due, the earliest first; *visible* is asked of their projects.

    *before*: on an earlier day than that.
    """
    query = select(TABLE).join(PROJECT, PROJECT.c.project == TABLE.c.project)
    query = query.where(TABLE.c.next_due.is_not(None), visible)
    place = (TABLE.c.next_due, TABLE.c.project, TABLE.c.part)
    if before is not None:
        query = query.where(TABLE.c.next_due < before.isoformat())
    if after is not None:
        query = query.where(tuple_(*place) > after)
    found = connection.execute(query.order_by(*place).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def standing(
    connection: Connection, projects: Collection[UUID]
) -> Mapping[UUID, Mapping[Step | None, int]]:
    """How many parts of each project are at each step; what was dropped is not counted."""
    parts = func.count().label("parts")
    query = (
        select(TABLE.c.project, TABLE.c.step, parts)
        .where(TABLE.c.project.in_(projects), TABLE.c.dropped.is_(False))
        .group_by(TABLE.c.project, TABLE.c.step)
    )
    found: dict[UUID, dict[Step | None, int]] = {project: {} for project in projects}
    for row in connection.execute(query):
        found[row.project][row.step] = row.parts
    return found


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    pairs = (
        (TABLE.c.building, wanted.building),
        (TABLE.c.entrance, wanted.entrance),
        (TABLE.c.step, wanted.step),
        (TABLE.c.dropped, wanted.dropped),
    )
    return [column == value for column, value in pairs if value is not None]
