"""What a body's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Level(StrEnum):
    """The levels of the hierarchy that this ledger knows: 区, 街道/镇, 居委会."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMITTEE = "committee"


class Seat(StrEnum):
    """The seats at the table. The troika (三驾马车) is the first three; any may be missing."""

    RESIDENTS_COMMITTEE = "residents-committee"
    OWNERS_COMMITTEE = "owners-committee"
    PROPERTY_COMPANY = "property-company"
    PARTY_BRANCH = "party-branch"
    OPERATOR = "operator"


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
    """An organisation holds a seat, in one compound or (None) in all of the committee's."""

    seat: Seat
    organisation: UUID
    compound: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatVacated:
    """A seat stands empty from now on."""

    seat: Seat
    compound: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodAdopted:
    """New issues of this committee follow this version; running ones keep theirs."""

    method: str
    version: int
