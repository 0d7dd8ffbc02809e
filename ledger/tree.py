"""The Merkle tree over the ledger (RFC 9162, section 2.1), with SHA-256.

A leaf covers a row as it is stored, never re-encoded. The head keeps only the tree's right
edge: the roots of its complete subtrees, largest first. That is enough to append and to know
the root, in O(log n).
"""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

_LEAF_TAG = b"bihuan-leaf-1"
_HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


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


def grow(edge: bytes, size: int, leaves: Iterable[bytes]) -> bytes:
    """The edge of a tree of *size* leaves after the leaf hashes in *leaves* are appended."""
    roots = [edge[i : i + _HASH_SIZE] for i in range(0, len(edge), _HASH_SIZE)]
    for leaf in leaves:
        roots.append(leaf)
        size += 1
        for _ in range((size & -size).bit_length() - 1):
            right = roots.pop()
            roots[-1] = node_hash(roots[-1], right)
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
