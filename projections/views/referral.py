"""Referrals (三所联动): which there are, how each stands, and what they came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Uuid,
    func,
    select,
)

from domain.moment import Moment
from domain.referral.events import ReferralEvent, ReferralOutcome
from domain.referral.state import ReferralState, evolve
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.derived import Derived
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One referral as it stands; `made` is the position at which it was made."""

    referral: UUID
    made: int
    committee: UUID
    compound: UUID | None
    issue: UUID
    outcome: ReferralOutcome | None
    made_at: Moment
    version: int
    state: ReferralState


TABLE = view_table(
    "referral",
    1,
    Column("referral", Uuid, primary_key=True),
    Column("made", BigInteger, nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("issue", Uuid, nullable=False),
    Column("outcome", Code(ReferralOutcome)),
    Column("made_at", MomentColumn, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Json(ReferralState), nullable=False),
)
Index("view_referral_v1_made", TABLE.c.made)
Index("view_referral_v1_committee", TABLE.c.committee, TABLE.c.made)
Index("view_referral_v1_issue", TABLE.c.issue, TABLE.c.made)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """That an office was asked."""

    organisation: UUID
    referral: UUID


PARTY = view_table(
    "referral_party",
    1,
    Column("organisation", Uuid, primary_key=True),
    Column("referral", Uuid, primary_key=True),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The referral's own row."""
    return ((recorded.stream,),) if isinstance(recorded.event, ReferralEvent) else ()


def fold(_key: Key, row: ReferralRow | None, recorded: Recorded[object]) -> ReferralRow:
    """The row after *recorded*."""
    event = cast(ReferralEvent, recorded.event)
    state = evolve(row.state if row else None, event, recorded.stamp)
    return ReferralRow(
        referral=recorded.stream,
        made=row.made if row else recorded.position,
        committee=state.committee,
        compound=state.compound,
        issue=state.issue,
        outcome=state.outcome,
        made_at=state.made_at,
        version=recorded.version,
        state=state,
    )


def _asked(
    before: ReferralRow | None, after: ReferralRow | None, _recorded: Recorded[object]
) -> Iterator[PartyRow]:
    if before is None and after is not None:
        for organisation in sorted(after.state.asked):
            yield PartyRow(organisation=organisation, referral=after.referral)


VIEW: View[ReferralRow] = View(
    name="referral",
    table=TABLE,
    row=ReferralRow,
    keys=keys,
    evolve=fold,
    follows=True,
    derived=(Derived(table=PARTY, row=PartyRow, make=_asked),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list of referrals may be narrowed to; None does not narrow."""

    committee: UUID | None = None
    issue: UUID | None = None
    outcome: ReferralOutcome | None = None
    open: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL."""
        given = {name: getattr(self, name) for name in ("committee", "issue", "outcome")}
        found = [TABLE.c[name] == value for name, value in given.items() if value is not None]
        if self.open is not None:
            running = TABLE.c.outcome.is_(None)
            found.append(running if self.open else ~running)
        return found


def page(
    connection: Connection,
    visible: ColumnElement[bool],
    wanted: Filter,
    *,
    older_than: int | None,
    limit: int,
) -> list[ReferralRow]:
    """Referrals, the newest first, before a `made` position."""
    query = select(TABLE).where(visible, *wanted.conditions())
    if older_than is not None:
        query = query.where(TABLE.c.made < older_than)
    found = connection.execute(query.order_by(TABLE.c.made.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def outcomes(
    connection: Connection, visible: ColumnElement[bool], wanted: Filter
) -> Mapping[ReferralOutcome | None, int]:
    """How many of them came to what; None for those that run."""
    query = select(TABLE.c.outcome, func.count()).where(visible, *wanted.conditions())
    found = connection.execute(query.group_by(TABLE.c.outcome))
    return {row[0]: row[1] for row in found}
