"""What the ratings of one residents' committee record. These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


class RatingKind(StrEnum):
    """日常评价、年终集中评价."""

    DAILY = "daily"
    YEAR_END = "year-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the residents' committee, by an id of this roster; `name` is public by office.

    `duty` is a role of the vocabulary.
    """

    member: UUID
    name: Sealed
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSet:
    """These are its members from now on; who is left out can be rated no more."""

    committee: UUID
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEndOpened:
    """The committee and its members are rated for `year` from `first` to `last`, both included."""

    committee: UUID
    year: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A resident rated the committee (`member` None) or one of its members, from 1 to 5.

    `period` is the day (2026-11-22) or the year (2026) that it counts for: one per person, kind
    and period. `issue` is what it was about. Who gave which mark is told to nobody but auditors.
    """

    committee: UUID
    member: UUID | None
    kind: RatingKind
    period: str
    score: int
    rater: UUID
    issue: UUID | None
    words: Sealed | None


RatingEvent = RosterSet | YearEndOpened | Given
