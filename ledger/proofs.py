"""Proofs by the tree (RFC 9162, sections 2.1.3 and 2.1.4): that an event is in it, and that a later
tree continues an earlier one.

Which parts of the tree a proof consists of depends on sizes alone. So that is worked out first, as
spans of leaves, and read afterwards, in a constant number of look-ups.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from sqlalchemy import Connection

from ledger.nodes import nodes_of
from ledger.tree import EMPTY_ROOT, Place, node_hash


class Span(NamedTuple):
    """The leaves [first, end), counted from 0, which make one subtree of some tree."""

    first: int
    end: int


class BadSpan(ValueError):
    """There is no such proof: a size of 0, a position beyond it, sizes in the wrong order."""


def inclusion(connection: Connection, position: int, size: int) -> list[bytes]:
    """The audit path of the event at *position* (from 1) in the tree of the first *size*.

    Raises `BadSpan`, `DamagedEvent`. *size* must not lie beyond the head.
    """
    return hashes_of(connection, inclusion_path(position - 1, size))


def consistency(connection: Connection, old: int, new: int) -> list[bytes]:
    """The proof that the tree of *new* events continues that of *old*; empty where they are equal.

    Raises `BadSpan`, `DamagedEvent`. *new* must not lie beyond the head.
    """
    return hashes_of(connection, consistency_path(old, new))


def root_at(connection: Connection, size: int) -> bytes:
    """The root of the tree of the first *size* events, from nodes and rows.

    *size* must not lie beyond the head. Raises `DamagedEvent`.
    """
    return hashes_of(connection, [Span(0, size)])[0] if size else EMPTY_ROOT


def inclusion_path(leaf: int, size: int) -> list[Span]:
    """PATH(leaf, D_size) of RFC 9162, section 2.1.3.1, lowest sibling first; raises `BadSpan`."""
    if not 0 <= leaf < size:
        raise BadSpan
    path, within = list[Span](), Span(0, size)
    while within.end - within.first > 1:
        left, right = _halves(within)
        within, beside = (left, right) if leaf < left.end else (right, left)
        path.append(beside)
    return path[::-1]


def consistency_path(old: int, new: int) -> list[Span]:
    """PROOF(old, D_new) of RFC 9162, section 2.1.4.1; raises `BadSpan`."""
    if not 0 < old <= new:
        raise BadSpan
    path, within = list[Span](), Span(0, new)
    while within.end != old:
        left, right = _halves(within)
        within, beside = (left, right) if old <= left.end else (right, left)
        path.append(beside)
    # Who asks knows the whole old tree; a part of it they are told.
    return ([within] if within.first else []) + path[::-1]


def complete_in(span: Span) -> list[Place]:
    """The complete subtrees that a span consists of, largest first."""
    places, first = list[Place](), span.first
    while first < span.end:
        level = (span.end - first).bit_length() - 1
        places.append(Place(level, first >> level))
        first += 1 << level
    return places


def hash_of(span: Span, nodes: Mapping[Place, bytes]) -> bytes:
    """MTH of a span, from the roots of the complete subtrees in it."""
    roots = [nodes[place] for place in reversed(complete_in(span))]
    return reduce(lambda right, left: node_hash(left, right), roots)


def hashes_of(connection: Connection, spans: Sequence[Span]) -> list[bytes]:
    """MTH of each span; what they have in common is read once. Raises `DamagedEvent`."""
    nodes = nodes_of(connection, {place for span in spans for place in complete_in(span)})
    return [hash_of(span, nodes) for span in spans]


def _halves(span: Span) -> tuple[Span, Span]:
    """As the RFC splits a tree: the left one has the largest power of two below its size."""
    size = span.end - span.first
    middle = span.first + (1 << (size - 1).bit_length() - 1)
    return Span(span.first, middle), Span(middle, span.end)
