"""What is asked of the vault, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ledger.key_cache import Subject


class KeysElsewhere(Exception):
    """A key is not at hand: the vault's database must be asked, and that may take a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The keys that one command needs: those of *subjects* who have one, and of all *newcomers*.

    *phones* are the telephone numbers, in clear, of newcomers who are persons.
    """

    subjects: frozenset[Subject]
    newcomers: frozenset[Subject] = frozenset()
    phones: Mapping[UUID, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many keys and telephone numbers were erased just now.

    `pending` says that SQLite's log still holds them, because somebody reads an older snapshot:
    `Vault.empty_log` has to be called again.
    """

    keys: int
    phones: int
    pending: bool
