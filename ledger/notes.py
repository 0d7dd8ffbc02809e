"""Signed notes and checkpoints, as C2SP's signed-note and tlog-checkpoint write them.

A note is a text whose last line ends with a newline, an empty line, and signature lines
`— NAME BASE64`: four bytes of the key's hash, then the Ed25519 signature (RFC 8032) of the text. A
checkpoint is a note of three lines: origin, size, root.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED_SIZE = 32
PUBLIC_SIZE = 32
_HASH_SIZE = 32
_ID_SIZE = 4
_ED25519 = b"\x01"
_DASH = "\u2014 "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")


class BadNote(ValueError):
    """What does not read as a note, a checkpoint or a verifier key; the message says why."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Who signs under which name; *public* has 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_SIZE]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(_ED25519 + self.public)}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A name with its secret seed of 32 bytes."""

    name: str
    private: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        """What others check its signatures with."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """One line: whose, by name and the key's id, and the signature's bytes."""

    name: str
    id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, to its last newline, and who has signed it."""

    text: str
    signatures: Sequence[Signature]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log is: its origin, how many entries it has, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


def signing_key(name: str, seed: bytes) -> SigningKey:
    """The key that a seed of 32 bytes is."""
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(seed))


def signed(text: str, keys: Iterable[SigningKey]) -> str:
    """The note: *text* with a signature by each of *keys*, in their order."""
    lines = [_signature_line(key, text) for key in keys]
    return f"{text}\n{''.join(lines)}"


def parse_note(note: str) -> Note:
    """The note in *note*, its signatures unverified; raises `BadNote`."""
    text, parted, lines = note.rpartition("\n\n")
    if not parted or not lines.endswith("\n"):
        raise BadNote("a note is a text, an empty line and signatures")
    return Note(f"{text}\n", [_signature(line) for line in lines[:-1].split("\n")])


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a note's text is; raises `BadNote`. It must be the very same text."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise BadNote("a checkpoint is an origin, a size and a root")
    return Checkpoint(lines[0], int(lines[1]), _decoded(lines[2], _HASH_SIZE, "root"))


def parse_verifier_key(text: str) -> VerifierKey:
    """The key that `NAME+ID+BASE64` is; raises `BadNote`."""
    # The last part is base64, in which a plus may stand.
    parts = text.split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        raise BadNote("a verifier key is NAME+ID+BASE64")
    raw = _decoded(parts[2], 1 + PUBLIC_SIZE, "key")
    key = VerifierKey(parts[0], raw[1:])
    if raw[:1] != _ED25519 or key.id.hex() != parts[1]:
        raise BadNote("a verifier key of another kind, or one that was cut or altered")
    return key


def has_signed(key: VerifierKey, note: Note) -> bool:
    """Whether a key has signed a note. A signature that names it and is false makes it False."""
    own = [one for one in note.signatures if (one.name, one.id) == (key.name, key.id)]
    return bool(own) and all(_holds(key, note.text, one.signature) for one in own)


def _holds(key: VerifierKey, text: str, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _signature_line(key: SigningKey, text: str) -> str:
    verifier = key.verifier
    return f"{_DASH}{key.name} {_encoded(verifier.id + key.private.sign(text.encode()))}\n"


def _signature(line: str) -> Signature:
    name, parted, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not parted or not _NAME.fullmatch(name):
        raise BadNote("a signature line is — NAME BASE64")
    raw = _strictly(encoded)
    if len(raw) <= _ID_SIZE:
        raise BadNote("a signature in base64 is required")
    # Whoever else has signed may use another algorithm, whose signatures are longer.
    return Signature(name, raw[:_ID_SIZE], raw[_ID_SIZE:])


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str, size: int, what: str) -> bytes:
    raw = _strictly(text)
    if len(raw) != size:
        raise BadNote(f"a {what} of {size} bytes in base64 is required")
    return raw


def _strictly(text: str) -> bytes:
    """The bytes in base64; none where it is not, for Python takes several texts for the same."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return raw if _encoded(raw) == text else b""
