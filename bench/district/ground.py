"""The ground: bodies, compounds, parties, seats, and who acts for them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from bench.district import words
from bench.district.entropy import Entropy
from domain.actor import Role
from domain.body.events import Level
from domain.moment import Moment
from domain.organisation.events import OrganisationKind
from service.commands.base import Command
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
)
from service.policy import Principal

_PER_SUBDISTRICT = 18
_MOST_COMMITTEES = 180
_EVENTS_PER_COMMITTEE = 1_500
METHODS = (("default", 4), ("default", 4), ("default", 4), ("linba", 4), ("donghulu", 3))
"""By which method committees work, in turn."""

_HOTLINE_CLOSED = {"linba", "donghulu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A compound: its id, its property company and its owners' committee, and who acts for them."""

    id: UUID
    name: str
    property: Principal
    owners: Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A residents' committee with its two clerks, its superior, compounds and parties."""

    id: UUID
    name: str
    code: str
    subdistrict: UUID
    method: tuple[str, int]
    clerk: Principal
    revisitor: Principal
    superior: Principal
    handlers: Sequence[Principal]
    compounds: Sequence[Compound]

    @property
    def hotline(self) -> bool:
        """Whether its method takes the hotline's orders."""
        return self.method[0] not in _HOTLINE_CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """Everybody who acts, by id: the same for the same seed and number of committees."""

    ledger: UUID
    id: UUID
    administrator: Principal
    auditor: Principal
    integrator: Principal
    director: Principal
    subdistricts: Sequence[tuple[UUID, Principal]]
    committees: Sequence[Committee]


def committees_for(events: int) -> int:
    """How many committees a district of so many events has: 180 for a real one."""
    return max(2, min(_MOST_COMMITTEES, events // _EVENTS_PER_COMMITTEE))


def lay_out(entropy: Entropy, random: Random, begin: Moment, committees: int) -> District:
    """The ids and principals; nothing is written yet."""

    def new() -> UUID:
        return entropy.id_at(begin)

    def acting(role: Role, body: UUID | None = None, organisation: UUID | None = None) -> Principal:
        return Principal(
            person=new(), roles=frozenset({role}), body=body, organisation=organisation
        )

    district = new()
    above: list[tuple[UUID, Principal]] = []
    for _ in range(1 + (committees - 1) // _PER_SUBDISTRICT):
        subdistrict = new()
        above.append((subdistrict, acting(Role.SUPERIOR, subdistrict, subdistrict)))
    contractors = [acting(Role.HANDLER, organisation=new()) for _ in range(max(3, committees // 6))]
    return District(
        ledger=new(),
        id=district,
        administrator=acting(Role.ADMINISTRATOR),
        auditor=acting(Role.AUDITOR),
        integrator=acting(Role.INTEGRATOR, district),
        director=acting(Role.SUPERIOR, district, district),
        subdistricts=above,
        committees=[
            _committee(number, above[number // _PER_SUBDISTRICT], contractors, new, random)
            for number in range(committees)
        ],
    )


def setting(district: District) -> Iterator[Command]:
    """What the administrator registers, in order."""
    yield RegisterBody(body=district.id, level=Level.DISTRICT, name="江畔区", code="JP")
    for number, (subdistrict, _) in enumerate(district.subdistricts):
        yield RegisterBody(
            body=subdistrict,
            level=Level.SUBDISTRICT,
            name=words.SUBDISTRICTS[number % len(words.SUBDISTRICTS)],
            code=f"S{number:02d}",
            superior=district.id,
        )
    yield from _contractors(district)
    for committee in district.committees:
        yield from _settled(committee)


def _contractors(district: District) -> Iterator[Command]:
    known: dict[UUID, None] = {}
    for committee in district.committees:
        for handler in committee.handlers:
            if handler.organisation is not None:
                known[handler.organisation] = None
    for number, organisation in enumerate(known):
        yield RegisterOrganisation(
            organisation=organisation,
            name=f"第{number + 1}便民维修队",
            kind=OrganisationKind.CONTRACTOR,
        )


def _settled(committee: Committee) -> Iterator[Command]:
    yield RegisterBody(
        body=committee.id,
        level=Level.COMMITTEE,
        name=committee.name,
        code=committee.code,
        superior=committee.subdistrict,
    )
    name, version = committee.method
    if name != "default":
        yield AdoptMethod(body=committee.id, method=name, version=version)
    yield FillSeat(body=committee.id, seat="residents-committee", organisation=committee.id)
    for compound in committee.compounds:
        yield AddCompound(body=committee.id, compound=compound.id, name=compound.name)
        yield from _seated(committee, compound)


def _seated(committee: Committee, compound: Compound) -> Iterator[Command]:
    kinds = (
        ("property-company", OrganisationKind.PROPERTY_COMPANY, compound.property, "物业"),
        ("owners-committee", OrganisationKind.OWNERS_COMMITTEE, compound.owners, "业委会"),
    )
    for seat, kind, who, suffix in kinds:
        if who.organisation is None:
            continue
        yield RegisterOrganisation(
            organisation=who.organisation, name=compound.name + suffix, kind=kind
        )
        yield FillSeat(
            body=committee.id, seat=seat, organisation=who.organisation, compound=compound.id
        )


def _committee(
    number: int,
    above: tuple[UUID, Principal],
    contractors: Sequence[Principal],
    new: Callable[[], UUID],
    random: Random,
) -> Committee:
    body = new()

    def acting(role: Role, organisation: UUID, compound: UUID | None = None) -> Principal:
        return Principal(
            person=new(),
            roles=frozenset({role}),
            body=None if role is Role.HANDLER else body,
            organisation=organisation,
            compound=compound,
        )

    compounds: list[Compound] = []
    for _ in range(random.randrange(3, 8)):
        compound = new()
        property_company = acting(Role.HANDLER, new())
        owners = acting(Role.OWNERS_COMMITTEE, new(), compound)
        name = words.compound(number * 7 + len(compounds))
        compounds.append(Compound(id=compound, name=name, property=property_company, owners=owners))
    return Committee(
        id=body,
        name=words.committee(number),
        code=f"C{number:03d}",
        subdistrict=above[0],
        method=METHODS[number % len(METHODS)],
        clerk=acting(Role.CLERK, body),
        revisitor=acting(Role.CLERK, body),
        superior=above[1],
        handlers=random.sample(contractors, 2),
        compounds=compounds,
    )
