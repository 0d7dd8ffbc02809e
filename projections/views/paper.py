"""Papers: of each ballot, what became of each voter's paper: delivered, returned, how it voted.

The votes in it are for those alone who may see them: whoever reads it asks `service.ballots` first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, String, Uuid, select

from domain.ballot.counting import VoteChannel
from domain.ballot.events import (
    Delivery,
    Mark,
    Paper,
    PaperDelivered,
    Place,
    Proxy,
    RollListed,
    VoteCast,
    VoteVoided,
)
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How a paper reached its voter (送达): when it happened, who brought it, who saw it."""

    how: Delivery
    at: Moment
    by: UUID | None
    witness: Sealed | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What a paper says. `entered_by` is who recorded it; `times` counts those that it replaced."""

    unit: str | None
    marks: tuple[Mark, ...]
    evidence: str | None
    voter: UUID | None
    proxy: Proxy | None
    witness: Sealed | None
    entered_by: UUID | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One paper of a ballot. `returned_at` is when its vote was recorded, None without one."""

    ballot: UUID
    paper: str
    persons: tuple[UUID, ...]
    places: tuple[Place, ...]
    area: int
    delivered: bool
    reached: Reached | None
    returned_at: Moment | None
    channel: VoteChannel | None
    vote: Vote | None
    voided: int


TABLE = view_table(
    "paper",
    1,
    Column("ballot", Uuid, primary_key=True),
    Column("paper", String(120), primary_key=True),
    Column("persons", Json(tuple[UUID, ...]), nullable=False),
    Column("places", Json(tuple[Place, ...]), nullable=False),
    Column("area", BigInteger, nullable=False),
    Column("delivered", Boolean, nullable=False),
    Column("reached", Json(Reached)),
    Column("returned_at", MomentColumn),
    Column("channel", Code(VoteChannel)),
    Column("vote", Json(Vote)),
    Column("voided", Integer, nullable=False),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The papers that an event concerns."""
    event = recorded.event
    if isinstance(event, RollListed):
        return [(recorded.stream, one.paper) for one in event.papers]
    touches = isinstance(event, PaperDelivered | VoteCast | VoteVoided)
    return ((recorded.stream, event.paper),) if touches else ()


def fold(key: Key, row: PaperRow | None, recorded: Recorded[object]) -> PaperRow | None:
    """The paper after *recorded*."""
    event = recorded.event
    if isinstance(event, RollListed):
        return _listed(recorded.stream, next(o for o in event.papers if o.paper == key[1]))
    if row is None:
        return None
    match event:
        case PaperDelivered():
            return _reached(row, event, recorded)
        case VoteCast():
            return _voted(row, event, recorded)
        case VoteVoided():
            gone = replace(row, returned_at=None, channel=None, vote=None)
            return replace(gone, voided=row.voided + 1)
        case _:
            return row


def _listed(ballot: UUID, listed: Paper) -> PaperRow:
    return PaperRow(
        ballot=ballot,
        paper=listed.paper,
        persons=listed.persons,
        places=listed.places,
        area=sum(place.area for place in listed.places),
        delivered=False,
        reached=None,
        returned_at=None,
        channel=None,
        vote=None,
        voided=0,
    )


def _reached(row: PaperRow, event: PaperDelivered, recorded: Recorded[object]) -> PaperRow:
    reached = Reached(
        how=event.how,
        at=recorded.occurred_at,
        by=event.by,
        witness=event.witness,
        evidence=event.evidence,
    )
    return replace(row, delivered=True, reached=reached)


def _voted(row: PaperRow, event: VoteCast, recorded: Recorded[object]) -> PaperRow:
    vote = Vote(
        unit=event.unit,
        marks=event.marks,
        evidence=event.evidence,
        voter=event.voter,
        proxy=event.proxy,
        witness=event.witness,
        entered_by=recorded.by.person,
        times=0 if row.vote is None else row.vote.times + 1,
    )
    return replace(row, returned_at=recorded.at, channel=event.channel, vote=vote)


VIEW = View(name="paper", table=TABLE, row=PaperRow, keys=keys, evolve=fold, follows=True)


def one(connection: Connection, ballot: UUID, paper: str) -> PaperRow | None:
    """One paper of a ballot."""
    query = select(TABLE).where(TABLE.c.ballot == ballot, TABLE.c.paper == paper)
    found = connection.execute(query).mappings().first()
    return None if found is None else VIEW.read(dict(found))


def page(
    connection: Connection,
    ballot: UUID,
    *,
    delivered: bool | None = None,
    returned: bool | None = None,
    papers: Sequence[str] | None = None,
    after: str | None = None,
    limit: int,
) -> list[PaperRow]:
    """Papers by their numbers, behind one; *papers* are those that the caller is told of alone."""
    query = select(TABLE).where(TABLE.c.ballot == ballot)
    if delivered is not None:
        query = query.where(TABLE.c.delivered == delivered)
    if returned is not None:
        query = query.where(TABLE.c.returned_at.is_not(None) == returned)
    if papers is not None:
        query = query.where(TABLE.c.paper.in_(papers))
    if after is not None:
        query = query.where(TABLE.c.paper > after)
    found = connection.execute(query.order_by(TABLE.c.paper).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
