"""The tree is RFC 9162's, and a leaf covers every byte of a row."""

from collections.abc import Sequence
from functools import reduce
from typing import Any
from uuid import UUID

import pytest
from Crypto.Hash import SHA256
from hypothesis import given
from hypothesis import strategies as st

from ledger.tree import EMPTY_ROOT, grow, leaf_bytes, leaf_hash, node_hash, root

SIZES = range(131)
STREAM = UUID("0198a000-0000-7000-8000-000000000001")
ROW: dict[str, Any] = {
    "position": 258,
    "stream": STREAM,
    "version": 3,
    "topic": "issue.done",
    "at": 1_760_000_000_000_000,
    "state": '{"v":1,"data":"路灯"}'.encode(),
}

# Tree heads of the certificate transparency test leaves, as RFC 6962's implementations publish
# them: an outside authority, so that our two implementations cannot share one mistake.
PUBLIC_LEAVES = tuple(
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
PUBLIC_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def textbook(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return SHA256.new(b"").digest()
    if len(leaves) == 1:
        return SHA256.new(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return SHA256.new(b"\x01" + textbook(leaves[:k]) + textbook(leaves[k:])).digest()


def leaves_of(size: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(size)]


def edge_of(leaves: Sequence[bytes]) -> bytes:
    return grow(b"", 0, map(leaf_hash, leaves))


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_textbooks(size: int) -> None:
    assert root(edge_of(leaves_of(size))) == textbook(leaves_of(size))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_the_published_one(size: int) -> None:
    assert root(edge_of(PUBLIC_LEAVES[:size])).hex() == PUBLIC_ROOTS[size - 1]


def test_the_empty_tree() -> None:
    assert root(b"") == EMPTY_ROOT == textbook([])


@pytest.mark.parametrize("size", SIZES)
def test_the_edge_holds_one_root_for_each_bit(size: int) -> None:
    edge = edge_of(leaves_of(size))
    assert len(edge) == 32 * size.bit_count()


@pytest.mark.parametrize("size", [2, 7, 8, 64, 130])
def test_any_cut_in_two_gives_the_same_edge(size: int) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves_of(size)]
    whole = grow(b"", 0, hashes)
    for cut in range(size + 1):
        assert grow(grow(b"", 0, hashes[:cut]), cut, hashes[cut:]) == whole


@given(st.lists(st.integers(0, 9), max_size=30))
def test_any_split_gives_the_same_edge(sizes: list[int]) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves_of(sum(sizes))]

    def step(done: tuple[bytes, int], count: int) -> tuple[bytes, int]:
        edge, size = done
        return grow(edge, size, hashes[size : size + count]), size + count

    start: tuple[bytes, int] = (b"", 0)
    assert reduce(step, sizes, start) == (grow(b"", 0, hashes), len(hashes))


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"\x01" + left + right) != node_hash(left, right)


def test_leaf_bytes_are_frozen() -> None:
    assert leaf_bytes(**ROW).hex() == "".join(
        (
            "0000000d" + "62696875616e2d6c6561662d31",  # bihuan-leaf-1
            "00000008" + "0000000000000102",
            "00000010" + "0198a000000070008000000000000001",
            "00000008" + "0000000000000003",
            "0000000a" + "69737375652e646f6e65",
            "00000008" + "000640b5eece0000",
            "00000017" + "7b2276223a312c2264617461223a22e8b7afe781af227d",
        )
    )


def test_leaf_hash_is_frozen() -> None:
    frozen = "4b11030c6a610b35288c3daeae83b52d229b797fb84a5fc886ecac303da224cd"
    assert leaf_hash(leaf_bytes(**ROW)).hex() == frozen


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", 259),
        ("stream", UUID("0198a000-0000-7000-8000-000000000002")),
        ("version", 4),
        ("topic", "issue.undone"),
        ("at", 1_760_000_000_000_001),
        ("state", '{"v":1,"data":"路障"}'.encode()),
        ("state", b""),
    ],
)
def test_any_one_field_changes_the_leaf(field: str, value: object) -> None:
    assert leaf_hash(leaf_bytes(**ROW | {field: value})) != leaf_hash(leaf_bytes(**ROW))


def test_bytes_never_move_from_one_field_to_the_next() -> None:
    topic, state = ROW["topic"], ROW["state"]
    moved = ROW | {"topic": topic + "{", "state": state[1:]}
    assert leaf_bytes(**moved) != leaf_bytes(**ROW)
