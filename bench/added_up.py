"""Tallies of invented issues, added up in dictionaries: a hundred million additions.

They are what `projections.figures.making` makes of the same facts, in a tenth of the time.
Committees are counted by month, what splits tell apart by month in each subdistrict, and the
district by day; whatever stands above is the sum of those below.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from bench.bodies import Bodies
from bench.templates import Piece, Template
from domain.calendar.days import Day
from domain.figures.codes import PRINCIPAL
from projections.figures.making import month_of
from projections.figures.rows import UNSPLIT, Grain, Split, TallyRow

T = TypeVar("T", bound=Hashable)

_BITS = 20
_MASK = (1 << _BITS) - 1
_REST = (1 << 3 * _BITS) - 1
"""The key of a cell is one number: place, what counts, when it happened, when it was recorded."""


class _Place(NamedTuple):
    body: UUID
    split: str
    key: str


class _Change(NamedTuple):
    """A fact that begins (`sign` 1) or ends; days are counted from that of the report."""

    day: int
    recorded: int
    sign: int
    amount: int
    what: int
    away: int
    told: Sequence[int]


class _Numbered(Generic[T]):
    """Small numbers for what is met again and again."""

    def __init__(self) -> None:
        self._known: dict[T, int] = {}

    def of(self, thing: T) -> int:
        return self._known.setdefault(thing, len(self._known))

    def things(self) -> Sequence[T]:
        return list(self._known)


class _Cells:
    """How many there are of each key, and what their values come to."""

    def __init__(self) -> None:
        self.n: dict[int, int] = {}
        self.amount: dict[int, int] = {}

    def add(self, key: int, n: int, amount: int) -> None:
        self.n[key] = self.n.get(key, 0) + n
        if amount:
            self.amount[key] = self.amount.get(key, 0) + amount


class AddedUp:
    """What issues come to as the record stands at the end of *today*; none began before *first*."""

    def __init__(
        self, bodies: Bodies, templates: Sequence[Template], first: Day, today: Day
    ) -> None:
        self._bodies, self._today = bodies, today
        self._whats = _Numbered[tuple[str, str]]()
        self._values = _Numbered[tuple[str, str]]()
        self._places = _Numbered[_Place]()
        self._changes = [tuple(self._changes_of(one)) for one in templates]
        self._committees = [self._place(one, UNSPLIT, "") for one in bodies.committees]
        subdistricts = {one: self._split(one) for one in bodies.subdistricts}
        self._splits = [subdistricts[bodies.superior(n)] for n in range(len(bodies.committees))]
        self._district = self._place(bodies.district, UNSPLIT, "")
        self._above = self._all_above()
        self._month = {day: month_of(Day(day)) for day in range(first, today + 1)}
        self._by_month, self._by_day = _Cells(), _Cells()

    def add(self, committee: int, template: int, begin: Day) -> None:
        """One more issue of a committee, by its number, reported on the day *begin*."""
        month = self._month
        for day, recorded, sign, amount, what, away, told in self._changes[template]:
            happened, known = begin + day, begin + recorded
            if known > self._today:
                continue
            at = (committee + away) % len(self._committees)
            months = what | month[happened] << _BITS | month[known]
            self._by_month.add(self._committees[at] | months, sign, amount)
            for value in told:
                self._by_month.add(self._splits[at][value] | months, sign, amount)
            days = what | happened << _BITS | known
            self._by_day.add(self._district | days, sign, amount)

    def rows(self) -> Iterator[TallyRow]:
        """All tallies, roughly in the order of their key."""
        cells = self._by_month
        while cells.n:
            yield from self._rows(cells, Grain.MONTH)
            cells = self._summed(cells)
        yield from self._rows(self._by_day, Grain.DAY)

    def _changes_of(self, template: Template) -> Iterator[_Change]:
        for piece in template.pieces:
            yield self._change(piece, piece.since, 1)
            yield self._change(piece, piece.until, -1)

    def _change(self, piece: Piece, recorded: int, sign: int) -> _Change:
        told = (
            (Split.CATEGORY, piece.category or ""),
            (Split.CHANNEL, piece.channel),
            (Split.METHOD, piece.method),
        )
        return _Change(
            day=piece.day,
            recorded=recorded,
            sign=sign,
            amount=sign * piece.value,
            what=self._whats.of((piece.code, piece.told)) << 2 * _BITS,
            away=piece.away,
            told=[self._values.of(one) for one in told] if piece.code in PRINCIPAL else [],
        )

    def _place(self, body: UUID, split: str, key: str) -> int:
        return self._places.of(_Place(body, split, key)) << 3 * _BITS

    def _split(self, body: UUID) -> Sequence[int]:
        return [self._place(body, *value) for value in self._values.things()]

    def _all_above(self) -> Mapping[int, int]:
        """The place above each place that has one."""
        bodies, values = self._bodies, [(UNSPLIT, ""), *self._values.things()]
        committees = {
            place: self._place(bodies.superior(number), UNSPLIT, "")
            for number, place in enumerate(self._committees)
        }
        return committees | {
            self._place(subdistrict, *value): self._place(bodies.district, *value)
            for subdistrict in bodies.subdistricts
            for value in values
        }

    def _summed(self, cells: _Cells) -> _Cells:
        """What they come to in the bodies above."""
        found = _Cells()
        for key, n in cells.n.items():
            rest = key & _REST
            above = self._above.get(key - rest)
            if above is not None:
                found.add(above | rest, n, cells.amount.get(key, 0))
        return found

    def _rows(self, cells: _Cells, grain: Grain) -> Iterator[TallyRow]:
        places, whats = self._places.things(), self._whats.things()
        for key in sorted(cells.n):
            n, amount = cells.n[key], cells.amount.get(key, 0)
            if n or amount:
                place = places[key >> 3 * _BITS]
                code, told = whats[key >> 2 * _BITS & _MASK]
                happened, recorded = key >> _BITS & _MASK, key & _MASK
                yield TallyRow(
                    place.body,
                    place.split,
                    grain,
                    code,
                    happened,
                    recorded,
                    place.key,
                    told,
                    n,
                    amount,
                )
