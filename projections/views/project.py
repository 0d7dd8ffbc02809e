"""Projects: which there are, and of what kind. How far they are is counted by their parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    select,
)

from domain.moment import Moment
from domain.project.events import (
    Begun,
    Closed,
    PartAdded,
    PartDropped,
    PartPlanned,
    ProjectKind,
    Step,
    StepReached,
    StepRevoked,
    UpkeepNoted,
)
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project. `begun` is the position of its beginning, `version` that of its stream."""

    project: UUID
    committee: UUID
    compound: UUID | None
    kind: ProjectKind
    name: str
    steps: tuple[Step, ...]
    issue: UUID | None
    begun: int
    began_at: Moment
    closed_at: Moment | None
    version: int


TABLE = view_table(
    "project",
    1,
    Column("project", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("kind", Code(ProjectKind), nullable=False),
    Column("name", String(200), nullable=False),
    Column("steps", Json(tuple[Step, ...]), nullable=False),
    Column("issue", Uuid),
    Column("begun", BigInteger, nullable=False),
    Column("began_at", MomentColumn, nullable=False),
    Column("closed_at", MomentColumn),
    Column("version", Integer, nullable=False),
)
Index("view_project_v1_begun", TABLE.c.begun)
Index("view_project_v1_committee", TABLE.c.committee, TABLE.c.begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which projects are wanted; None for all."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: ProjectKind | None = None
    closed: bool | None = None


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The project's own row."""
    match recorded.event:
        case (
            Begun()
            | PartAdded()
            | PartPlanned()
            | StepReached()
            | StepRevoked()
            | PartDropped()
            | UpkeepNoted()
            | Closed()
        ):
            return ((recorded.stream,),)
        case _:
            return ()


def fold(_key: Key, row: ProjectRow | None, recorded: Recorded[object]) -> ProjectRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Begun() as event:
            return _begun(recorded, event)
        case Closed():
            closed = recorded.occurred_at
            return row and replace(row, closed_at=closed, version=recorded.version)
        case _:
            return row and replace(row, version=recorded.version)


def _begun(recorded: Recorded[object], event: Begun) -> ProjectRow:
    return ProjectRow(
        project=recorded.stream,
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        name=event.name,
        steps=event.steps,
        issue=event.issue,
        begun=recorded.position,
        began_at=recorded.occurred_at,
        closed_at=None,
        version=recorded.version,
    )


VIEW = View(name="project", table=TABLE, row=ProjectRow, keys=keys, evolve=fold, follows=True)


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[ProjectRow]:
    """Projects, those that began last first, behind a position."""
    query = select(TABLE).where(visible, *_conditions(wanted))
    if older_than is not None:
        query = query.where(TABLE.c.begun < older_than)
    found = connection.execute(query.order_by(TABLE.c.begun.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.committee is not None:
        conditions.append(TABLE.c.committee == wanted.committee)
    if wanted.compound is not None:
        conditions.append(TABLE.c.compound == wanted.compound)
    if wanted.kind is not None:
        conditions.append(TABLE.c.kind == wanted.kind)
    if wanted.closed is not None:
        over = TABLE.c.closed_at.is_not(None)
        conditions.append(over if wanted.closed else ~over)
    return conditions
