"""A district of a hundred committees, registered through the service's own door."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from service.commands.base import Command
from service.commands.directory import AddCompound, RegisterBody
from service.ids import new_id
from service.policy import Principal
from service.service import Service

SUBDISTRICTS, COMMITTEES, COMPOUNDS = 10, 100, 5
"""So many of each; committees in the whole district, compounds of one committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """The ids of a district, and of what is in it; `compounds` are those of each committee."""

    district: UUID
    subdistricts: Sequence[UUID]
    committees: Sequence[UUID]
    compounds: Sequence[Sequence[UUID]]

    @property
    def director(self) -> Principal:
        """Somebody who may ask for all its figures."""
        return Principal(person=UUID(int=1), roles=frozenset({Role.SUPERIOR}), body=self.district)

    def superior(self, committee: int) -> UUID:
        """The subdistrict of a committee, by its number."""
        return self.subdistricts[committee * SUBDISTRICTS // COMMITTEES]


def register(service: Service) -> Bodies:
    """Register a new district."""
    bodies = Bodies(
        district=new_id(),
        subdistricts=_ids(SUBDISTRICTS),
        committees=_ids(COMMITTEES),
        compounds=[_ids(COMPOUNDS) for _ in range(COMMITTEES)],
    )
    administrator = Principal(person=new_id(), roles=frozenset({Role.ADMINISTRATOR}))
    asyncio.run(_execute(service, bodies, administrator))
    return bodies


async def _execute(service: Service, bodies: Bodies, by: Principal) -> None:
    for command in _commands(bodies):
        await service.execute(command, principal=by)


def _commands(bodies: Bodies) -> Iterator[Command]:
    yield RegisterBody(body=bodies.district, level=Level.DISTRICT, name="江畔区", code="JP")
    for number, subdistrict in enumerate(bodies.subdistricts):
        yield RegisterBody(
            body=subdistrict,
            level=Level.SUBDISTRICT,
            name=f"第{number + 1}街道",
            code=f"S{number:02d}",
            superior=bodies.district,
        )
    for number, committee in enumerate(bodies.committees):
        yield RegisterBody(
            body=committee,
            level=Level.COMMITTEE,
            name=f"第{number + 1}居委",
            code=f"C{number:03d}",
            superior=bodies.superior(number),
        )
        for count, compound in enumerate(bodies.compounds[number]):
            yield AddCompound(body=committee, compound=compound, name=f"第{count + 1}小区")


def _ids(many: int) -> Sequence[UUID]:
    return [new_id() for _ in range(many)]
