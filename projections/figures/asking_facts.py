"""Reading facts: what holds for some committees, or a compound, on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, null, select, true

from domain.calendar.days import Day
from domain.figures.codes import OPEN, STAGES
from domain.figures.durations import BEYOND, STEPS
from projections.figures.adding import AGES, Found, Key, Waits
from projections.figures.making import month_of
from projections.figures.rows import Split
from projections.figures.spans import last_day
from projections.figures.tables import FACT

_F = FACT.c
_LASTED, _OLDEST = "lasted", "oldest"
# A partial index is of use only where the statement itself says what it is of.
WAITS = _F.code == literal(OPEN, _F.code.type, literal_execute=True)
"""The condition of issues that wait."""


def class_in_sql(seconds: ColumnElement[int]) -> ColumnElement[int]:
    """`domain.figures.durations.class_of` for a column."""
    none = (seconds <= 0, STEPS[0][1])
    some = ((seconds <= most, (seconds + (width - 1)) // width * width) for most, width in STEPS)
    return case(none, *some, else_=BEYOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of some committees, or of one compound, as of a day, told apart by `by`."""

    connection: Connection
    committees: Collection[UUID]
    compound: UUID | None
    as_of: Day
    by: Sequence[Split]

    def within(self, codes: Collection[str], first: Day, last: Day) -> Found:
        """Those of the days from *first* to *last*."""
        return self._summed(codes, _F.day.between(first, last), self._holds())

    def later(self, codes: Collection[str], first: Day, last: Day) -> Found:
        """By what those of some days changed after the as-of day, within its own month."""
        # The day is looked at, never looked up: a period may be long, and what is late is little.
        of = (_F.day + 0).between(first, last)
        yield from self._summed(codes, of, self._late(_F.since))
        for key, code, detail, n, amount in self._summed(codes, of, self._late(_F.until)):
            yield key, code, detail, -n, -amount

    def waiting(self) -> Waits:
        """Open issues by the class of their age: its last day stands for all."""
        columns = [_F[split] for split in self.by]
        # Not by days: an index in whose order they are might be read from end to end.
        query = select(*columns, self._oldest().label(_OLDEST), func.count())
        query = query.where(self._of(), self._in_compound(), WAITS, self._holds())
        for *values, day, n in self.connection.execute(query.group_by(*columns, _OLDEST)):
            yield _key(values), day, n

    def _summed(self, codes: Collection[str], *conditions: ColumnElement[bool]) -> Found:
        columns = [*(_F[split] for split in self.by), _F.code, _F.detail]
        lasted = case((_F.code.in_(STAGES), class_in_sql(_F.value)), else_=null())
        query = select(*columns, lasted.label(_LASTED), func.count(), func.sum(_F.value))
        # A compound is of one committee; were that named as well, it might be looked up instead.
        of = self._of() if self.compound is None else self._in_compound()
        query = query.where(of, *conditions).group_by(*columns, _LASTED)
        known = frozenset(codes)
        for *values, code, detail, took, n, amount in self.connection.execute(query):
            if code in known:
                told = detail if took is None else str(took)
                yield _key(values), code, told, n, int(amount)

    def _of(self) -> ColumnElement[bool]:
        return _F.committee.in_(self.committees)

    def _in_compound(self) -> ColumnElement[bool]:
        return true() if self.compound is None else _F.compound == self.compound

    def _oldest(self) -> ColumnElement[int]:
        ends = [self.as_of - most for most in AGES]
        return case(*((_F.day >= end, end) for end in ends), else_=ends[-1] - 1)

    def _holds(self) -> ColumnElement[bool]:
        # Looked at, never looked up: most of a long history was recorded before.
        return and_(_F.since + 0 <= self.as_of, _F.until > self.as_of)

    def _late(self, day: ColumnElement[Day]) -> ColumnElement[bool]:
        return day.between(self.as_of + 1, last_day(month_of(self.as_of)))


def _key(values: Sequence[object]) -> Key:
    return tuple("" if value is None else str(value) for value in values)
