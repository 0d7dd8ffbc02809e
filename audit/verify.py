"""The verifier: checks an export of a Bihuan ledger, from the file and a public key alone.

    python verify.py FILE --key KEY [--checkpoint OLD] [--keep NEW]

It needs Python 3.10 or newer and nothing else: no database, no network, no other file of the
program. Its leaves (`bihuan-leaf-1`), its Merkle tree (RFC 9162), its signatures (Ed25519,
RFC 8032) and its notes (C2SP signed-note, tlog-checkpoint) are its own, so that one mistake
cannot hide in both. It reads a line at a time; what it keeps is the tree's edge and, of a full
export, the last version of each stream (some 200 bytes each).

Status: 0 good, 1 refused (the line and the position are told), 2 nothing that could be checked.
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha256, sha512
from pathlib import Path
from struct import Struct
from typing import IO, NoReturn

# ---------------------------------------------------------------- what is told


class Unusable(Exception):
    """Nothing that could be checked: no such file, no export, no key."""


class Refused(Exception):
    """The export is not what the key's owner has signed.

    `line` counts from 1; `position` is that of the row concerned, None in the header. Where a
    checkpoint does not agree, what was changed is the checkpoint itself or lies in
    `since`…`position`: behind the last checkpoint that agrees.
    """

    def __init__(
        self, line: int, position: int | None, reason: str, since: int | None = None
    ) -> None:
        where = f"line {line}"
        if position is not None:
            where += (
                f", position {position}" if since is None else f", positions {since}-{position}"
            )
        super().__init__(f"{where}: {reason}")
        self.line, self.position, self.reason, self.since = line, position, reason, since


@dataclass(frozen=True)
class Verified:
    """What was proven: *rows* of the ledger, under the tree of *size* rows with that *root*.

    `since` is the size of the checkpoint that the caller held, None where none was given;
    `unlinked` are sizes from which a new key signs that the one before has not signed for; `note`
    is the checkpoint itself, to be kept and held against a later export. `newest` is the last
    row's time (µs), None where rows may be left out; `successor` is the key that signs now, None
    where that is one which the caller gave. Of *withheld* of the rows the content is not told.
    """

    scope: str
    ledger: str
    rows: int
    size: int
    root: bytes
    note: str
    since: int | None
    unlinked: Sequence[int] = ()
    newest: int | None = None
    successor: str | None = None
    withheld: int = 0

    def lines(self) -> Iterator[str]:
        """What is proven and what is not, for people."""
        yield f"good: {self.scope} export of ledger {self.ledger}"
        yield from self._signed()
        if self.scope == "full":
            yield f"proven: all {self.rows} rows are unchanged, in order and complete up to there"
        else:
            yield f"proven: these {self.rows} rows stand unchanged in the ledger of that size"
        if self.since is not None:
            yield f"proven: since your checkpoint of size {self.since} rows were only added"
        yield from self._not_proven()

    def _signed(self) -> Iterator[str]:
        yield f"signed: size {self.size}, root {_b64(self.root)}"
        if self.newest is not None:
            yield f"signed: the newest row, recorded at {_time_told(self.newest)}"
        if self.successor is not None:
            yield f"signed: by a newer key, to which yours has handed on: {self.successor}"

    def _not_proven(self) -> Iterator[str]:
        for size in self.unlinked:
            yield f"not proven: that the key from {size} on was handed on by the one before (lost?)"
        if self.withheld:
            yield f"not proven: what {self.withheld} withheld rows say, nor their names and times"
        if self.scope != "full":
            yield "not proven: that nothing was left out of the selection"
        yield "not proven: that there is nothing newer, nor that others were shown the same history"
        compare = "; compare with one kept, --checkpoint" if self.since is None else ""
        yield f"  (keep this checkpoint elsewhere, --keep{compare})"


def _time_told(at: int) -> str:
    """A time of the record as its neighbourhood reads it."""
    try:
        told = datetime.fromtimestamp(0, timezone(timedelta(hours=8))) + timedelta(microseconds=at)
    except OverflowError:
        return f"{at} µs"
    return told.isoformat(timespec="seconds")


Progress = Callable[[int, int], None]
"""Is told how many bytes of how many are done."""


class _Fault(Exception):
    """What is wrong with the present line; whoever reads lines knows where that is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        # It may quote the file, and the file may want to write on the auditor's terminal.
        self.reason = "".join(c if c.isprintable() else "?" for c in reason[:300])


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise _Fault(reason)


# ---------------------------------------------------------------- Ed25519 (RFC 8032, 5.1)

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_M1 = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)


def _added(p: _Point, q: _Point) -> _Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _doubled(p: _Point) -> _Point:
    a, b, c = p[0] * p[0] % _P, p[1] * p[1] % _P, 2 * p[2] * p[2] % _P
    h = a + b
    e, g = h - (p[0] + p[1]) ** 2 % _P, a - b
    f = c + g
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _point(encoded: bytes) -> _Point | None:
    """The point of 32 bytes; None for what is none, or is not encoded in the one right way."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(encoded) != 32 or y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _SQRT_M1 % _P
    if x * x % _P != square or (x == 0 and sign == 1):
        return None
    x = x if x & 1 == sign else _P - x
    return x, y, 1, x * y % _P


def _encoded(p: _Point) -> bytes:
    z = pow(p[2], -1, _P)
    x, y = p[0] * z % _P, p[1] * z % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


@lru_cache(maxsize=64)
def _key_point(public: bytes) -> _Point | None:
    """A key's point; None too where it is of small order: such a "key" would sign everything."""
    p = _point(public)
    is_small = p is not None and _encoded(_doubled(_doubled(_doubled(p)))) == _encoded(_NEUTRAL)
    return None if is_small else p


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little")) or _NEUTRAL


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether *signature* (64 bytes) is the Ed25519 signature of *message* by *public*."""
    key = _key_point(public)
    s = int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= _L:
        return False
    h = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % _L
    minus = (_P - key[0], key[1], 1, _P - key[3])
    sums = (_NEUTRAL, _BASE, minus, _added(_BASE, minus))
    point = _NEUTRAL
    for bit in range(252, -1, -1):
        point = _doubled(point)
        if digit := (s >> bit & 1) | (h >> bit & 1) << 1:
            point = _added(point, sums[digit])
    return _encoded(point) == signature[:32]


# ---------------------------------------------------------------- notes, keys, checkpoints

_NOTE_LIMIT = 16 * 1024


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes_of(text: object, what: str) -> bytes:
    """The bytes of base64 in its one canonical form; Python's decoder takes others too."""
    try:
        data = base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except ValueError:
        data = None
    if data is None or _b64(data) != text:
        raise _Fault(f"{what} is not base64")
    return data


@dataclass(frozen=True)
class Key:
    """A public key, by the name of the ledger whose checkpoints it signs."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signature lines name it."""
        return sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """As `bihuan audit key` prints it."""
        return f"{self.name}+{self.id.hex()}+{_b64(bytes([1]) + self.public)}"


def key_in(text: str) -> Key:
    """The key that a verifier key (`name+hash+base64`) says; raises `Unusable`."""
    name, _, rest = text.strip().partition("+")
    try:
        data = _bytes_of(rest.partition("+")[2], "the key")
    except _Fault:
        raise Unusable("the key is no verifier key: name+hash+base64 is expected") from None
    key = Key(name=name, public=data[1:])
    if data[:1] != b"\x01" or key.text != text.strip() or re.search(r"\s", name) or not name:
        raise Unusable("the key is damaged: its hash is another's, or it is not of Ed25519")
    if _key_point(key.public) is None:
        raise Unusable("the key is damaged: its bytes are no Ed25519 key")
    return key


@dataclass(frozen=True)
class Note:
    """A signed note: the text that is signed, and (name, key id, signature) in their order."""

    whole: str
    text: str
    signatures: Sequence[tuple[str, bytes, bytes]]

    def require(self, keys: Sequence[Key]) -> None:
        """Signed by exactly these keys in this order."""
        named = [(name, key) for name, key, _ in self.signatures]
        wanted = " and ".join(key.id.hex() for key in keys)
        if named != [(key.name, key.id) for key in keys]:
            found = " and ".join(key.hex() for _, key in named)
            raise _Fault(f"signed by {found}; the key that signs here is {wanted}")
        for key in keys:
            _require(self.is_signed_by(key), f"the signature by {key.id.hex()} is not valid")

    def is_signed_by(self, key: Key) -> bool:
        """Whether one of the signatures is that key's, and is valid."""
        return any(
            (name, id_) == (key.name, key.id)
            and is_signed(key.public, self.text.encode(), signature)
            for name, id_, signature in self.signatures
        )


def note_in(text: object) -> Note:
    """A signed note, every byte of it accounted for."""
    if not isinstance(text, str) or len(text) > _NOTE_LIMIT:
        raise _Fault("a signed note is expected")
    signed, gap, tail = text.rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or len(lines) < 2 or lines.pop():
        raise _Fault("a note ends with an empty line and its signatures")
    return Note(text, signed + "\n", [_signature_in(line) for line in lines])


def _signature_in(line: str) -> tuple[str, bytes, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.rpartition(" ")
    data = _bytes_of(encoded, "a signature")
    _require(dash == "—" and bool(name) and len(data) == 68, "a line of the note is no signature")
    return name, data[:4], data[4:]


@dataclass(frozen=True)
class Checkpoint:
    """What a signed checkpoint says: the ledger's root when it had so many rows."""

    origin: str
    size: int
    root: bytes
    note: Note


def checkpoint_in(text: object) -> Checkpoint:
    """A tlog-checkpoint without further lines."""
    note = note_in(text)
    lines = note.text.split("\n")
    _require(len(lines) == 4, "a checkpoint has three lines: origin, size and root")
    origin, size, root = lines[:3]
    _require(re.fullmatch("[1-9][0-9]{0,17}", size) is not None, "a checkpoint's size is a number")
    data = _bytes_of(root, "a checkpoint's root")
    _require(len(data) == 32, "a checkpoint's root has 32 bytes")
    return Checkpoint(origin=origin, size=int(size), root=data, note=note)


# ---------------------------------------------------------------- the tree (RFC 9162, 2.1)


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


_BEFORE_TOPIC, _BEFORE_STATE = Struct(">I13sIqI16sIqI"), Struct(">IqI")


def leaf_hash(
    position: int, stream: bytes, version: int, topic: str, at: int, state: bytes
) -> bytes:
    """The hash of a row: a zero byte, then a tag and each field behind its length, big-endian."""
    name = topic.encode()
    tagged = (13, b"bihuan-leaf-1", 8, position, 16, stream, 8, version, len(name))
    before, between = _BEFORE_TOPIC.pack(*tagged), _BEFORE_STATE.pack(8, at, len(state))
    return sha256(b"".join((b"\0", before, name, between, state))).digest()


class Tree:
    """A tree that grows leaf by leaf; it keeps the roots of its complete subtrees alone."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """One leaf more."""
        self._roots.append(leaf)
        self.size += 1
        full = self.size
        while full % 2 == 0:
            right = self._roots.pop()
            self._roots[-1] = _node(self._roots[-1], right)
            full //= 2

    def root(self) -> bytes:
        """Its root."""
        root = self._roots[-1]
        for left in self._roots[-2::-1]:
            root = _node(left, root)
        return root


def _sides(place: int, last: int) -> Sequence[bool]:
    """Of each step from a node to the root, whether what joins it there stands on its left."""
    sides: list[bool] = []
    while last:
        is_left = place & 1 == 1 or place == last
        while is_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        sides.append(is_left)
        place, last = place >> 1, last >> 1
    return sides


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2: whether *leaf* is the one at *index* (from 0) of the tree of that root."""
    sides, found = _sides(index, size - 1), leaf
    for step, is_left in zip(proof, sides, strict=False):
        found = _node(step, found) if is_left else _node(found, step)
    return index < size and len(proof) == len(sides) and found == root


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """RFC 9162, 2.1.4.2: whether the tree of *new* leaves begins with that of *old* (from 1)."""
    if old >= new or not proof:
        return old == new and not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    # The largest subtree that ends with the old tree: so many trailing ones has its last leaf.
    level = (old & -old).bit_length() - 1
    sides = _sides((old - 1) >> level, (new - 1) >> level)
    before = after = path[0]
    for step, is_left in zip(path[1:], sides, strict=False):
        before = _node(step, before) if is_left else before
        after = _node(step, after) if is_left else _node(after, step)
    return len(path) - 1 == len(sides) and before == old_root and after == new_root


# ---------------------------------------------------------------- lines

_LINE_LIMIT = 512 * 1024
_HEAD: Mapping[str, Sequence[str]] = {
    "full": ("format", "scope", "ledger", "origin", "size"),
    "partial": ("format", "scope", "selection", "ledger", "origin", "size"),
}
_ROW = ("position", "stream", "version", "topic", "at", "encoding", "state", "leaf")
_WITHHELD = ("position", "stream", "version", "topic", "at", "withheld", "leaf")
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Json = dict[str, object]


def _whole(text: str) -> int:
    if len(text) > 18:
        raise ValueError("a number of more than 18 digits")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no whole number")


_decoder = json.JSONDecoder(parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _object_in(line: bytes) -> Json:
    """The object of a line, of which there is one way only to write it."""
    _require(line.endswith(b"\n"), "the line is not ended: the file was cut, or is none of ours")
    try:
        value: object = _decoder.decode(line.decode())
        same = _encoder.encode(value).encode() == line[:-1]
    except (ValueError, RecursionError):
        raise _Fault("the line is not JSON as an export has it") from None
    if not isinstance(value, dict) or not same:
        raise _Fault("the line is not in canonical form: it was written by another hand")
    return value


def _is_number(value: object, wanted: int) -> bool:
    """Whether it is that number; Python would take `true` for 1."""
    return type(value) is int and value == wanted


class _Lines:
    """A file's lines; `number` is that of the present one, `before` the hash of those before."""

    def __init__(self, file: IO[bytes], total: int, progress: Progress) -> None:
        self._file, self._total, self._progress = file, total, progress
        self._done, self._line = 0, b""
        self.number = 0
        self.before = sha256()

    def __iter__(self) -> Iterator[Json]:
        while True:
            self.before.update(self._line)
            self.number += 1
            self._line = self._file.readline(_LINE_LIMIT + 1)
            if not self._line:
                return
            _require(len(self._line) <= _LINE_LIMIT, f"a line has at most {_LINE_LIMIT} bytes")
            yield _object_in(self._line)
            self._tell()

    def _tell(self) -> None:
        self._done += len(self._line)
        if self.number % 1000 == 0 or self._done == self._total:
            self._progress(self._done, self._total)


@dataclass(frozen=True)
class _Header:
    scope: str
    ledger: str
    origin: str
    size: int
    selection: Json


def _header_in(line: Json) -> _Header:
    scope, ledger, size = line.get("scope"), line.get("ledger"), line.get("size")
    fields = _HEAD.get(scope) if isinstance(scope, str) else None
    _require(fields is not None and tuple(line) == fields, "the header has other fields")
    if not isinstance(scope, str) or not isinstance(ledger, str) or type(size) is not int:
        raise _Fault("a field of the header is of the wrong kind")
    _require(_UUID.fullmatch(ledger) is not None and size > 0, "the header names no ledger")
    origin = f"bihuan/ledger/{ledger}"
    _require(line["origin"] == origin, f"the header's ledger and its origin differ: not {origin}")
    selection = line.get("selection", {})
    if not isinstance(selection, dict):
        raise _Fault("the header's selection is no object")
    return _Header(scope, ledger, origin, size, selection)


# ---------------------------------------------------------------- rows

_LEDGER_STREAM = "6c656467-6572-5000-8000-000000000001"


@dataclass(frozen=True)
class _Row:
    position: int
    stream: str
    version: int
    topic: str
    at: int
    state: bytes
    leaf: bytes


def _row_in(line: Json) -> _Row:
    """The row of a line whose fields are known to be those of a row."""
    position, stream, version, topic, at = _place_in(line)
    state, leaf = _state_in(line["encoding"], line["state"]), line["leaf"]
    own = leaf_hash(position, bytes.fromhex(stream.replace("-", "")), version, topic, at, state)
    _require(_b64(own) == leaf, f"the row was changed: its leaf is {_b64(own)}")
    return _Row(position, stream, version, topic, at, state, own)


def _withheld_in(line: Json) -> _Row:
    """A row whose leaf is told in the place of its state: what it says of itself is a claim."""
    position, stream, version, topic, at = _place_in(line)
    _require(line["withheld"] is True, "withheld is true, or the row is told")
    _require(stream != _LEDGER_STREAM, "a row of the ledger's own stream is withheld")
    leaf = _bytes_of(line["leaf"], "the leaf")
    _require(len(leaf) == 32, "a leaf has 32 bytes")
    return _Row(position, stream, version, topic, at, b"", leaf)


def _place_in(line: Json) -> tuple[int, str, int, str, int]:
    position, stream, version, topic, at = (line[name] for name in _ROW[:5])
    if not (type(position) is int and type(version) is int and type(at) is int):
        raise _Fault("position, version or at is no number")
    if not (isinstance(stream, str) and isinstance(topic, str) and _UUID.fullmatch(stream)):
        raise _Fault("stream or topic is none")
    return position, stream, version, topic, at


def _state_in(encoding: object, text: object) -> bytes:
    if encoding == "utf-8" and isinstance(text, str):
        return text.encode()
    _require(encoding == "base64", "a state is a text in utf-8 or base64")
    state = _bytes_of(text, "the state")
    try:
        state.decode()
    except UnicodeDecodeError:
        return state
    raise _Fault("the state is base64 though it is UTF-8")


_NOT_HANDED_ON = "the key that signed until here has not signed for the one that signs now"


class _Trust:
    """Who signs: the keys that the ledger adopted, and whether they lead to the one given."""

    def __init__(self, given: Sequence[Key], origin: str) -> None:
        self._given = [key for key in given if key.name == origin]
        names = ", ".join(key.name for key in given)
        _require(bool(self._given), f"this is {origin}; the key is of {names or 'nobody'}")
        self._origin = origin
        self._adopted: list[Key] = []
        self._told = 0
        self._signed: Key | None = None
        self.reached = False
        self.unlinked: list[int] = []

    @property
    def current(self) -> Key:
        """The key that was adopted last."""
        _require(bool(self._adopted), "no row before has adopted a key")
        return self._adopted[-1]

    @property
    def successor(self) -> str | None:
        """The current key, where it is none of those that were given."""
        return None if self.current in self._given else self.current.text

    def adopt(self, public: object) -> None:
        """The ledger adopts a key."""
        key = Key(name=self._origin, public=_bytes_of(public, "the adopted key"))
        _require(_key_point(key.public) is not None, "the adopted key is none")
        self._adopted.append(key)

    def check(self, said: Checkpoint) -> None:
        """Signed by the current key; where that is new, by the one before it too, if not lost."""
        signers = self._signers(said.note, is_new=len(self._adopted) > self._told)
        said.note.require(signers)
        is_given = any(key in self._given for key in signers)
        if self._signed is not None and self._signed not in signers:
            _require(is_given or not self.reached, _NOT_HANDED_ON)
            self.unlinked.append(said.size)
        self._told, self._signed = len(self._adopted), self.current
        self.reached = self.reached or is_given

    def check_alone(self, note: Note) -> None:
        """The same of a partial export, which does not say whether the key is new."""
        note.require(self._signers(note, is_new=True))

    def _signers(self, note: Note, *, is_new: bool) -> Sequence[Key]:
        both = is_new and len(note.signatures) == 2
        return self._adopted[-2:] if both else [self.current]

    def require_given(self, note: Note) -> None:
        """Of a partial export, whose checkpoints in between are not here: by the key itself."""
        if not any(note.is_signed_by(key) for key in self._given):
            found = " and ".join(key.hex() for _, key, _ in note.signatures)
            raise _Fault(f"signed by {found}, not by the key that was given")

    def require_reached(self) -> None:
        """Some checkpoint was signed by the key that was given."""
        given = ", ".join(key.id.hex() for key in self._given)
        _require(self.reached, f"no checkpoint was signed by the key that was given ({given})")

    def require_held(self, held: Checkpoint) -> None:
        """What the auditor holds was signed by the key that is current now."""
        signed = held.note.is_signed_by(self.current)
        _require(signed, "the checkpoint that you hold is not signed by the key of its time")


class _Rows:
    """What is to hold from row to row, of whatever selection."""

    def __init__(self, header: _Header, trust: _Trust) -> None:
        self._header, self._trust = header, trust
        self._versions: dict[str, int] = {}
        self._bare = "from" in header.selection
        self.at = 0
        self.position = 0
        self.count = 0

    def take(self, row: _Row) -> None:
        """The next row; its leaf was found right."""
        _require(row.at >= self.at, f"time goes back: at {row.at} behind {self.at}")
        before = self._versions.get(row.stream)
        wanted = row.version if before is None and self._bare else (before or 0) + 1
        _require(row.version == wanted, f"version {wanted} of stream {row.stream} is expected")
        self._versions[row.stream] = row.version
        self.at, self.position, self.count = row.at, row.position, self.count + 1
        if self.count == 1:
            self._require_genesis(row)
        elif row.stream == _LEDGER_STREAM and row.topic == "ledger.key-adopted":
            data = _data_of(row)
            _require(data.get("algorithm") == "ed25519", "a key of an unknown algorithm is adopted")
            self._trust.adopt(data.get("public"))

    def _require_genesis(self, row: _Row) -> None:
        first = (row.position, row.stream, row.topic) == (1, _LEDGER_STREAM, "ledger.opened")
        _require(first, "the first row does not open a ledger")
        ledger = _data_of(row).get("ledger")
        _require(ledger == self._header.ledger, f"the row opens another ledger: {ledger}")


def _data_of(row: _Row) -> Json:
    try:
        state: object = _decoder.decode(row.state.decode())
    except (ValueError, RecursionError):
        raise _Fault("the state of the ledger's own row is not JSON") from None
    data: object = state.get("data") if isinstance(state, dict) else None
    if not isinstance(data, dict):
        raise _Fault("the state of the ledger's own row has no data")
    return data


# ---------------------------------------------------------------- a full export


class _Full:
    """Every row from the first on, and the stored checkpoints at their places.

    `position` is that which the present line concerns, from `since` on where that is a number.
    """

    def __init__(self, header: _Header, trust: _Trust, held: Checkpoint | None) -> None:
        self._header, self._trust, self._held = header, trust, held
        self._rows = _Rows(header, trust)
        self._tree = Tree()
        self._agreed = self._vouched = self._checkpoints = 0
        self._note = ""
        self.position = 1
        self.since: int | None = None
        _require_not_beyond(held, header)

    def take(self, line: Json, _before: bytes) -> None:
        """The next line."""
        _require(self._agreed < self._header.size, "something stands behind the last checkpoint")
        if tuple(line) == _ROW:
            self._take_row(line)
        elif tuple(line) == ("checkpoint", "number"):
            self.since = self._agreed + 1
            self.position = max(self._tree.size, self.since)
            self._take_checkpoint(line)
        else:
            raise _Fault("neither a row nor a checkpoint")
        self.position, self.since = self._tree.size + 1, None

    def _take_row(self, line: Json) -> None:
        wanted, found = self.position, line["position"]
        _require(wanted <= self._header.size, f"the header promises {self._header.size} rows only")
        _require(found == wanted, f"position {wanted} is expected, position {found} is here")
        row = _row_in(line)
        self._rows.take(row)
        self._tree.add(row.leaf)
        if self._held is not None and self._held.size == self._tree.size:
            self._require_held(self._held)

    def _require_held(self, held: Checkpoint) -> None:
        self.since = self._agreed + 1
        reason = f"the checkpoint that you hold has another root at size {held.size}"
        _require(held.root == self._tree.root(), f"{reason}: the past was changed")
        self._trust.require_held(held)

    def _take_checkpoint(self, line: Json) -> None:
        number = self._checkpoints + 1
        said = checkpoint_in(line["checkpoint"])
        size, origin = self._tree.size, self._header.origin
        _require(said.origin == origin, f"a checkpoint of another ledger: {said.origin}")
        self.position = max(size, min(said.size, self._header.size))
        _require(said.size == size, f"a checkpoint of size {said.size} behind position {size}")
        is_next = _is_number(line["number"], number) and size > self._agreed
        _require(is_next, f"checkpoint {number} of the file is expected here, of a size of its own")
        same = said.root == self._tree.root()
        _require(same, "these rows do not make up the root that the checkpoint says")
        # Without a signature that leads to the given key, what agreed until here proves nothing.
        self.since = self._vouched + 1
        self._trust.check(said)
        self._agreed, self._checkpoints, self._note = size, number, said.note.whole
        self._vouched = size if self._trust.reached else 0

    def ended(self) -> Verified:
        """Behind the last line: nothing may be missing."""
        size, header = self._tree.size, self._header
        _require(size == header.size, f"the file ends; the header promises {header.size} rows")
        self.position, self.since = size, self._vouched + 1
        _require(self._agreed == size, "the file ends without a checkpoint of all its rows")
        self._trust.require_reached()
        held, unlinked = self._held.size if self._held else None, tuple(self._trust.unlinked)
        told = Verified("full", header.ledger, size, size, self._tree.root(), self._note, held)
        newest, successor = self._rows.at, self._trust.successor
        return replace(told, unlinked=unlinked, newest=newest, successor=successor)


def _require_not_beyond(held: Checkpoint | None, header: _Header) -> None:
    if held is None:
        return
    _require(held.origin == header.origin, f"the checkpoint that you hold is of {held.origin}")
    reason = f"the file ends at {header.size}, before the checkpoint that you hold ({held.size})"
    _require(held.size <= header.size, f"{reason}: it is older, or the ledger was set back")


# ---------------------------------------------------------------- a partial export

_NOTHING_LEFT_OUT = "A selection: it does not prove that nothing was left out."


class _Partial:
    """A checkpoint, rows with their proofs, and a manifest that binds the file."""

    since: int | None = None

    def __init__(self, header: _Header, trust: _Trust, held: Checkpoint | None) -> None:
        self._header, self._trust, self._held = header, trust, held
        self._rows = _Rows(header, trust)
        self._within = _selection_in(header.selection)
        self._said: Checkpoint | None = None
        self._is_bound = self._is_linked = False
        self._withheld = 0
        self._old_signed = held is None
        self.position = 1
        _require_not_beyond(held, header)

    def take(self, line: Json, before: bytes) -> None:
        """The next line; *before* is the hash of all before it."""
        _require(not self._is_bound, "something stands behind the manifest")
        if self._said is None:
            self._said = self._checkpoint(line)
        elif tuple(line) == ("consistency",) and not self._is_linked and not self._rows.count:
            self._take_link(line["consistency"], self._said)
        elif tuple(line) == (*_ROW, "proof"):
            self._take_row(line, _row_in, self._said)
        elif tuple(line) == (*_WITHHELD, "proof"):
            self._take_row(line, _withheld_in, self._said)
            self._withheld += 1
        elif tuple(line) == ("manifest",):
            self._take_manifest(line["manifest"], self._said, before)
        else:
            raise _Fault("neither a row nor the manifest")
        self.position = self._rows.position + 1

    def _checkpoint(self, line: Json) -> Checkpoint:
        _require(tuple(line) == ("checkpoint", "number"), "the checkpoint is expected here")
        _require(_is_number(line["number"], 1), "a selection has one checkpoint")
        said, header = checkpoint_in(line["checkpoint"]), self._header
        same = (said.origin, said.size) == (header.origin, header.size)
        _require(same, f"the checkpoint is of {said.origin} at size {said.size}, not the header's")
        self._trust.require_given(said.note)
        return said

    def _take_link(self, link: object, said: Checkpoint) -> None:
        if not isinstance(link, dict) or tuple(link) != ("from", "proof"):
            raise _Fault("a consistency proof has from and proof")
        self._is_linked, held = True, self._held
        if held is None:
            return
        same = _is_number(link["from"], held.size)
        _require(same, f"a consistency proof from {held.size} is expected")
        proof = _hashes(link["proof"])
        same = is_consistent(held.size, held.root, said.size, said.root, proof)
        _require(same, f"the ledger does not continue the checkpoint that you hold ({held.size})")

    def _take_row(self, line: Json, read: Callable[[Json], _Row], said: Checkpoint) -> None:
        found = line["position"]
        self.position = found if isinstance(found, int) else self.position
        row = read(line)
        ascending = self._rows.position < row.position <= said.size
        _require(ascending, f"position {row.position} behind {self._rows.position}")
        proof = _hashes(line["proof"])
        included = is_included(row.leaf, row.position - 1, said.size, proof, said.root)
        _require(included, f"the proof does not lead from position {row.position} to the root")
        self._require_signed_by(row.position)
        self._rows.take(row)
        if row.stream != _LEDGER_STREAM:
            _require(row.at in self._within, "the row is not of the period that was selected")

    def _require_signed_by(self, upto: int) -> None:
        """Before the row at *upto*: once it is passed, the key of a held checkpoint is known."""
        if self._held is not None and not self._old_signed and self._held.size < upto:
            self._trust.require_held(self._held)
            self._old_signed = True

    def _take_manifest(self, text: object, said: Checkpoint, before: bytes) -> None:
        note, header = note_in(text), self._header
        self._require_signed_by(header.size + 1)
        facts = (f"size {header.size}", f"rows {self._rows.count}", f"sha256 {_b64(before)}")
        wanted = ("bihuan export manifest 1", header.origin, *facts, _NOTHING_LEFT_OUT, "")
        for found, expected in zip(note.text.split("\n"), wanted, strict=False):
            _require(found == expected, f'the manifest does not fit: "{expected}" is expected')
        _require(note.text == "\n".join(wanted), "the manifest says more or less than it should")
        self._trust.check_alone(said.note)
        note.require([self._trust.current])
        self._is_bound = True

    def ended(self) -> Verified:
        """Behind the last line: nothing may be missing."""
        if self._said is None or not self._is_bound:
            raise _Fault("the file ends without its manifest: it was cut")
        linked = self._held is None or self._is_linked
        _require(linked, "no consistency proof: ask for an export made with --checkpoint")
        since, said = self._held.size if self._held else None, self._said
        rows, ledger, note = self._rows.count, self._header.ledger, said.note.whole
        told = Verified("partial", ledger, rows, said.size, said.root, note, since)
        return replace(told, successor=self._trust.successor, withheld=self._withheld)


def _hashes(proof: object) -> Sequence[bytes]:
    if not isinstance(proof, list) or len(proof) > 64 * 2:
        raise _Fault("a proof is a list of hashes")
    hashes = [_bytes_of(one, "a hash of the proof") for one in proof]
    _require(all(len(one) == 32 for one in hashes), "a hash of the proof has not 32 bytes")
    return hashes


def _selection_in(selection: Json) -> range:
    """The moments (µs) that a selection admits; all where it selects by something else."""
    values = [value for value in selection.values() if isinstance(value, str)]
    if tuple(selection) in (("committee",), ("issue",), ("ballot",)) and values:
        _require(_UUID.fullmatch(values[0]) is not None, "the selection names no stream")
        return range(2**63)
    _require(tuple(selection) == ("from", "to") and len(values) == 2, "an unknown selection")
    first, last = (_moment_in(value) for value in values)
    return range(first, last)


def _moment_in(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
        _require(moment.isoformat() == text, "a time of the selection is not RFC 3339")
        epoch = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
        return (moment - epoch) // timedelta(microseconds=1)
    except (ValueError, TypeError, OverflowError):
        raise _Fault("a time of the selection is not RFC 3339") from None


# ---------------------------------------------------------------- from outside


def verify(
    path: str | Path,
    keys: Iterable[Key],
    checkpoint: Checkpoint | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Verified:
    """Check the export at *path*; *checkpoint* is one that the caller holds from before.

    Raises `Refused` where it is not what the owner of one of *keys* signed, `Unusable` where
    it is no export at all.
    """
    try:
        total = Path(path).stat().st_size
        with open(path, "rb") as file:
            _require_ours(path, file.peek(64)[:64])
            return _verified(_Lines(file, total, progress), list(keys), checkpoint)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def _require_ours(path: str | Path, beginning: bytes) -> None:
    if not beginning:
        raise Unusable(f"{path}: the file is empty")
    if not beginning.startswith(b'{"format":"bihuan-export-1",'):
        raise Unusable(f"{path}: no Bihuan export (bihuan-export-1), judging by its first line")


def _verified(lines: _Lines, keys: Sequence[Key], held: Checkpoint | None) -> Verified:
    walk: _Full | _Partial | None = None
    try:
        for line in lines:
            if walk is None:
                walk = _begun(line, keys, held)
            else:
                walk.take(line, lines.before.digest() if "manifest" in line else b"")
        if walk is None:
            raise _Fault("the header is missing")
        return walk.ended()
    except _Fault as fault:
        raise _located(fault, lines.number, walk) from None


def _begun(line: Json, keys: Sequence[Key], held: Checkpoint | None) -> "_Full | _Partial":
    header = _header_in(line)
    walk = _Full if header.scope == "full" else _Partial
    return walk(header, _Trust(keys, header.origin), held)


def _located(fault: _Fault, line: int, walk: "_Full | _Partial | None") -> Refused:
    if walk is None:
        return Refused(line, None, fault.reason)
    return Refused(line, walk.position, fault.reason, walk.since)


# ---------------------------------------------------------------- the command


def read_key(text: str) -> Key:
    """The key that *text* is, or that the file of that name holds; raises `Unusable`."""
    if re.search(r"\+[0-9a-f]{8}\+", text):
        return key_in(text)
    return key_in(_short_text(text, "key"))


def read_checkpoint(path: str) -> Checkpoint:
    """The checkpoint in a file that holds nothing else; raises `Unusable`."""
    try:
        return checkpoint_in(_short_text(path, "checkpoint"))
    except _Fault as fault:
        raise Unusable(f"{path}: no checkpoint: {fault.reason}") from None


def keep(verified: Verified, path: str | None) -> None:
    """Keep its checkpoint in a new file, where one is named; raises `Unusable`."""
    try:
        if path is not None:
            with open(path, "x", encoding="utf-8", newline="") as file:
                file.write(verified.note)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def _short_text(path: str, what: str) -> str:
    try:
        with open(path, "rb") as file:
            content = file.read(_NOTE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no name of a file"
        raise Unusable(f"{path[:200]}: {reason}") from None
    try:
        # Some editors put a mark before a text that they keep.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text or len(content) > _NOTE_LIMIT:
        raise Unusable(f"{path}: no {what}")
    return text


def _bar(done: int, total: int) -> None:
    filled = 30 * done // max(total, 1)
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\rverifying [{'#' * filled:<30}] {100 * done // max(total, 1)} %{end}")
    sys.stderr.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(description="Check an export of a Bihuan ledger.")
    parser.add_argument("file", help="the export")
    parser.add_argument("--key", required=True, help="its public key, or a file that holds it")
    parser.add_argument("--checkpoint", help="a file with a checkpoint that you hold from before")
    parser.add_argument("--keep", help="a new file for the checkpoint that was found good")
    asked = parser.parse_args(arguments)
    try:
        print("\n".join(_checked(asked).lines()))
    except Refused as error:
        return _left(f"refused: {error}", 1)
    except Unusable as error:
        return _left(f"unusable: {error}", 2)
    except KeyboardInterrupt:
        return _left("unusable: it was stopped before the end", 2)
    return 0


def _left(why: str, status: int) -> int:
    line_end = "\n" if sys.stderr.isatty() else ""
    print(f"{line_end}{why}", file=sys.stderr)
    return status


def _checked(asked: argparse.Namespace) -> Verified:
    told: Progress = _bar if sys.stderr.isatty() else lambda _done, _total: None
    held = read_checkpoint(asked.checkpoint) if asked.checkpoint else None
    verified = verify(asked.file, [read_key(asked.key)], held, told)
    keep(verified, asked.keep)
    return verified


if __name__ == "__main__":
    sys.exit(main())
