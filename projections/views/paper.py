"""Papers: of each ballot, what became of each voter's paper: delivered, returned, how it voted.

Beside its rows stands the count by part: see `projections.shares`. The votes in both are for those
alone who may see them: whoever reads them asks `service.ballots` first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Integer, String, Uuid, select

from domain.ballot.counting import Counting, VoteChannel
from domain.ballot.events import (
    Delivery,
    Mark,
    Paper,
    PaperDelivered,
    PartArea,
    Parting,
    Place,
    Proxy,
    RollListed,
    VoteCast,
    VoteVoided,
)
from domain.ballot.running import partakes
from domain.ballot.state import parts_of
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.derived import Derived
from projections.engine import Evolve, Key, View, view_table
from projections.openings import Openings
from projections.shares import SHARE, ShareRow, moved


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

    at: Moment
    channel: VoteChannel
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
    """One paper of a ballot.

    `parts` is its area by the parts in which it is counted. `returned_at` is when its vote was
    recorded, None without one; `partook` whether that takes part.
    """

    ballot: UUID
    paper: str
    persons: tuple[UUID, ...]
    places: tuple[Place, ...]
    parts: tuple[PartArea, ...]
    delivered: bool
    partook: bool
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
    Column("parts", Json(tuple[PartArea, ...]), nullable=False),
    Column("delivered", Boolean, nullable=False),
    Column("partook", Boolean, nullable=False),
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
    if isinstance(event, PaperDelivered | VoteCast | VoteVoided):
        return ((recorded.stream, event.paper),)
    return ()


def bind(openings: Openings) -> Evolve[PaperRow]:
    """The fold, by how ballots were opened."""

    def fold(key: Key, row: PaperRow | None, recorded: Recorded[object]) -> PaperRow | None:
        event, opened = recorded.event, openings.of(recorded.stream)
        if isinstance(event, RollListed):
            listed = next(paper for paper in event.papers if paper.paper == key[1])
            return _listed(recorded.stream, row, listed, opened.parting)
        return None if row is None else _moved(row, recorded, opened.counting)

    return fold


def _moved(row: PaperRow, recorded: Recorded[object], counting: Counting) -> PaperRow:
    match recorded.event:
        case PaperDelivered() as event:
            return _reached(row, event, recorded)
        case VoteCast() as event:
            voted = _voted(row, event, recorded)
            return replace(voted, partook=partakes(event.marks, counting))
        case VoteVoided():
            gone = replace(row, returned_at=None, channel=None, vote=None, partook=False)
            return replace(gone, voided=row.voided + 1)
        case _:
            return row


def _listed(ballot: UUID, before: PaperRow | None, listed: Paper, parting: Parting) -> PaperRow:
    """A paper that has too many places for one event goes on in the next."""
    if before is not None:
        parts = parts_of(listed.places, parting, before.parts)
        return replace(before, places=(*before.places, *listed.places), parts=parts)
    return PaperRow(
        ballot=ballot,
        paper=listed.paper,
        persons=listed.persons,
        places=listed.places,
        parts=parts_of(listed.places, parting),
        delivered=False,
        partook=False,
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
        at=recorded.at,
        channel=event.channel,
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


VIEW: View[PaperRow] = View(
    name="paper",
    table=TABLE,
    row=PaperRow,
    keys=keys,
    follows=True,
    given=Openings,
    bind=bind,
    derived=(Derived(table=SHARE, row=ShareRow, make=moved, sums=("voters", "area")),),
)


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
