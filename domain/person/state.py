"""A person as their stream tells it, and what may be done with their fields."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.ground import Ground
from domain.history import Stamp, begun
from domain.moment import Moment
from domain.person.events import Disclosed, Erased, Hold, Purpose, Registered, Restricted
from domain.refusal import Code, Refused
from domain.replacing import replace
from domain.sealed import Sealed

PersonEvent = Registered | Disclosed | Restricted | Erased


class Standing(StrEnum):
    """What may be done with what is known of a person."""

    OPEN = "open"
    RESTRICTED = "restricted"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """That a person is let go: why, when that was asked for, and when it was recorded.

    `until` and `holds` are what the law still keeps; None and none once they are erased.
    """

    ground: Ground
    asked_at: Moment
    at: Moment
    until: Moment | None = None
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """The sealed contact, None where it was never given or is gone; `leaving` once let go."""

    name: Sealed | None
    phone: Sealed | None
    room: Sealed | None
    leaving: Leaving | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the fields that were given."""
        named = {"name": self.name, "phone": self.phone, "room": self.room}
        return tuple(field for field, sealed in named.items() if sealed is not None)

    @property
    def standing(self) -> Standing:
        """What may be done with them."""
        if self.leaving is None:
            return Standing.OPEN
        return Standing.ERASED if self.leaving.until is None else Standing.RESTRICTED


def evolve(state: PersonState | None, event: PersonEvent, stamp: Stamp) -> PersonState:
    """The state after *event*."""
    match event:
        case Registered():
            return PersonState(name=event.name, phone=event.phone, room=event.room)
        case Disclosed():
            return begun(state)
        case Restricted():
            leaving = Leaving(
                ground=event.ground,
                asked_at=event.asked_at,
                at=stamp.at,
                until=event.until,
                holds=event.holds,
            )
            return replace(begun(state), leaving=leaving)
        case Erased():
            gone = Leaving(ground=event.ground, asked_at=event.asked_at, at=stamp.at)
            return replace(begun(state), name=None, phone=None, room=None, leaving=gone)
        case _:
            assert_never(event)


def register(
    *, name: Sealed | None = None, phone: Sealed | None = None, room: Sealed | None = None
) -> tuple[Registered]:
    """A person per registration: a phone match may propose that two are one, never decides."""
    return (Registered(name=name, phone=phone, room=room),)


def disclose(
    state: PersonState | None,
    *,
    purpose: Purpose,
    issue: UUID | None = None,
    asker_is_party: bool = False,
) -> tuple[Disclosed]:
    """Open the contact and record it.

    Refused: `erased`; `person-restricted` for every purpose but a duty by law, which is what it is
    still kept for, and which a party that does the work has none of; `no-contact` where there is
    none.
    """
    if state is not None:
        by_duty = purpose is Purpose.LEGAL_DUTY and not asker_is_party
        require_kept(state, by_duty=by_duty)
    if state is None or not state.known:
        raise Refused(Code.NO_CONTACT)
    return (Disclosed(fields=state.known, purpose=purpose, issue=issue),)


def require_kept(state: PersonState, *, by_duty: bool = False) -> None:
    """Whoever is let go is put to no new use: `erased`, `person-restricted` unless *by_duty*."""
    match state.standing:
        case Standing.ERASED:
            raise Refused(Code.ERASED)
        case Standing.RESTRICTED if not by_duty:
            raise Refused(Code.PERSON_RESTRICTED)
        case _:
            return
