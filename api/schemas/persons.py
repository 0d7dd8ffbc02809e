"""Persons: as they come in, and as they are found: masked, with the issues that led to them."""

from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas.fields import Body, KnownPhone, Line, Phone, Shown, example
from domain.issue.lifecycle import Status
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.ids import new_id
from service.opening import mask
from service.persons import FoundPerson


class PersonBody(Body):
    """Somebody who is to be named, e.g. a member who speaks for a seat."""

    model_config = example(name="顾望舒", phone="13800005678", room="5号楼201室")

    name: Line
    phone: Phone | None = None
    room: Line | None = None

    def command(self) -> AddPerson:
        """The command, with a new id."""
        contact = Contact(name=self.name, phone=self.phone, room=self.room)
        return AddPerson(person=new_id(), contact=contact)


class PersonShown(Shown):
    """A person's id, and the contact as it was given, masked."""

    id: UUID
    name: str | None
    phone: str | None
    room: str | None


def person_of(person: UUID, body: PersonBody) -> PersonShown:
    """What was just registered. A repeated call has the same body, and so the same answer."""
    return PersonShown(
        id=person,
        name=mask("name", body.name),
        phone=mask("phone", body.phone),
        room=mask("room", body.room),
    )


class PersonSearchBody(Body):
    """Who gave a telephone number. It stands in a body so that no URL and no log ever holds it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "138 0000 1234"}]})

    phone: KnownPhone


class ReportedIssue(Shown):
    """An issue that the person reported, as far as the caller may see it."""

    id: UUID
    number: str = Field(examples=["LB-2026-000017"])
    status: Status
    summary: str | None = Field(
        examples=["3号楼路灯不亮"], description="None where there is none yet, or it was erased"
    )


class PersonFound(Shown):
    """One registration, masked. Several may be the same person: that is for people to judge."""

    person: UUID
    name: str | None = Field(examples=["沈*"])
    phone: str | None = Field(examples=["138****1234"])
    room: str | None = Field(examples=["***"])
    issues: list[ReportedIssue] = Field(description="newest first")


class PersonsFound(Shown):
    """Registrations with that number, the newest report first; 100 issues over all at most."""

    items: list[PersonFound]


def found_of(found: FoundPerson) -> PersonFound:
    """A person for the answer."""
    return PersonFound(
        person=found.person,
        name=found.contact.name,
        phone=found.contact.phone,
        room=found.contact.room,
        issues=[
            ReportedIssue(
                id=one.row.issue,
                number=one.row.number,
                status=one.row.status,
                summary=one.texts.of(one.row.content.matter),
            )
            for one in found.issues
        ],
    )
