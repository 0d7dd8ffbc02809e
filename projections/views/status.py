"""Current status: one row per issue, with all that a list or a detail shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
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

from domain.issue import events
from domain.issue.events import Discovery, Outcome, Output, Site
from domain.issue.lifecycle import Status
from domain.issue.state import IssueEvent, IssueState, evolve
from domain.method.terms import Scale, Track
from domain.moment import Moment
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table
from projections.views import assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What rules do not need and people want to see.

    `reply` is the one of the completion; `triage_summary` stands before `summary` where triage
    worded the matter anew (they are sealed for different places and so kept apart).
    """

    address: Sealed | None
    sites: tuple[Site, ...]
    discovery: Discovery
    summary: Sealed | None
    triage_summary: Sealed | None
    words: Sealed | None
    recorded_at: Moment
    responded_at: Moment | None = None
    done_at: Moment | None = None
    outcome: Outcome | None = None
    reply: Sealed | None = None
    outputs: tuple[Output, ...] = ()
    cost: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """An issue as it stands.

    `opened` is the position of its report and orders every list; `state` is what rules know;
    the columns beside it repeat of it what lists are filtered by.
    """

    issue: UUID
    opened: int
    version: int
    number: str
    status: Status
    committee: UUID
    compound: UUID | None
    reporter: UUID | None
    channel: str
    category: str | None
    scale: Scale | None
    track: Track | None
    reported_at: Moment
    updated_at: Moment
    state: IssueState
    content: Content


TABLE = view_table(
    "status",
    1,
    Column("issue", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("number", String(40), nullable=False, unique=True),
    Column("status", Code(Status), nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("reporter", Uuid),
    Column("channel", String(40), nullable=False),
    Column("category", String(40)),
    Column("scale", Code(Scale)),
    Column("track", Code(Track)),
    Column("reported_at", MomentColumn, nullable=False),
    Column("updated_at", MomentColumn, nullable=False),
    Column("state", Json(IssueState), nullable=False),
    Column("content", Json(Content), nullable=False),
)
Index("view_status_v1_committee", TABLE.c.committee, TABLE.c.opened)
Index("view_status_v1_compound", TABLE.c.compound, TABLE.c.opened)
Index("view_status_v1_reporter", TABLE.c.reporter, TABLE.c.opened)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Every event of an issue touches its one row."""
    return ((recorded.stream,),) if recorded.topic.startswith("issue.") else ()


def fold(_key: Key, row: StatusRow | None, recorded: Recorded[object]) -> StatusRow | None:
    """The row after *recorded*."""
    event = recorded.event
    if isinstance(event, events.Reported):
        return _opened(recorded, event)
    if row is None:
        return None
    state = evolve(row.state, cast(IssueEvent, event), recorded.occurred_at)
    if isinstance(event, events.Triaged):
        row = replace(row, category=event.category, scale=event.scale, track=event.track)
    return replace(
        row,
        version=recorded.version,
        status=state.status,
        updated_at=recorded.at,
        state=state,
        content=_content(row.content, event, recorded.occurred_at),
    )


def _opened(recorded: Recorded[object], event: events.Reported) -> StatusRow:
    state = evolve(None, event, recorded.occurred_at)
    return StatusRow(
        issue=recorded.stream,
        opened=recorded.position,
        version=recorded.version,
        number=event.number,
        status=state.status,
        committee=event.committee,
        compound=event.compound,
        reporter=event.reporter,
        channel=event.channel,
        category=event.category,
        scale=None,
        track=None,
        reported_at=recorded.occurred_at,
        updated_at=recorded.at,
        state=state,
        content=Content(
            address=event.address,
            sites=event.sites,
            discovery=event.discovery,
            summary=event.summary,
            triage_summary=None,
            words=event.words,
            recorded_at=recorded.at,
        ),
    )


def _content(content: Content, event: object, when: Moment) -> Content:
    match event:
        case events.Responded():
            # Typed in later, an earlier first contact counts.
            first = when if content.responded_at is None else min(when, content.responded_at)
            return replace(content, responded_at=first)
        case events.Triaged() if event.summary is not None:
            return replace(content, triage_summary=event.summary)
        case events.Done():
            return replace(
                content,
                done_at=when,
                outcome=event.outcome,
                reply=event.reply,
                outputs=event.outputs,
                cost=event.cost,
            )
        case _:
            return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list may be narrowed to; None does not narrow. `until` is exclusive."""

    status: Status | None = None
    committee: UUID | None = None
    compound: UUID | None = None
    category: str | None = None
    channel: str | None = None
    scale: Scale | None = None
    track: Track | None = None
    number: str | None = None
    party: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None


VIEW = View(name="status", table=TABLE, row=StatusRow, keys=keys, evolve=fold)


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
    query = select(TABLE).where(visible, *_conditions(wanted))
    if older_than is not None:
        query = query.where(along < older_than)
    if newer_than is not None:
        query = query.where(along > newer_than)
    order = along.desc() if newer_than is None else along
    found = connection.execute(query.order_by(order).limit(limit)).mappings()
    rows = [VIEW.read(dict(row)) for row in found]
    return rows if newer_than is None else rows[::-1]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    same = ("status", "committee", "compound", "category", "channel", "scale", "track", "number")
    conditions = [
        TABLE.c[name] == getattr(wanted, name) for name in same if getattr(wanted, name) is not None
    ]
    if wanted.party is not None:
        handed = select(assignment.TABLE.c.issue).where(assignment.TABLE.c.party == wanted.party)
        conditions.append(TABLE.c.issue.in_(handed))
    if wanted.since is not None:
        conditions.append(TABLE.c.reported_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(TABLE.c.reported_at < wanted.until)
    return conditions
