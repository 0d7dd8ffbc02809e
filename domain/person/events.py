"""What a person's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ground import Ground
from domain.moment import Moment
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A person made contact, or was given a credential. Every field may be unknown."""

    name: Sealed | None
    phone: Sealed | None
    room: Sealed | None


class Purpose(StrEnum):
    """Why somebody had to see personal fields in clear."""

    CONTACT_REPORTER = "contact-reporter"
    VISIT_ON_SITE = "visit-on-site"
    VERIFY_IDENTITY = "verify-identity"
    LEGAL_DUTY = "legal-duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """Somebody opened these of the person's fields (PIPL art. 51: who, when, which, why).

    `issue` is the one that it was done for, None where it was for none.
    """

    fields: tuple[str, ...]
    purpose: Purpose
    issue: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What the law keeps of a person for a term: its kind, for which issue, and until when.

    `issue` is None where it is kept for none in particular.
    """

    kind: str
    issue: UUID | None
    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """Kept, and used for nothing but what the law keeps it for (PIPL art. 47).

    `until` is when the last of `holds` is over; then the person is erased.
    """

    ground: Ground
    asked_at: Moment
    until: Moment
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Let go: the person's key is deleted, and nothing sealed with it can be read again."""

    ground: Ground
    asked_at: Moment
