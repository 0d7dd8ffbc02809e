"""Adding up what was found: pieces of a period, each added or taken away."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.calendar.days import Day

Key = tuple[str, ...]
"""The values of the dimensions by which figures are told apart."""


class Sum(NamedTuple):
    """So many facts, and what their values come to (seconds, or 分)."""

    n: int
    amount: int


Sums = Mapping[tuple[str, str], Sum]
"""By code and detail; the detail of a stage is the class of its duration."""

Found = Iterable[tuple[Key, str, str, int, int]]
"""Key, code, detail, number and amount; the same may come in several parts."""

Waits = Iterable[tuple[Key, Day, int]]
"""Key, day of the report, and how many issues of that day wait."""

AGES = (1, 3, 7, 30, 90)
"""Classes of age, by the most days."""

OLDER = 0
"""The class of what is older still."""


def age_class(days: int) -> int:
    """The class of an age in days."""
    return next((most for most in AGES if days <= most), OLDER)


def added(parts: Iterable[tuple[int, Found]]) -> Mapping[Key, Sums]:
    """What signed parts come to; what comes to nothing is left out."""
    totals: dict[tuple[Key, str, str], tuple[int, int]] = {}
    for sign, found in parts:
        for key, code, detail, n, amount in found:
            told = key, code, detail
            many, much = totals.get(told, (0, 0))
            totals[told] = many + sign * n, much + sign * amount
    sums: dict[Key, dict[tuple[str, str], Sum]] = {}
    for (key, code, detail), (n, amount) in totals.items():
        if n or amount:
            sums.setdefault(key, {})[code, detail] = Sum(n, amount)
    return sums


def aged(waits: Waits, as_of: Day) -> Mapping[Key, Mapping[int, int]]:
    """Issues that wait, by the class of their age on the day *as_of*."""
    ages: dict[Key, dict[int, int]] = {}
    for key, day, n in waits:
        classes, most = ages.setdefault(key, {}), age_class(as_of - day)
        classes[most] = classes.get(most, 0) + n
    return {
        key: {most: n for most, n in classes.items() if n}
        for key, classes in ages.items()
        if any(classes.values())
    }
