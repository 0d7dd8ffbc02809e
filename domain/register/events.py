"""What a register's stream records. These shapes are the storage format.

A compound has one register. Areas are integers in 0.01 m². Owners are persons: their names stand
in their own streams, under their own keys, and here are ids alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ballot.counting import Counting
from domain.moment import Moment
from domain.sealed import Sealed


class AreaSource(StrEnum):
    """Where an area is taken from: 登记、测绘、合同 (SPC interpretation of 2009, art. 8)."""

    REGISTERED = "registered"
    SURVEYED = "surveyed"
    CONTRACT = "contract"


class UnitKind(StrEnum):
    """What sort of exclusive part it is; a parking space stands here only with a title."""

    DWELLING = "dwelling"
    COMMERCIAL = "commercial"
    PARKING = "parking"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One exclusive part (专有部分).

    `unit` is its code in this register, `owner` the number under which its owners count as one.
    `households` live there and `residents` grown people, None where nobody has counted them.
    """

    unit: str
    building: str
    entrance: str | None
    kind: UnitKind
    area: int
    source: AreaSource
    owner: str
    households: int
    residents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who counts as one owner: joint owners, or one person with several units.

    That they do is decided by people, who give them one number. `developer` is the builder, one
    owner for all that it has not handed over (art. 9).
    """

    owner: str
    persons: tuple[UUID, ...]
    developer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The compound has a register from now on."""

    committee: UUID
    compound: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBegun:
    """A new version is being entered from a file of that SHA-256 (hex) with so many units."""

    version: int
    file: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsEntered:
    """A part of that version; owners stand with or before the first of their units."""

    version: int
    owners: tuple[Owner, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAbandoned:
    """What was entered of that version is void."""

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many units and owners a version has, and the area of all, in 0.01 m²."""

    units: int
    owners: int
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The version is whole and in force.

    `digest` is the SHA-256 (hex) of its canonical form (`domain.register.canonical`).
    """

    version: int
    sums: Sums
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A new version: these owners and units stand in place of those of the same code.

    `base` is the imported version that it is a correction of, itself or by others. An owner of no
    unit any more is gone with it. `objections` are those that were upheld and are put right by
    this. `sums` and `digest` are those of the whole version.
    """

    version: int
    base: int
    owners: tuple[Owner, ...]
    units: tuple[Unit, ...]
    removed: tuple[str, ...]
    objections: tuple[int, ...]
    ground: Sealed
    sums: Sums
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The version hangs out; objections are heard until then."""

    version: int
    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    """Somebody says that the register is wrong (异议), of one unit or of all."""

    objection: int
    unit: str | None
    person: UUID | None
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered:
    """What became of it; `upheld` is put right by a correction."""

    objection: int
    upheld: bool
    answer: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTaken:
    """A ballot's roll was taken from that version; until it ends, no other comes into force."""

    ballot: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollReleased:
    """The ballot has ended."""

    ballot: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionBegun:
    """Owners elect their committee: no major matter is put to them meanwhile."""

    election: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionEnded:
    """It is over, however it ended."""

    election: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFiled:
    """The owners' rules of procedure (议事规则) as they were filed: how votes are counted here.

    `evidence` is the SHA-256 (hex) of the filed text.
    """

    version: int
    counting: Counting
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationGranted:
    """The owners let their fund pay, up to `cap` 分 in all, without being asked again (授权).

    Decided by `ballot`, or, where it was decided before this register, as `evidence` (SHA-256,
    hex) shows. `until` is None for as long as nobody revokes it.
    """

    authorisation: int
    cap: int
    purpose: Sealed
    ballot: UUID | None
    evidence: str | None
    until: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationDrawn:
    """A plan of an issue was approved that draws so many 分 of it."""

    authorisation: int
    issue: UUID
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationReturned:
    """An approval was annulled or varied: so many 分 can be drawn again."""

    authorisation: int
    issue: UUID
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationRevoked:
    """The owners take it back; what was drawn stays drawn."""

    authorisation: int
    ballot: UUID | None
    reason: Sealed


RegisterEvent = (
    Begun
    | ImportBegun
    | UnitsEntered
    | ImportAbandoned
    | Adopted
    | Corrected
    | Published
    | ObjectionRaised
    | ObjectionAnswered
    | RollTaken
    | RollReleased
    | ElectionBegun
    | ElectionEnded
    | ProcedureFiled
    | AuthorisationGranted
    | AuthorisationDrawn
    | AuthorisationReturned
    | AuthorisationRevoked
)
