"""A small ledger written by hand, in the export's format: what the verifier reads is made here by
the definitions of RFC 9162 and of `cryptography`, not by the program.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.verify import Key

LEDGER = UUID("0198a000-0000-7000-8000-000000000001")
LEDGER_STREAM = UUID("6c656467-6572-5000-8000-000000000001")
STATES = (
    '{"v":1,"data":{"note":"路灯坏了"}}'.encode(),
    b'{"v":1,"data":{"note":"a \\"quoted\\" word"}}',
    b"\xff\xfe\x00 no text",
    b"",
    "\u2028\x7f\t𝄞".encode(),
)


def b64(data: bytes) -> str:
    """Base64, as the format has it."""
    return base64.b64encode(data).decode()


def canonical(value: Mapping[str, Any]) -> bytes:
    """One line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True)
class Signer:
    """A secret key under a ledger's name."""

    seed: int
    name: str = f"bihuan/ledger/{LEDGER}"

    @property
    def private(self) -> Ed25519PrivateKey:
        """The key itself, the same for the same seed."""
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @property
    def key(self) -> Key:
        """Its public half."""
        return Key(name=self.name, public=self.private.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """Its signature of a note's text."""
        return f"— {self.name} {b64(self.key.id + self.private.sign(text.encode()))}\n"


FIRST, SECOND, FOREIGN = Signer(1), Signer(2), Signer(9)


def note(text: str, *signers: Signer) -> str:
    """A signed note."""
    return text + "\n" + "".join(signer.line(text) for signer in signers)


def leaf(row: Mapping[str, Any], state: bytes) -> bytes:
    """The leaf hash of a row, field by field."""
    numbers = [row[name].to_bytes(8, "big") for name in ("position", "version", "at")]
    stream, topic = UUID(row["stream"]).bytes, row["topic"].encode()
    fields = (b"bihuan-leaf-1", numbers[0], stream, numbers[1], topic, numbers[2], state)
    framed = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    return sha256(b"\0" + framed).digest()


def split(count: int) -> int:
    """The largest power of two below *count*."""
    return 1 << (count - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\1" + root(leaves[:k]) + root(leaves[k:])).digest()


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), root(leaves[k:])]
    return [*path(index - k, leaves[k:]), root(leaves[:k])]


def subproof(old: int, leaves: Sequence[bytes], *, known: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if old == len(leaves):
        return [] if known else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*subproof(old, leaves[:k], known=known), root(leaves[k:])]
    return [*subproof(old - k, leaves[k:], known=False), root(leaves[:k])]


def row(position: int, stream: UUID, version: int, topic: str, state: bytes) -> dict[str, Any]:
    """The line of a row; its moment goes with its position."""
    try:
        encoding, text = "utf-8", state.decode()
    except UnicodeDecodeError:
        encoding, text = "base64", b64(state)
    fields: dict[str, Any] = {"position": position, "stream": str(stream), "version": version}
    fields |= {"topic": topic, "at": 1_785_542_400_000_000 + position * 1_000_000}
    fields |= {"encoding": encoding, "state": text}
    return fields | {"leaf": b64(leaf(fields, state))}


def hidden(told: Mapping[str, Any]) -> dict[str, Any]:
    """The line of a row that is withheld."""
    place = {name: told[name] for name in ("position", "stream", "version", "topic", "at")}
    return place | {"withheld": True, "leaf": told["leaf"]}


def adoption(signer: Signer) -> bytes:
    """The state of `ledger.key-adopted`."""
    data = {"algorithm": "ed25519", "public": b64(signer.key.public)}
    return canonical({"v": 1, "data": data}).strip()


@dataclass(frozen=True)
class Small:
    """A ledger of some rows; `adopted` are its keys by the positions of their rows."""

    size: int = 40
    ledger: UUID = LEDGER
    adopted: Sequence[tuple[int, Signer]] = ((2, FIRST), (21, SECOND))

    @property
    def origin(self) -> str:
        """Its name."""
        return f"bihuan/ledger/{self.ledger}"

    def rows(self) -> list[dict[str, Any]]:
        """Every row."""
        versions: dict[UUID, int] = {}
        return [self._row(position, versions) for position in range(1, self.size + 1)]

    def _row(self, position: int, versions: dict[UUID, int]) -> dict[str, Any]:
        adopted = dict(self.adopted).get(position)
        stream, topic = uuid5(self.ledger, str(position % 7)), "issue.replied"
        state = STATES[position % len(STATES)]
        if position == 1:
            state = canonical({"v": 1, "data": {"ledger": str(self.ledger)}}).strip()
            stream, topic = LEDGER_STREAM, "ledger.opened"
        elif adopted:
            stream, topic, state = LEDGER_STREAM, "ledger.key-adopted", adoption(adopted)
        versions[stream] = versions.get(stream, 0) + 1
        return row(position, stream, versions[stream], topic, state)

    def leaves(self, size: int | None = None) -> list[bytes]:
        """Of the first *size* rows."""
        return [base64.b64decode(one["leaf"]) for one in self.rows()[:size]]

    def checkpoint(self, size: int, *signers: Signer) -> str:
        """The note of the checkpoint of that size; by whom it has to be where nobody is named."""
        now = [signer for position, signer in self.adopted if position <= size]
        text = f"{self.origin}\n{size}\n{b64(root(self.leaves(size)))}\n"
        return note(text, *(signers or now[-1:]))

    def full(self, *checkpoints: tuple[int, str]) -> bytes:
        """The full export with these checkpoints by their sizes."""
        notes, number = dict(checkpoints), 0
        head = {"format": "bihuan-export-1", "scope": "full", "ledger": str(self.ledger)}
        lines = [canonical(head | {"origin": self.origin, "size": self.size})]
        for one in self.rows():
            lines.append(canonical(one))
            if one["position"] in notes:
                number += 1
                said = {"checkpoint": notes[one["position"]], "number": number}
                lines.append(canonical(said))
        return b"".join(lines)

    def partial(
        self,
        positions: Sequence[int],
        selection: Mapping[str, str],
        *signers: Signer,
        since: int | None = None,
        withheld: Sequence[int] = (),
    ) -> bytes:
        """A selection of rows, with a consistency proof where *since* is given.

        Of those *withheld*, the leaf stands in the place of the state.
        """
        rows, leaves = self.rows(), self.leaves()
        head: dict[str, Any] = {"format": "bihuan-export-1", "scope": "partial"}
        head |= {"selection": selection}
        head |= {"ledger": str(self.ledger), "origin": self.origin, "size": self.size}
        note_text = self.checkpoint(self.size, *signers)
        lines: list[dict[str, Any]] = [head, {"checkpoint": note_text, "number": 1}]
        if since is not None:
            proof = [b64(one) for one in subproof(since, leaves)]
            lines.append({"consistency": {"from": since, "proof": proof}})
        for one in positions:
            proof = [b64(step) for step in path(one - 1, leaves)]
            row = hidden(rows[one - 1]) if one in withheld else rows[one - 1]
            lines.append(row | {"proof": proof})
        return self.bound(b"".join(map(canonical, lines)), len(positions), *signers)

    def bound(self, content: bytes, count: int, *signers: Signer) -> bytes:
        """*content* with its manifest."""
        digest = b64(sha256(content).digest())
        text = (
            f"bihuan export manifest 1\n{self.origin}\nsize {self.size}\nrows {count}\n"
            f"sha256 {digest}\nA selection: it does not prove that nothing was left out.\n"
        )
        return content + canonical({"manifest": note(text, *(signers or (self.adopted[-1][1],)))})

    def usual(self) -> bytes:
        """A full export with a rotation at 21 and checkpoints around it."""
        sizes = (7, 15, 30, self.size)
        notes = [(size, self.checkpoint(size)) for size in sizes]
        return self.full(*notes, (21, self.checkpoint(21, FIRST, SECOND)))
