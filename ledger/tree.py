"""The Merkle tree over the ledger (RFC 9162, section 2.1), with SHA-256.

A leaf covers a row as it is stored, never re-encoded. The head keeps only the tree's right
edge: the roots of its complete subtrees, largest first. That is enough to append and to know
the root, in O(log n).
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

_LEAF_TAG = b"bihuan-leaf-1"
_HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

LOWEST = 8
"""The level from which on roots of complete subtrees are stored; those below are recomputed from
the rows, of which there are at most 256. So a node is written once in 128 events."""


class Place(NamedTuple):
    """A complete subtree: of the leaves place · 2^level … (place + 1) · 2^level - 1, from 0."""

    level: int
    place: int


class Node(NamedTuple):
    """A complete subtree with its root, as the table of nodes has it."""

    level: int
    place: int
    hash: bytes


def leaf_bytes(
    *, position: int, stream: UUID, version: int, topic: str, at: int, state: bytes
) -> bytes:
    """The bytes that a leaf hash covers: a tag, then each field behind its length.

    Lengths are 4 bytes big-endian; integers are 8 bytes big-endian, signed; the stream is its
    16 bytes; the topic is UTF-8.
    """
    fields = (
        _LEAF_TAG,
        position.to_bytes(8, "big", signed=True),
        stream.bytes,
        version.to_bytes(8, "big", signed=True),
        topic.encode(),
        at.to_bytes(8, "big", signed=True),
        state,
    )
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def leaf_hash(leaf: bytes) -> bytes:
    """RFC 9162: a leaf is hashed behind a zero byte, so that it can never pass for a node."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162: two subtrees are hashed behind a one byte."""
    return sha256(b"\x01" + left + right).digest()


def grow(
    edge: bytes, size: int, leaves: Iterable[bytes], completed: list[Node] | None = None
) -> bytes:
    """The edge of a tree of *size* leaves after the leaf hashes in *leaves* are appended.

    The subtrees of level `LOWEST` and above which these complete are added to *completed*.
    """
    roots = [edge[i : i + _HASH_SIZE] for i in range(0, len(edge), _HASH_SIZE)]
    for leaf in leaves:
        roots.append(leaf)
        size += 1
        for level in range(1, (size & -size).bit_length()):
            right = roots.pop()
            roots[-1] = node_hash(roots[-1], right)
            if level >= LOWEST and completed is not None:
                completed.append(Node(level, (size >> level) - 1, roots[-1]))
    return b"".join(roots)


def root(edge: bytes) -> bytes:
    """The root hash of the tree with that edge."""
    if not edge:
        return EMPTY_ROOT
    roots = [edge[i : i + _HASH_SIZE] for i in range(0, len(edge), _HASH_SIZE)]
    result = roots.pop()
    while roots:
        result = node_hash(roots.pop(), result)
    return result
