"""What a person's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

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
