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
    """A committee's. `former` are members left out since: what they were rated stays.

    `changes` counts what was set; `version` is the stream's, which counts marks too and so is
    told to nobody.
    """

    committee: UUID
    members: tuple[Member, ...]
    former: tuple[Member, ...]
    years: tuple[YearEndOpened, ...]
    changes: int
    version: int


TABLE = view_table(
    "roster",
    1,
    Column("committee", Uuid, primary_key=True),
    Column("members", Json(tuple[Member, ...]), nullable=False),
    Column("former", Json(tuple[Member, ...]), nullable=False),
    Column("years", Json(tuple[YearEndOpened, ...]), nullable=False),
    Column("changes", Integer, nullable=False),
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
        case RosterSet() | YearEndOpened() as event:
            before = row or _empty(event.committee)
            after = _set(before, event) if isinstance(event, RosterSet) else _dated(before, event)
            return replace(after, changes=before.changes + 1, version=recorded.version)
        case _:
            return row


def _set(row: RosterRow, event: RosterSet) -> RosterRow:
    now = {one.member for one in event.members}
    left = (one for one in (*row.former, *row.members) if one.member not in now)
    return replace(row, members=event.members, former=tuple(left))


def _dated(row: RosterRow, event: YearEndOpened) -> RosterRow:
    others = (one for one in row.years if one.year != event.year)
    return replace(row, years=(*others, event))


def _empty(committee: UUID) -> RosterRow:
    return RosterRow(committee=committee, members=(), former=(), years=(), changes=0, version=0)


VIEW = View(name="roster", table=TABLE, row=RosterRow, keys=keys, evolve=fold, follows=True)
