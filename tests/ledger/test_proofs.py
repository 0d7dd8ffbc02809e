"""Proofs: the public vectors, every one up to 200 leaves, and those of a ledger."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

import pytest
from Crypto.Hash import SHA256
from eventsourcing.persistence import StoredEvent

from ledger.database import Database
from ledger.log import leaf_of, read_log
from ledger.nodes import roots_within
from ledger.proofs import (
    BadSpan,
    Span,
    complete_in,
    consistency,
    consistency_path,
    hash_of,
    inclusion,
    inclusion_path,
)
from ledger.recorder import LedgerRecorder
from ledger.tree import Place, leaf_hash
from tests.ledger import rfc9162
from tests.ledger.test_tree import PUBLIC_LEAVES, PUBLIC_ROOTS

MOST = 200
LEAVES = [SHA256.new(b"leaf %d" % number).digest() for number in range(MOST)]
ROOTS = [rfc9162.tree_hash(LEAVES[:size]) for size in range(MOST + 1)]
NODES = roots_within(LEAVES, 0)

# As RFC 6962's implementations publish them for the same eight leaves: (leaf from 1, size).
PUBLIC_PATHS: Mapping[tuple[int, int], Sequence[str]] = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (3, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (2, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
PUBLIC_PROOFS: Mapping[tuple[int, int], Sequence[str]] = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
PUBLIC_HASHES = [leaf_hash(leaf) for leaf in PUBLIC_LEAVES]


def made(spans: Sequence[Span], nodes: Mapping[Place, bytes]) -> list[bytes]:
    return [hash_of(span, nodes) for span in spans]


@pytest.mark.parametrize(("leaf", "size"), PUBLIC_PATHS)
def test_an_audit_path_is_the_published_one(leaf: int, size: int) -> None:
    published = [bytes.fromhex(one) for one in PUBLIC_PATHS[leaf, size]]
    assert published == rfc9162.path(leaf - 1, PUBLIC_HASHES[:size])
    assert made(inclusion_path(leaf - 1, size), roots_within(PUBLIC_HASHES, 0)) == published
    root = bytes.fromhex(PUBLIC_ROOTS[size - 1])
    assert rfc9162.includes(PUBLIC_HASHES[leaf - 1], leaf - 1, size, published, root)


@pytest.mark.parametrize(("old", "new"), PUBLIC_PROOFS)
def test_a_consistency_proof_is_the_published_one(old: int, new: int) -> None:
    published = [bytes.fromhex(one) for one in PUBLIC_PROOFS[old, new]]
    assert published == rfc9162.proof(old, PUBLIC_HASHES[:new])
    assert made(consistency_path(old, new), roots_within(PUBLIC_HASHES, 0)) == published


def test_every_inclusion_proof_up_to_200() -> None:
    for size in range(1, MOST + 1):
        for leaf in range(size):
            given = made(inclusion_path(leaf, size), NODES)
            assert rfc9162.includes(LEAVES[leaf], leaf, size, given, ROOTS[size]), (leaf, size)


def test_every_consistency_proof_up_to_200() -> None:
    for new in range(1, MOST + 1):
        assert consistency_path(new, new) == []
        for old in range(1, new):
            given = made(consistency_path(old, new), NODES)
            assert rfc9162.continues(old, new, given, ROOTS[old], ROOTS[new]), (old, new)


def test_no_proof_holds_for_another_leaf_or_root() -> None:
    """Else the two tests above could not fail."""
    for size in range(2, 40):
        for leaf in range(size):
            given, other = made(inclusion_path(leaf, size), NODES), (leaf + 1) % size
            assert not rfc9162.includes(LEAVES[other], leaf, size, given, ROOTS[size])
            assert not rfc9162.includes(LEAVES[leaf], other, size, given, ROOTS[size])
            assert not rfc9162.includes(LEAVES[leaf], leaf, size, given, ROOTS[size - 1])
        for old in range(1, size):
            given = made(consistency_path(old, size), NODES)
            assert not rfc9162.continues(old, size, given, ROOTS[old + 1], ROOTS[size])
            assert not rfc9162.continues(old, size, given, ROOTS[old], ROOTS[size + 1])


@pytest.mark.parametrize("size", [1, 2, 7, 8, 100, 200])
def test_a_span_is_its_complete_subtrees_in_order(size: int) -> None:
    covered = [
        leaf
        for level, place in complete_in(Span(0, size))
        for leaf in range(place << level, (place + 1) << level)
    ]
    assert covered == list(range(size))
    assert len(complete_in(Span(0, size))) == size.bit_count()


@pytest.mark.parametrize(("leaf", "size"), [(-1, 1), (0, 0), (1, 1), (5, 3)])
def test_there_is_no_path_to_a_leaf_outside(leaf: int, size: int) -> None:
    with pytest.raises(BadSpan):
        inclusion_path(leaf, size)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (-1, 5), (6, 5)])
def test_nothing_is_continued_by_less(old: int, new: int) -> None:
    with pytest.raises(BadSpan):
        consistency_path(old, new)


@pytest.mark.parametrize("size", [1, 3, 255, 256, 257, 600, 1 << 40])
def test_a_proof_is_as_long_as_the_tree_is_high(size: int) -> None:
    for leaf in {0, size // 2, size - 1}:
        assert len(inclusion_path(leaf, size)) <= (size - 1).bit_length()
        assert len(consistency_path(leaf + 1, size)) <= (size - 1).bit_length() + 1


def interesting(total: int) -> Iterator[tuple[int, int]]:
    sizes = [one for one in (1, 2, 255, 256, 257, 511, 512, 513, total) if one <= total]
    return ((small, large) for large in sizes for small in sizes if small <= large)


def test_proofs_of_a_ledger_hold(empty_ledger: Database) -> None:
    recorder = LedgerRecorder(empty_ledger)
    for size in (200, 57, 300, 43):
        stream = uuid4()
        recorder.insert_events([StoredEvent(stream, n, "t", b"s") for n in range(size)])
    with empty_ledger.read() as connection:
        rows = read_log(connection, after=0, upto=600, page=600)
        leaves = [leaf_of(row) for row in rows]
        for small, large in interesting(600):
            found = inclusion(connection, small, large)
            assert found == rfc9162.path(small - 1, leaves[:large])
            assert consistency(connection, small, large) == rfc9162.proof(small, leaves[:large])
