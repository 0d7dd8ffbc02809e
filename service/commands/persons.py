"""Persons whom a committee has to name: a member who speaks for a seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.sealed import KeyScope
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import Contact, register_person
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class AddPerson(Command):
    """Register a person; `person` is a new id."""

    action: ClassVar[Action] = Action.PERSON_ADD

    person: UUID
    contact: Contact

    def newcomers(self) -> Sequence[Subject]:
        """The person."""
        return ((KeyScope.PERSON, self.person),)

    def admit(self, work: Work) -> Admission:
        """It concerns the caller's own body, and so whoever acts for none adds nobody."""
        return Admission(reach=Reach(committee=work.principal.body))

    def run(self, work: Work) -> None:
        """One stream per registration."""
        register_person(work, self.person, self.contact)

    def made(self) -> UUID:
        """The person's id."""
        return self.person
