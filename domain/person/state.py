"""A person as their stream tells it, and what may be done with their fields."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.person.events import Disclosed, Purpose, Registered
from domain.refusal import Code, Refused
from domain.sealed import Sealed

PersonEvent = Registered | Disclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """The sealed contact; None where it was never given."""

    name: Sealed | None
    phone: Sealed | None
    room: Sealed | None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the fields that were given."""
        named = {"name": self.name, "phone": self.phone, "room": self.room}
        return tuple(field for field, sealed in named.items() if sealed is not None)


def evolve(state: PersonState | None, event: PersonEvent, _stamp: Stamp) -> PersonState:
    """The state after *event*."""
    match event:
        case Registered():
            return PersonState(name=event.name, phone=event.phone, room=event.room)
        case Disclosed():
            return begun(state)
        case _:
            assert_never(event)


def register(
    *, name: Sealed | None = None, phone: Sealed | None = None, room: Sealed | None = None
) -> tuple[Registered]:
    """A person per registration: a phone match may propose that two are one, never decides."""
    return (Registered(name=name, phone=phone, room=room),)


def disclose(
    state: PersonState | None, *, purpose: Purpose, issue: UUID | None = None
) -> tuple[Disclosed]:
    """Open the contact and record it; refused with `no-contact` where there is none."""
    if state is None or not state.known:
        raise Refused(Code.NO_CONTACT)
    return (Disclosed(fields=state.known, purpose=purpose, issue=issue),)
