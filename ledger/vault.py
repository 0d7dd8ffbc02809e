"""The vault: the keys of persons and issues, in a database of its own.

Every key is wrapped by a master key that lives outside the vault. To delete a person's key is
to erase the person: whatever was sealed with it, in events, views or backups of the ledger, can
never be read again. Keys are made before the ledger commits; one that no event came to use is
harmless.
"""

import logging
import secrets
import time
from collections.abc import Iterable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.sealed import KeyScope, Sealed
from ledger.cipher import KEY_SIZE, CannotOpen, Key, Place, open_sealed, unwrap, wrap
from ledger.database import Database
from ledger.now import clock
from ledger.phones import Phones
from ledger.tables import vault_key as table

_log = logging.getLogger("bihuan.vault")

Subject = tuple[KeyScope, UUID]
"""Whom a key belongs to: a person's or an issue's stream."""

_CACHE_SECONDS = 5.0
"""How long a process may still open what another process has erased."""

_CACHE_SIZE = 20_000


class Vault:
    """Makes, keeps and uses keys; safe to share between threads."""

    def __init__(self, database: Database, master: bytes) -> None:
        if len(master) != KEY_SIZE:
            raise ValueError(f"the master key has {KEY_SIZE} bytes, not {len(master)}")
        self._database = database
        self._master = master
        self.phones = Phones(database, master)
        self._fingerprint = sha256(b"bihuan-master" + master).hexdigest()[:16]
        self._cache: dict[UUID, tuple[float, Key]] = {}
        self._lock = Lock()

    def require_master(self) -> None:
        """Raise `CannotOpen` where the vault holds keys that another master key wraps."""
        query = select(table.c.id).where(table.c.master != self._fingerprint).limit(1)
        with self._database.read() as connection:
            if connection.execute(query).first() is not None:
                raise CannotOpen("the vault was written with another master key")

    def keys_of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Key]:
        """The keys of those subjects that have one."""
        wanted = set(subjects)
        if not wanted:
            return {}
        with self._database.read() as connection:
            return self._of_subjects(connection, wanted)

    def make_keys(
        self, subjects: Iterable[Subject], phones: Mapping[UUID, str] | None = None
    ) -> Mapping[Subject, Key]:
        """A key for each subject, kept where it has one already.

        *phones* are the telephone numbers, in clear, of those who are persons: the blind index
        is written with the key, so that whoever is in the ledger can also be found.
        """
        wanted = set(subjects)
        if not wanted:
            return {}
        with self._database.write() as connection:
            self._make(connection, wanted)
            self.phones.keep(connection, phones or {})
            return self._of_subjects(connection, wanted)

    def open(self, items: Iterable[tuple[Place, Sealed]]) -> list[str | None]:
        """The texts in order.

        None for what can no longer be opened because its key is gone, and for what somebody has
        changed: that is logged, and must not cost the rest of a page.
        """
        listed = list(items)
        keys = self._keys({sealed.key for _, sealed in listed})
        return [
            _opened(keys[sealed.key], place, sealed) if sealed.key in keys else None
            for place, sealed in listed
        ]

    def forget_phone(self, person: UUID) -> None:
        """Nobody is led to that person by a number any more; part of erasing them."""
        self.phones.forget([person])

    def _keys(self, ids: set[UUID]) -> Mapping[UUID, Key]:
        now = time.monotonic()
        with self._lock:
            known = {i: self._cache[i] for i in ids if i in self._cache}
        fresh = {i: key for i, (until, key) in known.items() if until > now}
        missing = ids - set(fresh)
        return fresh | self._load(missing) if missing else fresh

    def _load(self, ids: set[UUID]) -> dict[UUID, Key]:
        with self._database.read() as connection:
            query = select(table).where(table.c.id.in_(ids))
            loaded = {row.id: self._unwrap(row) for row in connection.execute(query)}
        self._forget(ids - set(loaded))
        self._remember(loaded.values())
        return loaded

    def _of_subjects(self, connection: Connection, wanted: set[Subject]) -> dict[Subject, Key]:
        # The index begins with the scope: without it, every key of the vault would be read.
        query = select(table).where(
            table.c.scope.in_({scope.value for scope, _ in wanted}),
            table.c.subject.in_({subject for _, subject in wanted}),
        )
        rows = connection.execute(query).all()
        by_subject = {(KeyScope(row.scope), row.subject): row for row in rows}
        found = {s: self._unwrap(row) for s, row in by_subject.items() if s in wanted}
        self._remember(found.values())
        return found

    def _make(self, connection: Connection, subjects: set[Subject]) -> None:
        rows = [self._new_row(scope, subject) for scope, subject in sorted(subjects)]
        dialect = sqlite if self._database.is_sqlite else postgresql
        # Two requests may prepare the same subject at once: the first one's key is kept.
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)

    def _new_row(self, scope: KeyScope, subject: UUID) -> dict[str, object]:
        key = uuid4()
        secret = secrets.token_bytes(KEY_SIZE)
        return {
            "id": key,
            "scope": scope.value,
            "subject": subject,
            "master": self._fingerprint,
            "wrapped": wrap(self._master, secret, _bound(key, scope, subject)),
            "created_at": clock(),
        }

    def _unwrap(self, row: Row[Any]) -> Key:
        key, scope, subject = row.id, KeyScope(row.scope), row.subject
        secret = unwrap(self._master, row.wrapped, _bound(key, scope, subject))
        return Key(id=key, scope=scope, secret=secret)

    def _forget(self, gone: Iterable[UUID]) -> None:
        # The memory of this process must not outlive the erasure either.
        with self._lock:
            for key in gone:
                self._cache.pop(key, None)

    def _remember(self, keys: Iterable[Key]) -> None:
        until = time.monotonic() + _CACHE_SECONDS
        with self._lock:
            if len(self._cache) > _CACHE_SIZE:
                self._cache.clear()
            for key in keys:
                self._cache[key.id] = (until, key)


def _opened(key: Key, place: Place, sealed: Sealed) -> str | None:
    try:
        return open_sealed(key, place, sealed)
    except CannotOpen:
        _log.error("a sealed field is damaged: key %s, stream %s", key.id, place.stream)
        return None


def _bound(key: UUID, scope: KeyScope, subject: UUID) -> bytes:
    return key.bytes + scope.value.encode() + subject.bytes
