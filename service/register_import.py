"""A file becomes a version: entered in parts, each a command of its own, then put in force.

What cuts it short leaves the version in force as it was; the same file again goes on.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from domain.register.events import Unit
from domain.register.importing import is_in_force
from domain.register.state import RegisterState
from service.answers import Answer
from service.commands.base import Command
from service.commands.intake import Contact
from service.commands.register_versions import AdoptImport, BeginImport, EnterUnits, NewOwner
from service.ids import new_id
from service.register_file.lines import OwnerLine
from service.register_file.reading import ReadFile
from service.registers import Place

MOST_UNITS = 150
MOST_BYTES = 40_000
"""The most that a part may have; an event holds 60 KiB with its envelope."""

_PER_PERSON = 40
_PER_OWNER = 60

Execute = Callable[[Command], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """An import of a file into the register of a place.

    `state` is what stands there, None for nothing; `names` those of the owners in force.
    """

    place: Place
    file: ReadFile
    state: RegisterState | None
    names: Mapping[str, tuple[str | None, ...]]

    async def run(self, first: Execute, then: Execute) -> Answer:
        """Enter it and put it in force; *first* hands in the first command, *then* all others.

        Raises what the commands raise.
        """
        digest = self.file.digest
        begun = await first(self._begin(len(self.file.units)))
        if is_in_force(self.state, digest):
            return begun
        lines = self.file.owners
        for units in parts(self.file.units, lines):
            await then(self._enter(units, lines))
        return await then(self._adopt())

    def _begin(self, units: int) -> BeginImport:
        return BeginImport(
            committee=self.place.committee,
            compound=self.place.compound,
            file=self.file.digest,
            units=units,
        )

    def _enter(self, units: tuple[Unit, ...], lines: Mapping[str, OwnerLine]) -> EnterUnits:
        numbers = dict.fromkeys(unit.owner for unit in units)
        return EnterUnits(
            committee=self.place.committee,
            compound=self.place.compound,
            file=self.file.digest,
            owners=tuple(self._owner(lines[number]) for number in numbers),
            units=units,
        )

    def _adopt(self) -> AdoptImport:
        return AdoptImport(
            committee=self.place.committee, compound=self.place.compound, file=self.file.digest
        )

    def _owner(self, line: OwnerLine) -> NewOwner:
        """Whose number and names are those of the version in force are the same persons."""
        kept = self._kept(line)
        contacts = {} if kept else dict(_contacts(line))
        return NewOwner(owner=line.owner, developer=line.developer, contacts=contacts, kept=kept)

    def _kept(self, line: OwnerLine) -> tuple[UUID, ...]:
        current = self.state.current if self.state else None
        before = current.owners.get(line.owner) if current else None
        if before is None or (line.names and self.names.get(line.owner) != line.names):
            return ()
        return before.persons


def parts(units: Sequence[Unit], owners: Mapping[str, OwnerLine]) -> Iterator[tuple[Unit, ...]]:
    """The units in parts that fit an event, with the owners who come with each."""
    part: list[Unit] = []
    size = 0
    for unit in units:
        persons = len(owners[unit.owner].names)
        cost = len(msgspec.json.encode(unit)) + _PER_OWNER + _PER_PERSON * persons
        if part and (len(part) == MOST_UNITS or size + cost > MOST_BYTES):
            yield tuple(part)
            part, size = [], 0
        part.append(unit)
        size += cost
    if part:
        yield tuple(part)


def _contacts(line: OwnerLine) -> Iterator[tuple[UUID, Contact]]:
    for index, name in enumerate(line.names):
        phone = line.phones[index] if index < len(line.phones) else None
        yield new_id(), Contact(name=name, phone=phone)
