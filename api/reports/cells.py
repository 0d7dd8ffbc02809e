"""What stands in the cells of a grid: numbers that know what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.sections import Section


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    CHANGE = "change"
    SHARE = "share"
    POINTS = "points"
    SPAN = "span"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The fraction; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None


Cell = str | int | float | Share | None
"""By its column: a text, a count or change, a share, points of a hundred, seconds, 分."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands below it."""

    label: str
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: `name` is stable, `title` in the reader's language."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def share_of(section: Section, rate: str) -> Share:
    """One of a section's rates; nothing of nothing where the definitions know none."""
    found = next((one for one in section.rates if one.name == rate), None)
    return Share(found.numerator, found.denominator) if found else Share(0, 0)


def points(now: Share, before: Share) -> float | None:
    """By how many points of a hundred a share has changed; None where either is of nothing."""
    if now.value is None or before.value is None:
        return None
    return round((now.value - before.value) * 100, 1)
