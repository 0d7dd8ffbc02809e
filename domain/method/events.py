"""What a method stream records. These shapes are the storage format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Version *version* of a working method, as the TOML text that people wrote.

    `hash` is the SHA-256 of the text's UTF-8 bytes in hex; an issue pins it with name and
    version, so that nobody can later claim that another text was in force.
    """

    name: str
    version: int
    hash: str
    text: str
