"""Rosters: who is on a residents' committee now, and which years are rated when."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Integer, Uuid

from domain.rating.events import Member, RosterSet, YearEndOpened
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Json
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A committee's. `former` are members left out since: what they were rated stays."""

    committee: UUID
    members: tuple[Member, ...]
    former: tuple[Member, ...]
    years: tuple[YearEndOpened, ...]
    version: int


TABLE = view_table(
    "roster",
    1,
    Column("committee", Uuid, primary_key=True),
    Column("members", Json(tuple[Member, ...]), nullable=False),
    Column("former", Json(tuple[Member, ...]), nullable=False),
    Column("years", Json(tuple[YearEndOpened, ...]), nullable=False),
    Column("version", Integer, nullable=False),
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The committee's one row."""
    match recorded.event:
        case RosterSet(committee=committee) | YearEndOpened(committee=committee):
            return ((committee,),)
        case _:
            return ()


def fold(_key: Key, row: RosterRow | None, recorded: Recorded[object]) -> RosterRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case RosterSet(committee=committee, members=members):
            before = row or _empty(committee)
            now = {one.member for one in members}
            left = [one for one in (*before.former, *before.members) if one.member not in now]
            return replace(before, members=members, former=tuple(left), version=recorded.version)
        case YearEndOpened(committee=committee, year=year) as window:
            before = row or _empty(committee)
            years = (*(one for one in before.years if one.year != year), window)
            return replace(before, years=years, version=recorded.version)
        case _:
            return row


def _empty(committee: UUID) -> RosterRow:
    return RosterRow(committee=committee, members=(), former=(), years=(), version=0)


VIEW = View(name="roster", table=TABLE, row=RosterRow, keys=keys, evolve=fold, follows=True)
