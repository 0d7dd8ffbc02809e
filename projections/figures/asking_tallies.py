"""Reading tallies: by how much each month, or day, changed what counts for a body."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    String,
    cast,
    func,
    literal,
    select,
)

from domain.calendar.days import Day
from projections.figures.adding import Found, Waits
from projections.figures.making import month_of
from projections.figures.rows import UNSPLIT, Grain, Split
from projections.figures.spans import Months, last_day
from projections.figures.tables import TALLY

_T = TALLY.c
# A partial index is of use only where the statement itself says what it is of.
_BY_DAY = _T.grain == literal(Grain.DAY, _T.grain.type, literal_execute=True)
# Looked at, never looked up: most of a long history was recorded before a day of these times.
_RECORDED = _T.recorded + 0
# PostgreSQL adds up whole numbers as decimal ones, which take long to read.
_TOTALS = tuple(cast(func.sum(one), BigInteger) for one in (_T.n, _T.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTallies:
    """A body's tallies by month, at the end of the month in which the as-of day lies.

    Split by committee they are those of the committees, which are the `bodies` then.
    """

    connection: Connection
    bodies: Collection[UUID]
    split: Split | None
    as_of: Day

    def within(self, codes: Collection[str], months: Months) -> Found:
        """Those of some months. Codes are named because the key begins with them."""
        split, keys = self._told_apart()
        columns = (*keys, _T.code, _T.detail)
        # Ids as text: of thousands of rows no more than one in a hundred has another one.
        told = (cast(key, String) for key in keys)
        query = select(*told, _T.code, _T.detail, *_TOTALS).where(
            _T.body.in_(self.bodies),
            _T.split == split,
            _T.grain == Grain.MONTH,
            _T.code.in_(codes),
            _T.happened.between(months.low, months.high),
            _T.recorded <= month_of(self.as_of),
        )
        write = _written if self.split is Split.COMMITTEE else str
        # Fetched at once: of a district's committees there are tens of thousands.
        rows = self.connection.execute(query.group_by(*columns)).all()
        for *key, code, detail, n, amount in rows:
            yield tuple(map(write, key)), code, detail, n, amount

    def _told_apart(self) -> tuple[str, tuple[Column[UUID] | Column[str], ...]]:
        match self.split:
            case None:
                return UNSPLIT, ()
            case Split.COMMITTEE:
                return UNSPLIT, (_T.body,)
            case split:
                return split, (_T.key,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTallies:
    """The topmost body's tallies by day, as of a day; it has no others than unsplit ones."""

    connection: Connection
    body: UUID
    as_of: Day

    def within(self, codes: Collection[str], first: Day, last: Day) -> Found:
        """Those of the days from *first* to *last*. Codes are named because the key begins so."""
        happened = _T.happened.between(first, last)
        return self._summed(_T.code.in_(codes), happened, self.as_of >= _RECORDED)

    def later(self, codes: Collection[str], first: Day, last: Day) -> Found:
        """What of those days was recorded after the as-of day, within its own month."""
        happened = _T.happened.between(first, last)
        recorded = _T.recorded.between(self.as_of + 1, last_day(month_of(self.as_of)))
        # Were the codes named, a planner might go along the key, through all days of a long time.
        return (one for one in self._summed(happened, recorded) if one[1] in codes)

    def each(self, code: str, first: Day, last: Day) -> Waits:
        """How many of one code there are on each day."""
        query = select(_T.happened, func.sum(_T.n)).where(
            *self._of_body(),
            _T.code == code,
            _T.happened.between(first, last),
            self.as_of >= _RECORDED,
        )
        for day, n in self.connection.execute(query.group_by(_T.happened)):
            yield (), day, int(n)

    def _summed(self, *conditions: ColumnElement[bool]) -> Found:
        query = select(_T.code, _T.detail, *_TOTALS)
        query = query.where(*self._of_body(), *conditions).group_by(_T.code, _T.detail)
        for code, detail, n, amount in self.connection.execute(query):
            yield (), code, detail, n, amount

    def _of_body(self) -> tuple[ColumnElement[bool], ...]:
        return _T.body == self.body, _T.split == UNSPLIT, _BY_DAY


@lru_cache(maxsize=4096)
def _written(text: str) -> str:
    """An id as everybody writes it."""
    return str(UUID(text))
