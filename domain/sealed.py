"""Sealed fields: what a person can later take back is never stored in clear."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class KeyScope(StrEnum):
    """Whose key closes a field.

    A resident's name, phone, room and own words use the person's key; what staff write about
    an issue (summaries, replies, reasons) uses the issue's; what they write in any other stream
    (minutes, notices, grounds) uses that stream's.
    """

    PERSON = "person"
    ISSUE = "issue"
    STREAM = "stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One encrypted text, in the form in which it is stored and carried.

    `key` names the key in the vault, `alg` the cipher (`A256GCM`), `place` the field that it was
    sealed for as `topic/path` (the cipher is bound to it, so it opens nowhere else, and still
    opens when a later version of the event moves the field); `nonce` and `text` are raw bytes.
    Only the vault can open it, and only while the key exists.
    """

    scope: KeyScope
    key: UUID
    alg: str
    place: str
    nonce: bytes
    text: bytes
