"""Reading tallies: by how much each day or month changed what counts for a body."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select

from domain.calendar.days import Day
from projections.figures.adding import Found, Key, Waits
from projections.figures.making import month_of
from projections.figures.rows import UNSPLIT, Grain
from projections.figures.spans import Months, last_day
from projections.figures.tables import TALLY

_T = TALLY.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """The tallies of one split of a body, as of a day. Codes are named, as the key begins so."""

    connection: Connection
    body: UUID
    split: str
    as_of: Day

    def months(self, codes: Collection[str], months: Months) -> Found:
        """Those of some months, by the end of the month in which the as-of day lies."""
        happened = _T.happened.between(months.low, months.high)
        known = _T.recorded <= month_of(self.as_of)
        return self._summed(Grain.MONTH, _T.code.in_(codes), happened, known)

    def days(self, codes: Collection[str], first: Day, last: Day) -> Found:
        """Those of the days from *first* to *last*."""
        happened = _T.happened.between(first, last)
        known = _T.recorded <= self.as_of
        return self._summed(Grain.DAY, _T.code.in_(codes), happened, known)

    def later(self, codes: Collection[str], months: Months) -> Found:
        """What of some months was recorded after the day, within its own month."""
        happened = _T.happened.between(months.first, months.last)
        rest = and_(_T.recorded > self.as_of, _T.recorded <= last_day(month_of(self.as_of)))
        # Were the codes named, a planner might go along the key, through all days of the months.
        found = self._summed(Grain.DAY, happened, rest)
        return (one for one in found if one[1] in codes)

    def by_day(self, code: str, first: Day, last: Day) -> Waits:
        """How many of one code there are on each day."""
        query = select(_T.key, _T.happened, func.sum(_T.n)).where(
            self._of(Grain.DAY),
            _T.code == code,
            _T.happened.between(first, last),
            _T.recorded <= self.as_of,
        )
        for key, day, n in self.connection.execute(query.group_by(_T.key, _T.happened)):
            yield self._key(key), day, int(n)

    def _summed(self, grain: Grain, *conditions: ColumnElement[bool]) -> Found:
        columns = _T.key, _T.code, _T.detail
        query = select(*columns, func.sum(_T.n), func.sum(_T.amount))
        query = query.where(self._of(grain), *conditions)
        for key, code, detail, n, amount in self.connection.execute(query.group_by(*columns)):
            yield self._key(key), code, detail, int(n), int(amount)

    def _of(self, grain: Grain) -> ColumnElement[bool]:
        return and_(_T.body == self.body, _T.split == self.split, _T.grain == grain)

    def _key(self, value: str) -> Key:
        return () if self.split == UNSPLIT else (value,)
