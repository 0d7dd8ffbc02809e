"""The verifier's tree is RFC 9162's, and its proofs prove what they say and nothing else."""

from itertools import pairwise
from random import Random

import pytest

from audit.verify import Tree, is_consistent, is_included
from tests.audit.small import path, root, subproof

SIZES = (*range(1, 18), 31, 32, 33, 64, 65)
LEAVES = [Random(n).randbytes(32) for n in range(max(SIZES))]  # noqa: S311  # foreseeable on purpose
ROOTS = {size: root(LEAVES[:size]) for size in SIZES}


def test_roots() -> None:
    tree = Tree()
    for size, leaf in enumerate(LEAVES, start=1):
        tree.add(leaf)
        assert tree.root() == root(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion(size: int) -> None:
    for index in range(size):
        proof = path(index, LEAVES[:size])
        leaf, top = LEAVES[index], ROOTS[size]
        assert is_included(leaf, index, size, proof, top)
        other = (index + 1) % size
        assert size == 1 or not is_included(LEAVES[other], index, size, proof, top)
        assert size == 1 or not is_included(leaf, other, size, proof, top)
        assert not is_included(leaf, index, size, [*proof, top], top)
        assert not is_included(leaf, index, size, proof[:-1], top) or not proof
        assert not is_included(leaf, size, size, proof, top)


@pytest.mark.parametrize("new", SIZES)
def test_consistency(new: int) -> None:
    for old in (size for size in SIZES if size <= new):
        proof = subproof(old, LEAVES[:new])
        assert is_consistent(old, ROOTS[old], new, ROOTS[new], proof)
        assert not is_consistent(old, bytes(32), new, ROOTS[new], proof)
        assert not is_consistent(old, ROOTS[old], new, bytes(32), proof)
        assert not is_consistent(old, ROOTS[old], new, ROOTS[new], [*proof, bytes(32)])
        assert not proof or not is_consistent(old, ROOTS[old], new, ROOTS[new], proof[1:])
        assert not is_consistent(new + 1, ROOTS[old], new, ROOTS[new], proof)


def test_a_proof_of_another_size_proves_nothing() -> None:
    for small, large in pairwise(SIZES[3:12]):
        proof = path(1, LEAVES[:small])
        assert not is_included(LEAVES[1], 1, large, proof, ROOTS[large])
