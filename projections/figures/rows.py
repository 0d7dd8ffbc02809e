"""The rows that figures are made of, and by what they can be told apart."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.calendar.days import Day
from domain.figures.parts import Milestones

ALWAYS = Day(1_000_000)
"""The day up to which holds what was not undone: in the year 4707."""


class Split(StrEnum):
    """A dimension by which figures can be told apart."""

    COMMITTEE = "committee"
    COMPOUND = "compound"
    CATEGORY = "category"
    CHANNEL = "channel"
    METHOD = "method"


UNSPLIT = "all"
"""The split of a tally that tells nothing apart."""


class Grain(StrEnum):
    """In what a tally counts when things happened and when they were recorded."""

    DAY = "d"
    MONTH = "m"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """An issue's dimensions as they stand, the bodies above it from below, and its facts."""

    issue: UUID
    committee: UUID
    compound: UUID | None
    category: str | None
    channel: str
    method: str
    above: tuple[UUID, ...]
    told: Milestones

    @property
    def dimensions(self) -> tuple[UUID, UUID | None, str | None, str, str]:
        """All by which its facts are told apart."""
        return self.committee, self.compound, self.category, self.channel, self.method


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact in force from the recorded day `since` up to `until`, which is not within."""

    issue: UUID
    slot: str
    since: Day
    until: Day
    committee: UUID
    compound: UUID | None
    category: str | None
    channel: str
    method: str
    code: str
    detail: str
    day: Day
    value: int


class TallyRow(NamedTuple):
    """By how much the days or months `recorded` changed the facts of `happened`, for one body.

    `split` names the dimension that is told apart, and `key` its value. `detail` of a stage is
    the class of its duration. `amount` adds up the values. One event makes dozens of them, and
    a tuple is made in a fifth of the time.
    """

    body: UUID
    split: str
    grain: Grain
    code: str
    happened: int
    recorded: int
    key: str
    detail: str
    n: int
    amount: int
