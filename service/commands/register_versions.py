"""New versions of a register: imported from a file in parts, or corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.register.correcting import correct
from domain.register.events import Owner, RegisterEvent, Unit
from domain.register.importing import abandon, adopt, begin_import, enter, is_in_force
from domain.register.state import RegisterState
from domain.sealed import KeyScope
from ledger.vault import Subject
from service.commands.intake import Contact, register_person
from service.commands.registers import RegisterCommand
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class NewOwner:
    """An owner as a file or a clerk tells of one.

    `contacts` are new persons, by new ids; `kept` those whom the version in force has under this
    number and who are still meant: they stay as long as it does.
    """

    owner: str
    developer: bool
    contacts: Mapping[UUID, Contact]
    kept: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class VersionCommand(RegisterCommand):
    """A command that may bring new persons with it."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    owners: tuple[NewOwner, ...] = ()

    def newcomers(self) -> Sequence[Subject]:
        """The register, and every new person."""
        persons = ((KeyScope.PERSON, person) for one in self.owners for person in one.contacts)
        return (*RegisterCommand.newcomers(self), *persons)

    def phones(self) -> Mapping[UUID, str]:
        """Those of the new persons."""
        return {
            person: contact.phone
            for one in self.owners
            for person, contact in one.contacts.items()
            if contact.phone is not None
        }

    def _registered(
        self, work: Work, state: RegisterState, without: Mapping[str, Owner]
    ) -> Iterator[Owner]:
        """The owners with their persons, the new ones registered; *without* those known there."""
        known = state.current.owners if state.current else {}
        for one in self.owners:
            before = known.get(one.owner)
            if one.owner in without:
                continue
            if before is not None and one.kept and before.persons == one.kept:
                persons = one.kept
            else:
                persons = tuple(one.contacts)
                for person, contact in one.contacts.items():
                    register_person(work, person, contact)
            yield Owner(owner=one.owner, persons=persons, developer=one.developer)


@dataclass(frozen=True, kw_only=True, repr=False)
class BeginImport(RegisterCommand):
    """A version is about to be entered: of a file of that SHA-256 (hex), with so many units."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    file: str
    units: int

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `importing.begin_import`."""
        return begin_import(state, file=self.file, units=self.units)


@dataclass(frozen=True, kw_only=True, repr=False)
class EnterUnits(VersionCommand):
    """A part of it."""

    file: str
    units: tuple[Unit, ...]

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """Whoever was entered with an earlier part is not registered again."""
        draft = state.draft
        there = draft is not None and all(unit.unit in draft.units for unit in self.units)
        if there or is_in_force(state, self.file):
            return enter(state, file=self.file, owners=(), units=self.units)
        owners = tuple(self._registered(work, state, draft.owners if draft else {}))
        return enter(state, file=self.file, owners=owners, units=self.units)


@dataclass(frozen=True, kw_only=True, repr=False)
class AdoptImport(RegisterCommand):
    """All of it stands there: it is in force."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    file: str

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `importing.adopt`."""
        return adopt(state, file=self.file)


@dataclass(frozen=True, kw_only=True, repr=False)
class AbandonImport(RegisterCommand):
    """What was entered is void."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `importing.abandon`."""
        return abandon(state)


@dataclass(frozen=True, kw_only=True, repr=False)
class CorrectRegister(VersionCommand):
    """A sale, a mistake, an objection that was upheld."""

    match_required: ClassVar[bool] = True

    units: tuple[Unit, ...] = ()
    removed: tuple[str, ...] = ()
    objections: tuple[int, ...] = ()
    ground: str

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `correcting.correct`; an owner without new contacts keeps their persons."""
        return correct(
            state,
            owners=tuple(self._owners(work, state)),
            units=self.units,
            removed=self.removed,
            objections=self.objections,
            ground=self.sealed(work, "register.corrected/ground", self.ground),
        )

    def _owners(self, work: Work, state: RegisterState) -> Iterator[Owner]:
        known = state.current.owners if state.current else {}
        for owner in self._registered(work, state, {}):
            before = known.get(owner.owner)
            kept = before.persons if before is not None and not owner.persons else owner.persons
            yield Owner(owner=owner.owner, persons=kept, developer=owner.developer)
