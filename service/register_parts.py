"""What is told of a register (名册) to who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Role
from domain.register.events import Owner
from domain.register.state import Authorisation, Objection, RegisterState
from projections.views.register import BuildingRow, UnitRow
from projections.views.register_version import VersionRow
from service.opening import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A compound and its committee, and what the caller may do there."""

    committee: UUID
    compound: UUID
    role: Role
    sees_owners: bool
    keeps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRegister:
    """A register as it stands, at a version of its stream; `at` is now."""

    place: Place
    state: RegisterState
    version: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenUnit:
    """A unit; `contacts` are masked, None where the caller is not shown them."""

    row: UnitRow
    owner: Owner | None
    contacts: Sequence[Contact] | None
    in_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOwner:
    """An owner with what is theirs: how many units, and their area in 0.01 m²."""

    owner: Owner
    contacts: Sequence[Contact]
    units: int
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage:
    """Units of a version, as of the *position* that the view had reached."""

    version: VersionRow | None
    items: Sequence[SeenUnit]
    buildings: Sequence[BuildingRow]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenObjection:
    """An objection. Its texts stand for those who keep the register, and for who raised it."""

    number: int
    objection: Objection
    own: bool
    text: str | None
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAuthorisation:
    """A standing authorisation and what it is for."""

    number: int
    authorisation: Authorisation
    purpose: str | None
