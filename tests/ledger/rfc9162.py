"""RFC 9162's trees, proofs and their verification, word for word.

Nothing here is imported from the program, so that both cannot share one mistake.
"""

from collections.abc import Sequence
from hashlib import sha256

Hashes = Sequence[bytes]


def node_of(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def tree_hash(leaves: Hashes) -> bytes:
    """MTH of section 2.1.1, of leaves that are hashed already."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = below(len(leaves))
    return node_of(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


def below(n: int) -> int:
    """The largest power of two smaller than *n*."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: Hashes) -> list[bytes]:
    """PATH(m, D_n) of section 2.1.3.1."""
    n = len(leaves)
    if n == 1:
        return []
    k = below(n)
    if m < k:
        return [*path(m, leaves[:k]), tree_hash(leaves[k:])]
    return [*path(m - k, leaves[k:]), tree_hash(leaves[:k])]


def proof(m: int, leaves: Hashes) -> list[bytes]:
    """PROOF(m, D_n) of section 2.1.4.1."""
    return _subproof(m, leaves, whole=True)


def _subproof(m: int, leaves: Hashes, *, whole: bool) -> list[bytes]:
    n = len(leaves)
    if m == n:
        return [] if whole else [tree_hash(leaves)]
    k = below(n)
    if m <= k:
        return [*_subproof(m, leaves[:k], whole=whole), tree_hash(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], whole=False), tree_hash(leaves[:k])]


def includes(leaf: bytes, index: int, size: int, given: Hashes, root: bytes) -> bool:
    """Verification of section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in given:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_of(p, r)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            r = node_of(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def continues(old: int, new: int, given: Hashes, first: bytes, second: bytes) -> bool:
    """Verification of section 2.1.4.2, of trees that are neither empty nor the same."""
    rest = list(given)
    if not rest:
        return False
    if old & (old - 1) == 0:
        rest.insert(0, first)
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = rest[0]
    for c in rest[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_of(c, fr), node_of(c, sr)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_of(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first and sr == second
