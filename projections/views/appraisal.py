"""Appraisal (居民评价): what the marks for a committee, or a member, come to in a year.

Marks become visible only together: they wait until those of five *different* residents have come
since the last were shown, and are then shown at once. So two answers, however shortly one after
the other, never differ by fewer than five residents' marks. `docs/decisions.md` says more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Uuid, select

from domain.rating.events import Given, RatingKind
from domain.rating.giving import HIGHEST, LOWEST
from domain.replacing import replace
from ledger.envelope import Recorded
from projections.columns import Code, Json
from projections.engine import Key, View, view_table

TOGETHER = 5
"""So many residents' marks become visible at once."""

Marks = tuple[int, ...]
"""How many gave each mark, from the lowest to the highest."""

NONE: Marks = (0,) * (HIGHEST - LOWEST + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """`marks` may be shown; `waiting` are who gave which since, and nobody is shown them.

    `rated` is the committee or a member of it.
    """

    committee: UUID
    rated: UUID
    kind: RatingKind
    year: int
    marks: Marks
    waiting: tuple[tuple[UUID, int], ...]


TABLE = view_table(
    "appraisal",
    1,
    Column("committee", Uuid, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("rated", Uuid, primary_key=True),
    Column("kind", Code(RatingKind), primary_key=True),
    Column("marks", Json(Marks), nullable=False),
    Column("waiting", Json(tuple[tuple[UUID, int], ...]), nullable=False),
    sqlite_with_rowid=False,
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """One row for whom the mark is for, its kind and year."""
    match recorded.event:
        case Given() as event:
            rated = event.member or event.committee
            return ((event.committee, _year(event), rated, event.kind),)
        case _:
            return ()


def fold(_key: Key, row: AppraisalRow | None, recorded: Recorded[object]) -> AppraisalRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Given() as event:
            return _shown(_given(row or _empty(event), event))
        case _:
            return row


def _year(event: Given) -> int:
    return int(event.period[:4])


def _empty(event: Given) -> AppraisalRow:
    return AppraisalRow(
        committee=event.committee,
        rated=event.member or event.committee,
        kind=event.kind,
        year=_year(event),
        marks=NONE,
        waiting=(),
    )


def _given(row: AppraisalRow, event: Given) -> AppraisalRow:
    return replace(row, waiting=(*row.waiting, (event.rater, event.score)))


def _shown(row: AppraisalRow) -> AppraisalRow:
    """All that wait are shown once enough residents stand behind them."""
    if len({rater for rater, _ in row.waiting}) < TOGETHER:
        return row
    marks = list(row.marks)
    for _, score in row.waiting:
        marks[score - LOWEST] += 1
    return replace(row, marks=tuple(marks), waiting=())


VIEW = View(name="appraisal", table=TABLE, row=AppraisalRow, keys=keys, evolve=fold, follows=True)


def of_year(connection: Connection, committee: UUID, year: int) -> list[AppraisalRow]:
    """Every row of a committee in a year."""
    query = select(TABLE).where(TABLE.c.committee == committee, TABLE.c.year == year)
    return [VIEW.read(dict(row)) for row in connection.execute(query).mappings()]
