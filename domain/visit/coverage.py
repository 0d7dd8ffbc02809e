"""Figures of visits, in integers: how many doors were opened of those that are listed."""

from dataclasses import dataclass
from enum import StrEnum

FEWEST = 3
"""A group's figures are told from so many doors on: fewer would tell of persons (PIPL art. 28)."""


class CountedIn(StrEnum):
    """What a door is counted as: a plan for all counts 户, one for a group 人."""

    HOUSEHOLD = "household"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Doors (户 or 人, never mixed): `opened` of `listed`, and `overdue` ones among these."""

    listed: int
    opened: int
    overdue: int

    @property
    def percent(self) -> int | None:
        """Truncated, for who rounds up tells of a door that nobody opened; None without doors."""
        return percent(self.opened, self.listed)


def counted_in(group: str | None) -> CountedIn:
    """The unit of a plan's figures."""
    return CountedIn.HOUSEHOLD if group is None else CountedIn.PERSON


def told(coverage: Coverage, group: str | None) -> Coverage | None:
    """The figures, None where a group has too few doors for them to be told."""
    return None if group is not None and coverage.listed < FEWEST else coverage


def percent(part: int, whole: int) -> int | None:
    """A percentage, truncated; None of nothing."""
    return part * 100 // whole if whole else None
