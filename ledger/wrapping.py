"""Rows of the vault: each key wrapped by the master key, bound to its id and its subject."""

import secrets
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row

from domain.sealed import KeyScope
from ledger.cipher import KEY_SIZE, Key, unwrap, wrap
from ledger.key_cache import Subject
from ledger.now import clock


class Wrapping:
    """Wraps and unwraps keys by one master key of 32 bytes."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_SIZE:
            raise ValueError(f"the master key has {KEY_SIZE} bytes, not {len(master)}")
        self._master = master
        self.fingerprint = sha256(b"bihuan-master" + master).hexdigest()[:16]

    def new_row(self, scope: KeyScope, subject: UUID) -> dict[str, object]:
        """A row with a new key."""
        key = uuid4()
        secret = secrets.token_bytes(KEY_SIZE)
        return {
            "id": key,
            "scope": scope.value,
            "subject": subject,
            "master": self.fingerprint,
            "wrapped": wrap(self._master, secret, _bound(key, scope, subject)),
            "created_at": clock(),
        }

    def key_in(self, row: Row[Any]) -> Key:
        """The key in a row; raises `CannotOpen`."""
        key, (scope, subject) = row.id, subject_of(row)
        secret = unwrap(self._master, row.wrapped, _bound(key, scope, subject))
        return Key(id=key, scope=scope, secret=secret)


def subject_of(row: Row[Any]) -> Subject:
    """Whose key is in a row."""
    return KeyScope(row.scope), row.subject


def _bound(key: UUID, scope: KeyScope, subject: UUID) -> bytes:
    return key.bytes + scope.value.encode() + subject.bytes
