"""How a text is sealed: AES-256-GCM, bound to ledger, stream and field.

The binding means that a ciphertext copied to another place opens nowhere.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.sealed import KeyScope, Sealed
from ledger.randomness import Drawn

ALGORITHM = "A256GCM"
KEY_SIZE = 32
_NONCE_SIZE = 12
_NONCES = Drawn(_NONCE_SIZE)
_TAG = b"bihuan-sealed-1"
_SIXTEEN = (16).to_bytes(4, "big")
_HEAD = len(_TAG).to_bytes(4, "big") + _TAG + _SIXTEEN
_DAMAGED = (InvalidTag, ValueError)
"""How the library refuses: a `ValueError` where the nonce has an impossible length."""


class CannotOpen(Exception):
    """A ciphertext that does not belong to this key, place or algorithm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed field stands: ledger, stream, and `topic/path`, e.g.
    `issue.reported/sites/0/address`."""

    ledger: UUID
    stream: UUID
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An opened key: its id in the vault, its scope and its 32 secret bytes."""

    id: UUID
    scope: KeyScope
    secret: bytes


def seal(key: Key, place: Place, text: str) -> Sealed:
    """Encrypt *text* for one place."""
    nonce = _NONCES.next()
    cipher = AESGCM(key.secret).encrypt(nonce, text.encode(), _bound(place))
    return Sealed(
        scope=key.scope, key=key.id, alg=ALGORITHM, place=place.field, nonce=nonce, text=cipher
    )


def open_sealed(key: Key, place: Place, sealed: Sealed) -> str:
    """The text; raises `CannotOpen`."""
    if sealed.alg != ALGORITHM:
        raise CannotOpen(f"unknown algorithm {sealed.alg}")
    try:
        return AESGCM(key.secret).decrypt(sealed.nonce, sealed.text, _bound(place)).decode()
    except _DAMAGED as error:
        raise CannotOpen(f"sealed for another place or key: {place.field}") from error


def wrap(master: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """A key closed with the master key, as nonce and ciphertext."""
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return nonce + AESGCM(master).encrypt(nonce, secret, bound_to)


def unwrap(master: bytes, wrapped: bytes, bound_to: bytes) -> bytes:
    """The key in *wrapped*; raises `CannotOpen` for another master key."""
    try:
        return AESGCM(master).decrypt(wrapped[:_NONCE_SIZE], wrapped[_NONCE_SIZE:], bound_to)
    except _DAMAGED as error:
        raise CannotOpen("the vault was written with another master key") from error


def derive(master: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose; none tells anything of another, or of the master key."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def _bound(place: Place) -> bytes:
    """Every part behind its length in four bytes, big-endian."""
    field = place.field.encode()
    length = len(field).to_bytes(4, "big")
    return _HEAD + place.ledger.bytes + _SIXTEEN + place.stream.bytes + length + field
