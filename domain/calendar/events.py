"""What the calendar stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How a version came in: with the program's own library, or from an administrator."""

    LIBRARY = "library"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Version *version* of the working calendar, as the TOML text that it was written in.

    `hash` is the SHA-256 of the text's UTF-8 bytes in hex.
    """

    version: int
    hash: str
    text: str
    origin: Origin
