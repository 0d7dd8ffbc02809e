"""Opening many sealed fields with the keys that are at hand."""

import logging
from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.sealed import Sealed
from ledger.cipher import CannotOpen, Key, Place, open_sealed

_log = logging.getLogger("bihuan.vault")


def all_opened(keys: Mapping[UUID, Key], items: Iterable[tuple[Place, Sealed]]) -> list[str | None]:
    """The texts in order; None where the key is not among *keys*, and where one is damaged."""
    return [
        _opened(keys[sealed.key], place, sealed) if sealed.key in keys else None
        for place, sealed in items
    ]


def _opened(key: Key, place: Place, sealed: Sealed) -> str | None:
    try:
        return open_sealed(key, place, sealed)
    except CannotOpen:
        _log.error("a sealed field is damaged: key %s, stream %s", key.id, place.stream)
        return None
