"""What a neighbourhood is made of: places, people, the steps of its stories, what to look at."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cli.demonstration.days import Day
from domain.body.events import Level
from domain.method.text import parse
from domain.organisation.events import OrganisationKind
from service.commands.base import Command
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
)
from service.commands.intake import Contact
from service.credentials import KeyRequest
from service.migrate import METHODS

_ADOPTIONS = Path(__file__).with_name("adoptions.toml")

ADMINISTRATOR = "administrator"
"""Who sets everything up, by their key's name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command, by somebody who is named like their key.

    `ago` dates it back, in µs before the play began; 0 leaves the time to the door.
    """

    by: str
    command: Command
    ago: int = 0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An issue that is worth a look: why, and a filter of the list by which it is found."""

    issue: UUID
    filter: str
    why: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Something beside the issues that is worth a look: its path below `/v1/`, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """A committee with all that happens there.

    `setting` is set up by the administrator; then `people` get their keys, `days` are played with
    those of all others by their time, and `steps` in order at the end.
    """

    setting: Sequence[Command]
    people: Mapping[str, KeyRequest] = field(default_factory=dict)
    days: Sequence[Day] = ()
    steps: Sequence[Step] = ()
    exhibits: Sequence[Exhibit] = ()
    sights: Sequence[Sight] = ()


def body(
    body: UUID, level: Level, name: str, code: str, superior: UUID | None = None
) -> RegisterBody:
    """A district, a subdistrict or a committee."""
    return RegisterBody(body=body, level=level, name=name, code=code, superior=superior)


def adoption(committee: UUID, code: str) -> AdoptMethod:
    """The method by which the committee of that code works, as this program brings it."""
    name = tomllib.loads(_ADOPTIONS.read_text("utf-8"))[code]
    method = parse((METHODS / f"{name}.toml").read_text("utf-8"))
    return AdoptMethod(body=committee, method=method.name, version=method.version)


def compound(committee: UUID, compound: UUID, name: str) -> AddCompound:
    """A compound of a committee."""
    return AddCompound(body=committee, compound=compound, name=name)


def party(organisation: UUID, name: str, kind: OrganisationKind) -> RegisterOrganisation:
    """An organisation that works, pays or sits at a table."""
    return RegisterOrganisation(organisation=organisation, name=name, kind=kind)


def seat(committee: UUID, seat: str, organisation: UUID, compound: UUID | None = None) -> FillSeat:
    """A seat and who holds it, in one compound or in all."""
    return FillSeat(body=committee, seat=seat, organisation=organisation, compound=compound)


def troika(committee: UUID, compound: UUID, owners: UUID, property_company: UUID) -> list[Command]:
    """三驾马车: the three seats of a compound."""
    return [
        seat(committee, "residents-committee", committee),
        seat(committee, "owners-committee", owners, compound),
        seat(committee, "property-company", property_company, compound),
    ]


def neighbour(name: str, phone: str, room: str) -> Contact:
    """An invented person."""
    return Contact(name=name, phone=phone, room=room)
