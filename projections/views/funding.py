"""The funding ledger: what became of the money of every line of every plan, and sums of it.

A row holds all lines of an issue, because an approval puts all of them in force at once. What is
published periodically (Civil Code art. 281) are the sums: by source and quarter, of the committee
and the compound in whose hands the issue was when the money was booked.
"""

from collections.abc import Iterator, Mapping, Sequence
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
    func,
    select,
)

from domain.issue import events
from domain.moment import Moment, local
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Json
from projections.derived import Derived
from projections.engine import Key, View, view_table

NOWHERE = UUID(int=0)
"""In the sums: no compound, but a bare address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundedLine:
    """One line, in 分. `tabled` is what its newest version gives it, `planned` the one in force."""

    line: int
    source: str
    payer: UUID | None
    tabled: int = 0
    planned: int = 0
    pledged: int = 0
    received: int = 0
    spent: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """The money of one issue; `opened` is the position of its report, `count` that of its lines."""

    issue: UUID
    opened: int
    number: str
    committee: UUID
    compound: UUID | None
    count: int
    lines: tuple[FundedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingSum:
    """What was booked on a source in one quarter (20263 is the third of 2026), in 分."""

    committee: UUID
    compound: UUID
    source: str
    quarter: int
    pledged: int
    received: int
    spent: int
    returned: int


TABLE = view_table(
    "funding",
    1,
    Column("issue", Uuid, primary_key=True),
    Column("opened", BigInteger, nullable=False),
    Column("number", String(40), nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("count", Integer, nullable=False),
    Column("lines", Json(tuple[FundedLine, ...]), nullable=False),
)
Index("view_funding_v1_committee", TABLE.c.committee, TABLE.c.opened)

SUMS = view_table(
    "funding_sum",
    1,
    Column("committee", Uuid, primary_key=True),
    Column("compound", Uuid, primary_key=True),
    Column("source", String(40), primary_key=True),
    Column("quarter", Integer, primary_key=True),
    Column("pledged", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
)

_BOOKED: Mapping[type, str] = {
    events.FundsPledged: "pledged",
    events.FundsReceived: "received",
    events.SharePaid: "received",
    events.FundsSpent: "spent",
    events.FundsReturned: "returned",
}

_TOUCHING = frozenset(
    {
        events.Reported,
        events.Transferred,
        events.ProposalTabled,
        events.Approved,
        events.VariationApproved,
        events.ApprovalAnnulled,
        events.ApprovalVoided,
        events.Reopened,
        *_BOOKED,
    }
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The issue's one row, where the event changes it."""
    return ((recorded.stream,),) if type(recorded.event) in _TOUCHING else ()


def fold(_key: Key, row: FundingRow | None, recorded: Recorded[object]) -> FundingRow | None:
    """The row after *recorded*."""
    event = recorded.event
    if isinstance(event, events.Reported):
        return _opened(recorded, event)
    if row is None:
        return None
    match event:
        case events.Transferred():
            return replace(row, committee=event.committee, compound=event.compound)
        case events.ProposalTabled():
            lines = _tabled(row.lines, event)
            return replace(row, lines=lines, count=len(lines))
        case _:
            return replace(row, lines=tuple(_moved(line, event) for line in row.lines))


def _opened(recorded: Recorded[object], event: events.Reported) -> FundingRow:
    return FundingRow(
        issue=recorded.stream,
        opened=recorded.position,
        number=event.number,
        committee=event.committee,
        compound=event.compound,
        count=0,
        lines=(),
    )


def _tabled(lines: tuple[FundedLine, ...], event: events.ProposalTabled) -> tuple[FundedLine, ...]:
    amounts = {line.number: line.amount for line in event.lines}
    known = {line.line for line in lines}
    new = (
        FundedLine(line=one.number, source=one.source, payer=one.payer)
        for one in event.lines
        if one.number not in known
    )
    return tuple(replace(one, tabled=amounts.get(one.line, 0)) for one in (*lines, *new))


def _moved(line: FundedLine, event: object) -> FundedLine:
    match event:
        case events.Approved() | events.VariationApproved():
            return replace(line, planned=line.tabled)
        case events.ApprovalAnnulled() | events.ApprovalVoided() | events.Reopened():
            return replace(line, planned=0)
        case (
            events.FundsPledged()
            | events.FundsReceived()
            | events.FundsSpent()
            | events.FundsReturned()
            | events.SharePaid()
        ):
            return _booked(line, event.line, _BOOKED[type(event)], event.amount)
        case _:
            return line


def _booked(line: FundedLine, number: int, what: str, amount: int) -> FundedLine:
    if line.line != number:
        return line
    return replace(line, **{what: getattr(line, what) + amount})


def summed(
    before: FundingRow | None, after: FundingRow | None, recorded: Recorded[object]
) -> Iterator[FundingSum]:
    """What one booking adds to the sums of its quarter."""
    event = recorded.event
    what = _BOOKED.get(type(event))
    if before is None or after is None or what is None:
        return
    for old, new in zip(before.lines, after.lines, strict=True):
        if old != new:
            yield _sum(after, new.source, recorded.occurred_at, what, _amount(new, old, what))


def _amount(new: FundedLine, old: FundedLine, what: str) -> int:
    changed: int = getattr(new, what) - getattr(old, what)
    return changed


def _sum(row: FundingRow, source: str, when: Moment, what: str, amount: int) -> FundingSum:
    booked = dict.fromkeys(("pledged", "received", "spent", "returned"), 0) | {what: amount}
    return FundingSum(
        committee=row.committee,
        compound=row.compound or NOWHERE,
        source=source,
        quarter=quarter_of(when),
        **booked,
    )


def quarter_of(when: Moment) -> int:
    """The quarter of a day on the neighbourhood's calendar: 20263 is the third of 2026."""
    day = local(when)
    return day.year * 10 + (day.month + 2) // 3


VIEW: View[FundingRow] = View(
    name="funding",
    table=TABLE,
    row=FundingRow,
    keys=keys,
    evolve=fold,
    follows=True,
    derived=(
        Derived(
            table=SUMS,
            row=FundingSum,
            make=summed,
            sums=("pledged", "received", "spent", "returned"),
        ),
    ),
)


def page(
    connection: Connection,
    committee: UUID,
    *,
    compound: UUID | None,
    older_than: int | None,
    limit: int,
) -> list[FundingRow]:
    """Issues of a committee with money or plans for some, newest first."""
    conditions: list[ColumnElement[bool]] = [TABLE.c.committee == committee, TABLE.c.count > 0]
    if compound is not None:
        conditions.append(TABLE.c.compound == compound)
    if older_than is not None:
        conditions.append(TABLE.c.opened < older_than)
    query = select(TABLE).where(*conditions).order_by(TABLE.c.opened.desc()).limit(limit)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]


def sums(
    connection: Connection, committee: UUID, *, compound: UUID | None, first: int, last: int
) -> list[FundingSum]:
    """The sums of a committee or one compound, by quarter and source, from quarter to quarter."""
    totals = [SUMS.c[name] for name in ("pledged", "received", "spent", "returned")]
    query = select(
        SUMS.c.source, SUMS.c.quarter, *(func.sum(one).label(one.name) for one in totals)
    ).where(SUMS.c.committee == committee, SUMS.c.quarter.between(first, last))
    if compound is not None:
        query = query.where(SUMS.c.compound == compound)
    ordered = query.group_by(SUMS.c.source, SUMS.c.quarter).order_by(
        SUMS.c.quarter.desc(), SUMS.c.source
    )
    return [
        FundingSum(
            committee=committee,
            compound=compound or NOWHERE,
            source=row["source"],
            quarter=row["quarter"],
            # PostgreSQL sums big integers to a decimal.
            **{one.name: int(row[one.name]) for one in totals},
        )
        for row in connection.execute(ordered).mappings()
        if any(row[one.name] for one in totals)
    ]
