"""Reading facts: what holds for a committee, or a compound, on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, null, select

from domain.calendar.days import Day
from domain.figures.codes import OPEN, STAGES
from domain.figures.durations import BEYOND, STEPS
from projections.figures.adding import Found, Key, Waits
from projections.figures.making import month_of
from projections.figures.rows import Split
from projections.figures.spans import Months, last_day
from projections.figures.tables import FACT

_F = FACT.c
_LASTED = "lasted"


def class_in_sql(seconds: ColumnElement[int]) -> ColumnElement[int]:
    """`domain.figures.durations.class_of` for a column."""
    none = (seconds <= 0, STEPS[0][1])
    some = ((seconds <= limit, (seconds + (width - 1)) // width * width) for limit, width in STEPS)
    return case(none, *some, else_=BEYOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of a committee, or of one compound of it, as of a day, told apart by `by`."""

    connection: Connection
    committee: UUID
    compound: UUID | None
    as_of: Day
    by: Sequence[Split]

    def within(self, first: Day, last: Day) -> Found:
        """Those of the days from *first* to *last*."""
        return self._summed(_F.day.between(first, last), self._holds())

    def begun_later(self, months: Months) -> Found:
        """Those of some months that began to hold after the day, within its own month."""
        return self._summed(_F.day.between(months.first, months.last), self._late(_F.since))

    def ended_later(self, months: Months) -> Found:
        """Those of some months that ceased to hold after the day, within its own month."""
        return self._summed(_F.day.between(months.first, months.last), self._late(_F.until))

    def waiting(self) -> Waits:
        """Open issues by the day of their report."""
        columns = [_F[split] for split in self.by]
        query = select(*columns, _F.day, func.count())
        query = query.where(self._of(), _F.code == OPEN, self._holds())
        for *values, day, n in self.connection.execute(query.group_by(*columns, _F.day)):
            yield _key(values), day, n

    def _summed(self, *conditions: ColumnElement[bool]) -> Found:
        columns = [*(_F[split] for split in self.by), _F.code, _F.detail]
        lasted = case((_F.code.in_(STAGES), class_in_sql(_F.value)), else_=null())
        query = select(*columns, lasted.label(_LASTED), func.count(), func.sum(_F.value))
        query = query.where(self._of(), *conditions).group_by(*columns, _LASTED)
        for *values, code, detail, took, n, amount in self.connection.execute(query):
            yield _key(values), code, detail if took is None else str(took), n, int(amount)

    def _of(self) -> ColumnElement[bool]:
        if self.compound is None:
            return _F.committee == self.committee
        return and_(_F.compound == self.compound, _F.committee == self.committee)

    def _holds(self) -> ColumnElement[bool]:
        return and_(_F.since <= self.as_of, _F.until > self.as_of)

    def _late(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(day > self.as_of, day <= last_day(month_of(self.as_of)))


def _key(values: Sequence[object]) -> Key:
    return tuple("" if value is None else str(value) for value in values)
