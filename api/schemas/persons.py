"""Persons: what comes in, and how it is shown."""

from uuid import UUID

from api.schemas.fields import Body, Line, Phone, Shown, example
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.ids import new_id
from service.opening import mask


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
