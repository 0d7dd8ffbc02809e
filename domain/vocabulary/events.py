"""What the vocabulary stream records. These shapes are the storage format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Version *version* of the vocabulary, as the TOML text that people wrote."""

    version: int
    text: str
