"""Keys in clear, for seconds: what another process has erased is not used much longer."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from domain.sealed import KeyScope
from ledger.cipher import Key

Subject = tuple[KeyScope, UUID]
"""Whom a key belongs to: a person's or an issue's stream."""

_SECONDS = 5.0
"""How long a process may still use what another process has erased."""

_SOON = 2.0
"""So many seconds before a key lapses, whoever uses it has it looked up again."""

_SIZE = 20_000


@dataclass(frozen=True, slots=True)
class _Known:
    key: Key
    subject: Subject
    until: float


class KeyCache:
    """The keys that a process has seen in the vault, each for seconds after it was seen there.

    Safe to share between threads: to look something up takes no lock, for an entry is never
    changed, only replaced.
    """

    def __init__(self) -> None:
        self._by_id: dict[UUID, _Known] = {}
        self._by_subject: dict[Subject, UUID] = {}
        self._erased: dict[UUID, float] = {}
        self._lock = Lock()
        self._lapses_soon = False

    def of_ids(self, ids: Iterable[UUID]) -> dict[UUID, Key]:
        """Those of the keys that are known."""
        now = time.monotonic()
        found = ((one, self._known(one, now)) for one in ids)
        return {one: key for one, key in found if key is not None}

    def of_subjects(self, subjects: Iterable[Subject]) -> dict[Subject, Key]:
        """Those of the subjects' keys that are known."""
        now = time.monotonic()
        ids = ((one, self._by_subject.get(one)) for one in subjects)
        found = ((one, self._known(known, now)) for one, known in ids if known is not None)
        return {one: key for one, key in found if key is not None}

    def once(self, key: UUID) -> Key | None:
        """A key that was known at some time: what it is never changes, only whether it is."""
        known = self._by_id.get(key)
        return None if known is None else known.key

    def keep(self, found: Iterable[tuple[Subject, Key]], *, seen: float) -> None:
        """Remember keys that stood in the vault at *seen*, on the monotonic clock."""
        with self._lock:
            if len(self._by_id) > _SIZE:
                self._clear()
            for subject, key in found:
                if seen < self._erased.get(key.id, seen):
                    continue
                self._by_id[key.id] = _Known(key, subject, seen + _SECONDS)
                self._by_subject[subject] = key.id

    def again(self, ids: Collection[UUID], *, seen: float) -> None:
        """Keys that still stood in the vault at *seen*."""
        known = [self._by_id.get(one) for one in ids]
        self.keep(((one.subject, one.key) for one in known if one is not None), seen=seen)

    def forget(self, gone: Iterable[UUID]) -> None:
        """The memory of this process must not outlive the erasure either."""
        with self._lock:
            self._forget(gone)

    def erase(self, gone: Collection[UUID]) -> None:
        """The same, and who saw them in the vault before now does not bring them back."""
        now = time.monotonic()
        with self._lock:
            # What was seen longer ago has lapsed when it is kept.
            self._erased = {k: at for k, at in self._erased.items() if now - at < _SECONDS}
            self._erased.update(dict.fromkeys(gone, now))
            self._forget(gone)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._clear()

    def all_if_due(self) -> list[UUID]:
        """Every key that is known, once some of them that are in use lapse soon; else nothing."""
        if not self._lapses_soon:
            return []
        self._lapses_soon = False
        return list(self._by_id)

    def _known(self, key: UUID, now: float) -> Key | None:
        known = self._by_id.get(key)
        if known is None or known.until <= now:
            return None
        if known.until - now < _SOON:
            self._lapses_soon = True
        return known.key

    def _forget(self, gone: Iterable[UUID]) -> None:
        for key in gone:
            known = self._by_id.pop(key, None)
            if known is not None and self._by_subject.get(known.subject) == key:
                del self._by_subject[known.subject]

    def _clear(self) -> None:
        self._by_id.clear()
        self._by_subject.clear()
