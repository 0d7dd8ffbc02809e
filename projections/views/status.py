"""Current status: one row per issue, with all that a list or a detail shows of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    and_,
    or_,
    select,
)

from domain.issue import events
from domain.issue.awaiting import Awaiting, awaiting
from domain.issue.events import Level
from domain.issue.evolve import IssueEvent, evolve
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.method.terms import Scale, Track
from domain.moment import Moment
from domain.replacing import replace
from ledger.envelope import Recorded
from projections import content, dues, stored
from projections.columns import Code, Json, MomentColumn
from projections.content import Content
from projections.engine import Key, View, view_table
from projections.views import assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """An issue as it stands.

    `opened` is the position of its report and orders every list; `state` is what rules know;
    the columns beside it repeat of it what lists are filtered by, and what is let go: who was its
    reporter and is `forgotten`, since when it is over, and whether its `texts` are still there.
    """

    issue: UUID
    opened: int
    version: int
    number: str
    status: Status
    committee: UUID
    compound: UUID | None
    reporter: UUID | None
    forgotten: UUID | None
    channel: str
    category: str | None
    scale: Scale | None
    track: Track | None
    level: Level
    round: int
    awaiting: Awaiting
    urged: bool
    missing_registers: int
    missing_parties: int
    reported_at: Moment
    updated_at: Moment
    over_at: Moment | None
    texts: bool
    state: IssueState
    content: Content


TABLE = view_table(
    "status",
    8,
    Column("issue", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("number", String(40), nullable=False, unique=True),
    Column("status", Code(Status), nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("reporter", Uuid),
    Column("forgotten", Uuid),
    Column("channel", String(40), nullable=False),
    Column("category", String(40)),
    Column("scale", Code(Scale)),
    Column("track", Code(Track)),
    Column("level", Code(Level), nullable=False),
    Column("round", Integer, nullable=False),
    Column("awaiting", Code(Awaiting), nullable=False),
    Column("urged", Boolean, nullable=False),
    Column("missing_registers", Integer, nullable=False),
    Column("missing_parties", Integer, nullable=False),
    Column("reported_at", MomentColumn, nullable=False),
    Column("updated_at", MomentColumn, nullable=False),
    Column("over_at", MomentColumn),
    Column("texts", Boolean, nullable=False),
    Column("state", Json(IssueState, stored.written, stored.read), nullable=False),
    Column("content", Json(Content), nullable=False),
)
Index("view_status_v8_committee", TABLE.c.committee, TABLE.c.opened)
Index("view_status_v8_compound", TABLE.c.compound, TABLE.c.opened)
Index("view_status_v8_reporter", TABLE.c.reporter, TABLE.c.opened)


def _over(name: str, kept: ColumnElement[bool]) -> None:
    """An index of what is over and still has something to let go."""
    there = and_(TABLE.c.over_at.is_not(None), kept)
    columns = (TABLE.c.over_at, TABLE.c.issue)
    Index(f"{TABLE.name}_{name}", *columns, sqlite_where=there, postgresql_where=there)


_half = or_(TABLE.c.missing_registers > 0, TABLE.c.missing_parties > 0)
Index(
    f"{TABLE.name}_half",
    TABLE.c.committee,
    TABLE.c.opened,
    sqlite_where=_half,
    postgresql_where=_half,
)
_gone = TABLE.c.forgotten.is_not(None)
Index(f"{TABLE.name}_forgotten", TABLE.c.forgotten, sqlite_where=_gone, postgresql_where=_gone)
_over("contact", TABLE.c.reporter.is_not(None))
_over("texts", TABLE.c.texts)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Every event of an issue touches its one row."""
    return ((recorded.stream,),) if recorded.topic.startswith("issue.") else ()


def whole(recorded: Sequence[Recorded[object]]) -> Sequence[StatusRow]:
    """The one row of an issue, made when all its events are folded."""
    first, last = recorded[0], recorded[-1]
    if not isinstance(first.event, events.Reported):
        return ()
    opened = _opened(first, first.event)
    state, told = opened.state, opened.content
    for one in recorded[1:]:
        told = content.evolve(told, one, state)
        state = evolve(state, cast(IssueEvent, one.event), one.stamp)
    return (_moved(opened, last, state, told),)


def fold(_key: Key, row: StatusRow | None, recorded: Recorded[object]) -> StatusRow | None:
    """The row after *recorded*."""
    event = recorded.event
    if isinstance(event, events.Reported):
        return _opened(recorded, event)
    if row is None:
        return None
    state = evolve(row.state, cast(IssueEvent, event), recorded.stamp)
    return _moved(row, recorded, state, content.evolve(row.content, recorded, row.state))


def _moved(
    row: StatusRow, recorded: Recorded[object], state: IssueState, told: Content
) -> StatusRow:
    return replace(
        row,
        version=recorded.version,
        updated_at=recorded.at,
        content=told,
        **_told_by(state),
    )


def _opened(recorded: Recorded[object], event: events.Reported) -> StatusRow:
    state = evolve(None, event, recorded.stamp)
    return StatusRow(
        issue=recorded.stream,
        opened=recorded.position,
        version=recorded.version,
        number=event.number,
        channel=event.channel,
        reported_at=recorded.occurred_at,
        updated_at=recorded.at,
        content=content.begin(recorded, event),
        **_told_by(state),
    )


class _Told(TypedDict):
    """The columns that repeat the state."""

    state: IssueState
    status: Status
    committee: UUID
    compound: UUID | None
    reporter: UUID | None
    forgotten: UUID | None
    category: str | None
    scale: Scale | None
    track: Track | None
    level: Level
    round: int
    awaiting: Awaiting
    urged: bool
    missing_registers: int
    missing_parties: int
    over_at: Moment | None
    texts: bool


def _told_by(state: IssueState) -> _Told:
    return _Told(
        state=state,
        status=state.status,
        committee=state.committee,
        compound=state.compound,
        reporter=state.reporter,
        forgotten=state.reporter_erased.person if state.reporter_erased else None,
        category=state.category,
        scale=state.scale,
        track=state.track,
        level=state.level,
        round=state.round,
        awaiting=awaiting(state),
        urged=state.urged > 0,
        missing_registers=state.missing_registers,
        missing_parties=state.missing_parties,
        over_at=state.over_at,
        texts=state.texts_erased is None,
    )


class Half(StrEnum):
    """Which half of 双登记双交办 is missing."""

    REGISTER = "register"
    PARTY = "party"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list may be narrowed to; None does not narrow. `until` is exclusive.

    `party` was ever handed the issue, `in_hand` has it in hand now.
    """

    status: Status | None = None
    committee: UUID | None = None
    compound: UUID | None = None
    category: str | None = None
    channel: str | None = None
    scale: Scale | None = None
    track: Track | None = None
    level: Level | None = None
    round: int | None = None
    awaiting: Awaiting | None = None
    urged: bool | None = None
    half: Half | None = None
    number: str | None = None
    party: UUID | None = None
    in_hand: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None
    due: dues.Due | None = None


VIEW = View(name="status", table=TABLE, row=StatusRow, keys=keys, evolve=fold, whole=whole)


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None = None,
    newer_than: int | None = None,
    limit: int,
    along: ColumnElement[int] = TABLE.c.opened,
) -> list[StatusRow]:
    """Issues, newest first, on one side of an `opened` position.

    With *newer_than* it is the page next to that position, still told newest first. *along* is
    the column to walk: another table's positions, which *visible* has tied to `opened`.
    """
    conditions = _conditions(wanted)
    if wanted.due is not None:
        timely, along = dues.walked(wanted.due, TABLE, along)
        conditions += timely
    query = select(along).where(visible, *conditions)
    if older_than is not None:
        query = query.where(along < older_than)
    if newer_than is not None:
        query = query.where(along > newer_than)
    newest_first = newer_than is None
    # Whatever has to be sorted is sorted as positions; whole rows are read for one page alone.
    walked = query.order_by(along.desc() if newest_first else along).limit(limit)
    positions = walked.correlate(None)
    opened = TABLE.c.opened
    rows_of = select(TABLE).where(opened.in_(positions))
    order = opened.desc() if newest_first else opened
    found = connection.execute(rows_of.order_by(order)).mappings()
    rows = [VIEW.read(dict(row)) for row in found]
    return rows if newer_than is None else rows[::-1]


def reported_by(connection: Connection, person: UUID) -> set[UUID]:
    """The issues that a person has reported and was not let go of."""
    query = select(TABLE.c.issue).where(TABLE.c.reporter == person)
    return set(connection.execute(query).scalars())


def forgotten_of(
    connection: Connection, persons: Collection[UUID]
) -> Mapping[UUID, frozenset[UUID]]:
    """The issues that each of these persons had reported before they were let go."""
    query = select(TABLE.c.forgotten, TABLE.c.issue).where(TABLE.c.forgotten.in_(persons))
    found: dict[UUID, set[UUID]] = {one: set() for one in persons}
    for person, issue in connection.execute(query):
        found[person].add(issue)
    return {person: frozenset(issues) for person, issues in found.items()}


_SAME = (
    "status",
    "committee",
    "compound",
    "category",
    "channel",
    "scale",
    "track",
    "level",
    "round",
    "awaiting",
    "urged",
    "number",
)
"""The columns that a filter of the same name is compared with."""


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    given = {name: getattr(wanted, name) for name in _SAME}
    conditions = [TABLE.c[name] == value for name, value in given.items() if value is not None]
    if wanted.party is not None:
        conditions.append(_of(wanted.party, HANDED.dispatched_at.is_not(None)))
    if wanted.in_hand is not None:
        conditions.append(_of(wanted.in_hand, HANDED.open))
    if wanted.half is Half.ANY:
        conditions.append(_half)
    elif wanted.half is not None:
        missing = {Half.REGISTER: "missing_registers", Half.PARTY: "missing_parties"}
        conditions.append(TABLE.c[missing[wanted.half]] > 0)
    if wanted.since is not None:
        conditions.append(TABLE.c.reported_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(TABLE.c.reported_at < wanted.until)
    return conditions


HANDED = assignment.TABLE.c


def _of(party: UUID, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return TABLE.c.issue.in_(select(HANDED.issue).where(HANDED.party == party, condition))
