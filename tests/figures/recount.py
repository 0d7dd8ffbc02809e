"""Figures counted anew from the raw feed, for whoever does not want to believe ours.

Reads what `GET /v1/ledger/events` tells with `Accept: application/x-ndjson`, needs nothing but
the standard library, and counts by looking at every issue: as of a day is what the events say
that were recorded up to its end.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.figures.recount_facts import Fact, dimensions_of, facts_of
from tests.figures.recount_record import Record, read

MINUTE, QUARTER, HOUR, DAY = 60, 15 * 60, 3600, 24 * 3600
AGES = (1, 3, 7, 30, 90)
BEYOND = 0

Sums = Mapping[tuple[str, str], tuple[int, int]]
"""(code, detail) → how many, and what their values add up to."""


@dataclass(frozen=True)
class Asked:
    """For whom, and when: days since 1970; as of the end of the day `as_of`."""

    body: str
    first: int
    last: int
    as_of: int
    compound: str | None = None


@dataclass(frozen=True)
class Counted:
    """A fact of an issue, with the issue's dimensions."""

    fact: Fact
    dimensions: Mapping[str, str | None]


class Recount:
    """Answers from one record."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.record: Record = read(lines)
        self._known: dict[tuple[str, int], Sequence[Counted]] = {}

    def sums(self, asked: Asked, by: Sequence[str] = ()) -> Mapping[tuple[str, ...], Sums]:
        """What happened in the period, told apart by some dimensions."""
        found: dict[tuple[str, ...], dict[tuple[str, str], list[int]]] = {}
        for one in self._within(asked):
            if asked.first <= one.fact.day <= asked.last:
                totals = found.setdefault(_key(one, by), defaultdict(lambda: [0, 0]))
                total = totals[one.fact.code, detail_of(one.fact)]
                total[0] += 1
                total[1] += one.fact.value
        return {key: {at: (n, v) for at, (n, v) in one.items()} for key, one in found.items()}

    def ages(
        self, asked: Asked, by: Sequence[str] = ()
    ) -> Mapping[tuple[str, ...], Mapping[int, int]]:
        """How many issues wait as of that day, by how many days they have waited."""
        found: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
        for one in self._within(asked):
            if one.fact.code == "open":
                found[_key(one, by)][asked.as_of - one.fact.day] += 1
        return found

    def rates(self, sums: Sums, version: int) -> Mapping[str, tuple[int, int]]:
        """Numerator and denominator of every rate by one version of the definitions."""
        metrics = tomllib.loads(self.record.definitions[version])["metrics"]
        number = self.by_code(sums)
        return {
            name: (
                sum(number[code] for code in metric["numerator"]),
                sum(number[code] for code in metric["denominator"]),
            )
            for name, metric in metrics.items()
        }

    def by_code(self, sums: Sums) -> Counter[str]:
        """How many of each code."""
        number: Counter[str] = Counter()
        for (code, _), (n, _) in sums.items():
            number[code] += n
        return number

    def _within(self, asked: Asked) -> Iterator[Counted]:
        """The facts of all issues there that are on record by the end of that day."""
        for issue in self.record.issues:
            for one in self.facts(issue, asked.as_of):
                place = one.dimensions["compound"] if asked.compound else None
                committee = one.dimensions["committee"] or ""
                if place == asked.compound and self.record.lies_in(committee, asked.body):
                    yield one

    def facts(self, issue: str, as_of: int) -> Sequence[Counted]:
        """The facts of one issue as of a day."""
        history = [one for one in self.record.issues[issue] if one.entered <= as_of]
        if not history:
            return ()
        known = self._known.get((issue, len(history)))
        if known is None:
            where = dimensions_of(history)
            known = [Counted(fact, where) for fact in facts_of(history, self.record)]
            self._known[issue, len(history)] = known
        return known


def quantile(sums: Sums, stage: str, percent: int) -> int | None:
    """A median is 50: the class in which it lies, by nearest rank; None where there is none."""
    classes = {int(detail): n for (code, detail), (n, _) in sums.items() if code == stage}
    places = [one for one in sorted(classes, key=_last_beyond) for _ in range(classes[one])]
    return places[-(-len(places) * percent // 100) - 1] if places else None


def ages_in_classes(ages: Mapping[int, int]) -> Mapping[int, int]:
    """Ages by the most days of their class; 0 is that of the oldest."""
    found: Counter[int] = Counter()
    for age, n in ages.items():
        found[next((most for most in AGES if age <= most), BEYOND)] += n
    return found


def detail_of(fact: Fact) -> str:
    """What is told apart within a code; of a stage it is in which class its duration lies."""
    return str(class_of(fact.value)) if fact.code.startswith("stage.") else fact.detail


def class_of(seconds: int) -> int:
    """The upper bound: a minute wide to an hour, a quarter to a day, 6 h to 10 days, then days."""
    for width, end in ((MINUTE, HOUR), (QUARTER, DAY), (6 * HOUR, 10 * DAY), (DAY, 366 * DAY)):
        if seconds <= end:
            return next(upper for upper in range(width, end + 1, width) if seconds <= upper)
    return BEYOND


def _last_beyond(upper: int) -> tuple[bool, int]:
    return upper == BEYOND, upper


def _key(one: Counted, by: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.dimensions[name] or "" for name in by)
