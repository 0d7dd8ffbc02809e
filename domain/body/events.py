"""What a body's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.calendar.hours import Hours


class Level(StrEnum):
    """The levels of the hierarchy that this ledger knows: 区, 街道/镇, 居委会."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A body exists. `code` prefixes its issue numbers and is unique in the ledger."""

    level: Level
    name: str
    code: str
    superior: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundAdded:
    """A compound (小区) belongs to this committee."""

    compound: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFilled:
    """An organisation holds a seat, in one compound or (None) in all of the committee's.

    `seat` is a code of the vocabulary. `acting` says that it stands in for a seat that has
    nobody of its own (议事会 or the superior).
    """

    seat: str
    organisation: UUID
    compound: UUID | None
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatVacated:
    """A seat stands empty from now on."""

    seat: str
    compound: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodAdopted:
    """New issues of this committee follow this version; running ones keep theirs.

    They do from the day `effective` on; None is from when it is recorded.
    """

    method: str
    version: int
    effective: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSet:
    """The committee works at these hours; issues that were reported before keep theirs."""

    hours: Hours


class ReportKind(StrEnum):
    """The reports that are drawn on their own days: 半月分析、月报、年度考评."""

    HALF_MONTHLY = "half-monthly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDrawn:
    """The report of the days `first` to `last` was drawn from what was recorded by `as_of`.

    Its figures are not repeated here: they are made again of the record, by that version of
    the `definitions`, whenever somebody asks.
    """

    kind: ReportKind
    first: date
    last: date
    as_of: date
    definitions: int
