"""Files that belong to an issue, encrypted with the issue's key.

An event carries a file's digest alone; the bytes lie in a blob store, and are gone for good with
the key. A blob is `bihuan-file-1`, the nonce, and AES-256-GCM over the file, bound to ledger, issue
and digest: moved or renamed it opens nowhere. Its name is a keyed hash, because a plain one would
let anybody who reads the folder find out whether a certain file is among them; and it is keyed by
the issue's key, so that not even that can be asked once the key is gone.
"""

import hmac
import logging
import re
import secrets
from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.moment import Moment
from domain.sealed import KeyScope
from ledger.blobs import Blobs
from ledger.cipher import Key
from ledger.vault import Vault

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
"""How a digest is written."""

_log = logging.getLogger("bihuan.files")
_HEADER = b"bihuan-file-1"
_NAMES = b"bihuan-file-names-1"
_NONCE_SIZE = 12
_PAGE = 500

Evidence = tuple[UUID, str]
"""An issue and the digest of a file of it."""


class NoKey(Exception):
    """The issue has no key: it is unknown, or what was said of it has been erased."""


class DamagedFile(Exception):
    """A blob that is not what was put there; the log says which one."""


def digest_of(content: bytes) -> str:
    """How an event names these bytes: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{sha256(content).hexdigest()}"


class FileStore:
    """The files of one ledger's issues; safe to share between threads."""

    def __init__(self, blobs: Blobs, vault: Vault, ledger: UUID) -> None:
        self._blobs = blobs
        self._vault = vault
        self._ledger = ledger

    def put(self, issue: UUID, content: bytes) -> str:
        """Keep a file; returns its digest. Raises `NoKey`.

        The same bytes again are the same blob, written anew: whoever is about to refer to it may
        rely on that it is whole, and not about to be pruned.
        """
        key = self._key(issue)
        if key is None:
            raise NoKey
        digest = digest_of(content)
        nonce = secrets.token_bytes(_NONCE_SIZE)
        closed = AESGCM(key.secret).encrypt(nonce, content, self._bound(issue, digest))
        self._blobs.put(self._name(key, issue, digest), _HEADER + nonce + closed)
        return digest

    def get(self, issue: UUID, digest: str) -> bytes | None:
        """A file's bytes; None where there is none, or its key is gone. Raises `DamagedFile`."""
        key = self._key(issue)
        if key is None or not DIGEST.fullmatch(digest):
            return None
        name = self._name(key, issue, digest)
        blob = self._blobs.get(name)
        if blob is None:
            return None
        try:
            return _opened(key, blob, self._bound(issue, digest))
        except (InvalidTag, ValueError) as error:
            _log.error("a file is damaged: blob %s, issue %s", name, issue)
            raise DamagedFile from error

    def remove(self, files: Collection[Evidence]) -> int:
        """Let go of these files; how many could be named, for it takes the key of their issue."""
        names = self._names(files)
        for name in names:
            self._blobs.remove(name)
        return len(names)

    def prune(self, kept: Collection[Evidence], *, before: Moment) -> int:
        """Let go of every blob that was put before a moment and is none of *kept*; how many.

        What was uploaded and never attached goes this way, and what an erased key closed. Blobs
        are written before the event that names them, so that *before* has to lie well behind the
        moment at which *kept* was read: days, not minutes.
        """
        needed = self._names(kept)
        gone = [name for name in self._blobs.older_than(before) if name not in needed]
        for name in gone:
            self._blobs.remove(name)
        return len(gone)

    def _names(self, kept: Collection[Evidence]) -> set[str]:
        issues = sorted({issue for issue, _ in kept})
        keys: dict[UUID, Key] = {}
        for start in range(0, len(issues), _PAGE):
            subjects = [(KeyScope.ISSUE, issue) for issue in issues[start : start + _PAGE]]
            keys |= {issue: key for (_, issue), key in self._vault.keys_of(subjects).items()}
        return {self._name(keys[i], i, digest) for i, digest in kept if i in keys}

    def _key(self, issue: UUID) -> Key | None:
        # Not from the vault's memory, which outlives an erasure by seconds.
        return self._vault.keys_of([(KeyScope.ISSUE, issue)]).get((KeyScope.ISSUE, issue))

    def _bound(self, issue: UUID, digest: str) -> bytes:
        return _HEADER + self._ledger.bytes + issue.bytes + digest.encode()

    def _name(self, key: Key, issue: UUID, digest: str) -> str:
        return hmac.digest(key.secret, _NAMES + self._bound(issue, digest), sha256).hex()


def _opened(key: Key, blob: bytes, bound: bytes) -> bytes:
    """The file in a blob; raises `InvalidTag` or `ValueError`."""
    header, rest = blob[: len(_HEADER)], blob[len(_HEADER) :]
    if header != _HEADER:
        raise ValueError("no file of ours")
    return AESGCM(key.secret).decrypt(rest[:_NONCE_SIZE], rest[_NONCE_SIZE:], bound)
