"""Ballots: one row for each, with all that is pinned, and the running count of the whole roll.

The counts in it are for those alone who may see votes while it is open: whoever reads it asks
`service.ballots` first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Index, Integer, Uuid, select

from domain.ballot.events import (
    Annulled,
    Cancelled,
    ChallengeAnswered,
    Challenged,
    Closed,
    Opened,
    PaperDelivered,
    ResultImported,
    VoteCast,
    VoteVoided,
)
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table
from projections.stored import Texts
from projections.tallies import NONE_YET, Tally, moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """That it was cancelled, or annulled, and why."""

    at: Moment
    by: UUID | None
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """An objection, by whom, and its answer once there is one."""

    at: Moment
    person: UUID | None
    text: Sealed
    answered_at: Moment | None
    answer: Sealed | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What came of it: an outside result, the closing, an early end, annulment, objections."""

    imported: ResultImported | None = None
    closed: Closed | None = None
    cancelled: Ended | None = None
    annulled: Ended | None = None
    challenges: Mapping[int, Challenge] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """A ballot as it stands.

    `position` is that of its opening and orders every list; `ended_at` is when it was closed or
    cancelled. `delivered` and `returned` count papers; `tally` is of the whole roll.
    """

    ballot: UUID
    position: int
    version: int
    committee: UUID
    compound: UUID | None
    issue: UUID | None
    election: UUID | None
    opens_at: Moment
    closes_at: Moment
    ended_at: Moment | None
    delivered: int
    returned: int
    opened: Opened
    tally: Tally
    aftermath: Aftermath


_PINNED = Texts[Opened](msgspec.json.encode)
"""What is pinned never changes, and is by far the longest: it is written as it was before."""

TABLE = view_table(
    "ballot",
    1,
    Column("ballot", Uuid, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("issue", Uuid),
    Column("election", Uuid),
    Column("opens_at", MomentColumn, nullable=False),
    Column("closes_at", MomentColumn, nullable=False),
    Column("ended_at", MomentColumn),
    Column("delivered", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("opened", Json(Opened, _PINNED.of), nullable=False),
    Column("tally", Json(Tally), nullable=False),
    Column("aftermath", Json(Aftermath), nullable=False),
)
Index("view_ballot_v1_committee", TABLE.c.committee, TABLE.c.position)
Index("view_ballot_v1_compound", TABLE.c.compound, TABLE.c.position)
Index("view_ballot_v1_issue", TABLE.c.issue, TABLE.c.position)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """Every event of a ballot touches its one row."""
    return ((recorded.stream,),) if recorded.topic.startswith("ballot.") else ()


def fold(_key: Key, row: BallotRow | None, recorded: Recorded[object]) -> BallotRow | None:
    """The row after *recorded*."""
    event = recorded.event
    if isinstance(event, Opened):
        return _opened(recorded, event)
    if row is None:
        return None
    row = replace(row, version=recorded.version)
    match event:
        case PaperDelivered():
            return replace(row, delivered=row.delivered + 1)
        case VoteCast() | VoteVoided():
            tally = moved(row.tally, event, row.opened.counting)
            return replace(row, tally=tally, returned=tally.papers.returned.voters)
        case Closed() | Cancelled():
            row = replace(row, ended_at=recorded.at)
            return replace(row, aftermath=_after(row.aftermath, recorded))
        case _:
            return replace(row, aftermath=_after(row.aftermath, recorded))


def _opened(recorded: Recorded[object], event: Opened) -> BallotRow:
    return BallotRow(
        ballot=recorded.stream,
        position=recorded.position,
        version=recorded.version,
        committee=event.committee,
        compound=event.compound,
        issue=event.issue,
        election=event.election,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
        ended_at=None,
        delivered=0,
        returned=0,
        opened=event,
        tally=NONE_YET,
        aftermath=Aftermath(),
    )


def _after(before: Aftermath, recorded: Recorded[object]) -> Aftermath:
    match recorded.event:
        case ResultImported() as event:
            return replace(before, imported=event)
        case Closed() as event:
            return replace(before, closed=event)
        case Cancelled(reason=reason):
            return replace(before, cancelled=_ended(recorded, reason))
        case Annulled(reason=reason):
            return replace(before, annulled=_ended(recorded, reason))
        case Challenged() as event:
            return _challenged(before, event, recorded)
        case ChallengeAnswered() as event:
            return _answered(before, event, recorded)
        case _:
            return before


def _ended(recorded: Recorded[object], reason: Sealed) -> Ended:
    return Ended(at=recorded.at, by=recorded.by.person, reason=reason)


def _challenged(before: Aftermath, event: Challenged, recorded: Recorded[object]) -> Aftermath:
    told = Challenge(
        at=recorded.at,
        person=event.person,
        text=event.text,
        answered_at=None,
        answer=None,
        size=None,
    )
    return replace(before, challenges={**before.challenges, event.challenge: told})


def _answered(before: Aftermath, event: ChallengeAnswered, recorded: Recorded[object]) -> Aftermath:
    told = replace(
        before.challenges[event.challenge],
        answered_at=recorded.at,
        answer=event.answer,
        size=event.size,
    )
    return replace(before, challenges={**before.challenges, event.challenge: told})


VIEW = View(name="ballot", table=TABLE, row=BallotRow, keys=keys, evolve=fold)


def one(connection: Connection, ballot: UUID) -> BallotRow | None:
    """One ballot."""
    found = connection.execute(select(TABLE).where(TABLE.c.ballot == ballot)).mappings().first()
    return None if found is None else VIEW.read(dict(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which ballots are asked for; None asks for all. `open`: neither closed nor cancelled."""

    committee: UUID | None = None
    compound: UUID | None = None
    issue: UUID | None = None
    election: UUID | None = None
    open: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """As the query has them."""
        asked = {
            TABLE.c.committee: self.committee,
            TABLE.c.compound: self.compound,
            TABLE.c.issue: self.issue,
            TABLE.c.election: self.election,
        }
        found = [column == value for column, value in asked.items() if value is not None]
        if self.open is not None:
            ended = TABLE.c.ended_at
            found.append(ended.is_(None) if self.open else ended.is_not(None))
        return found


def page(
    connection: Connection,
    within: ColumnElement[bool],
    wanted: Wanted,
    *,
    older_than: int | None,
    limit: int,
) -> list[BallotRow]:
    """Ballots, the newest first, behind the position of one's opening."""
    query = select(TABLE).where(within, *wanted.conditions())
    if older_than is not None:
        query = query.where(TABLE.c.position < older_than)
    found = connection.execute(query.order_by(TABLE.c.position.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
