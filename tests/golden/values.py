"""Ids, persons and sealed fields of the golden events.

The keys that open the sealed fields are constants of the tests: bytes 0 to 31 for the person's,
32 to 63 for the issue's, 64 to 95 for any other stream's.
"""

from base64 import b64decode
from uuid import UUID

from domain.actor import Actor, Role
from domain.moment import Moment
from domain.sealed import KeyScope, Sealed


def known(number: int) -> UUID:
    """One of the ids in the golden files, which differ in their last digits alone."""
    return UUID(f"0198a000-0000-7000-8000-{number:012x}")


LEDGER, PERSON, ISSUE = known(0x01), known(0x10), known(0x20)
PERSON_KEY, ISSUE_KEY, STREAM_KEY = known(0x11), known(0x21), known(0x26)
COMMITTEE, SUBDISTRICT, COMPOUND = known(0x40), known(0x41), known(0x42)
COMPANY, OWNERS, CONTRACTOR = known(0x50), known(0x51), known(0x52)
TARGET, CHILD, MEETING = known(0x22), known(0x23), known(0x24)
NEIGHBOUR, DISTRICT, SHOP = known(0x43), known(0x44), known(0x53)
CORRELATION, COMMAND = known(0x60), known(0x61)
OCCURRED_AT = Moment(1_785_542_400_123_456)

SYSTEM = Actor(role=Role.SYSTEM)
ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, person=known(0x30), key=known(0x31))
HANDLER = Actor(role=Role.HANDLER, person=known(0x34), organisation=COMPANY, key=known(0x35))
CLERK = Actor(role=Role.CLERK, person=known(0x32), organisation=COMMITTEE, key=known(0x33))
SUPERIOR = Actor(role=Role.SUPERIOR, person=known(0x36), organisation=SUBDISTRICT, key=known(0x37))
RESIDENT = Actor(role=Role.RESIDENT, person=PERSON, key=known(0x38))
CLERK_FOR_COMPANY = Actor(
    role=Role.CLERK,
    person=known(0x32),
    organisation=COMMITTEE,
    key=known(0x33),
    on_behalf_of=COMPANY,
)


def sealed_for(scope: KeyScope, key: UUID, place: str, nonce: str, text: str) -> Sealed:
    """A sealed field of which nonce and ciphertext are given in base64."""
    return Sealed(
        scope=scope,
        key=key,
        alg="A256GCM",
        place=place,
        nonce=b64decode(nonce),
        text=b64decode(text),
    )


def by_person(place: str, nonce: str, text: str) -> Sealed:
    """A text under the person's key, as nonce and ciphertext in base64."""
    return sealed_for(KeyScope.PERSON, PERSON_KEY, place, nonce, text)


def by_issue(place: str, nonce: str, text: str) -> Sealed:
    """A text under the issue's key, as nonce and ciphertext in base64."""
    return sealed_for(KeyScope.ISSUE, ISSUE_KEY, place, nonce, text)


def by_stream(place: str, nonce: str, text: str) -> Sealed:
    """A text under the key of a stream that is no issue's, as nonce and ciphertext in base64."""
    return sealed_for(KeyScope.STREAM, STREAM_KEY, place, nonce, text)
