"""How the lines of an export are written: NDJSON, one canonical object a line.

Canonical is JSON without spaces, text as UTF-8, keys in the order that stands here. The verifier
writes each line again and compares the bytes, so that there is one way only to say a thing.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from ledger.checkpoints import origin_of
from ledger.envelope import Row
from ledger.log import leaf_of

FORMAT = "bihuan-export-1"
ROW = b'{"position":'
"""How a row's line begins, and no other."""
MANIFEST = "bihuan export manifest 1"
_LACK = "A selection: it does not prove that nothing was left out."

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def header(ledger: UUID, size: int, selection: Mapping[str, str] | None = None) -> bytes:
    """The first line; *selection* is None for everything."""
    begun: dict[str, object] = {"format": FORMAT, "scope": "full"}
    if selection is not None:
        begun |= {"scope": "partial", "selection": selection}
    return _line(begun | {"ledger": str(ledger), "origin": origin_of(ledger), "size": size})


def row(stored: Row, proof: Sequence[bytes] | None = None) -> bytes:
    """A row as it is stored, with its leaf; in a selection also with its proof."""
    encoding, state = _text_of(stored.state)
    said = _place(stored) | {"encoding": encoding, "state": state, "leaf": _leaf(stored)}
    if proof is not None:
        said["proof"] = [_b64(one) for one in proof]
    return _line(said)


def withheld(stored: Row, proof: Sequence[bytes]) -> bytes:
    """A row of a selection that the reader may not see: its leaf is proven, its state not told."""
    said = _place(stored) | {"withheld": True, "leaf": _leaf(stored)}
    return _line(said | {"proof": [_b64(one) for one in proof]})


def checkpoint(note: str, number: int) -> bytes:
    """A signed checkpoint, the how many-th of the file: so none can be taken out unnoticed."""
    return _line({"checkpoint": note, "number": number})


def consistency(old: int, proof: Sequence[bytes]) -> bytes:
    """The proof that the ledger continues its checkpoint of size *old*."""
    return _line({"consistency": {"from": old, "proof": [_b64(one) for one in proof]}})


def manifest(note: str) -> bytes:
    """The signed manifest, a selection's last line."""
    return _line({"manifest": note})


def manifest_text(ledger: UUID, size: int, rows: int, digest: bytes) -> str:
    """What a manifest says of the *rows* and of all bytes before it, whose SHA-256 is *digest*."""
    facts = (f"size {size}", f"rows {rows}", f"sha256 {_b64(digest)}")
    return "\n".join((MANIFEST, origin_of(ledger), *facts, _LACK, ""))


def _place(stored: Row) -> dict[str, object]:
    return {
        "position": stored.position,
        "stream": str(stored.stream),
        "version": stored.version,
        "topic": stored.topic,
        "at": stored.at,
    }


def _leaf(stored: Row) -> str:
    return _b64(leaf_of(stored))


def _text_of(state: bytes) -> tuple[str, str]:
    try:
        return "utf-8", state.decode()
    except UnicodeDecodeError:
        return "base64", _b64(state)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _line(said: Mapping[str, object]) -> bytes:
    return _encode(said).encode() + b"\n"
