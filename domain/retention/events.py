"""What the retention stream records. These shapes are the storage format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Version *version* of the terms of retention, as the TOML text that people wrote.

    `hash` is the SHA-256 of the text's UTF-8 bytes in hex.
    """

    version: int
    hash: str
    text: str
