"""A column of values as one of PostgreSQL's arrays, in its binary form.

The driver makes them as well, looking at every value for what it is; here the column knows it,
which costs a fraction of that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from struct import Struct
from typing import Any, Final

from psycopg import pq
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Dumper

_HEAD: Final = Struct(">iiIii")
"""Dimensions, whether there are nulls, the elements' type, how many there are, the first index."""

_EPOCH: Final = date(2000, 1, 1)
"""Days are counted from here."""

_NULL: Final = b"\xff\xff\xff\xff"


class BinaryArray(bytes):
    """An array as PostgreSQL receives it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """An element's type, by its number in PostgreSQL's catalogue, and how a value is written."""

    oid: int
    write: Callable[[Any], bytes]


def _signed(size: int) -> Callable[[int], bytes]:
    return lambda value: value.to_bytes(size, "big", signed=True)


_KINDS: Final[Mapping[str, _Kind]] = {
    "BOOLEAN": _Kind(16, _signed(1)),
    "BYTEA": _Kind(17, bytes),
    "BIGINT": _Kind(20, _signed(8)),
    "SMALLINT": _Kind(21, _signed(2)),
    "INTEGER": _Kind(23, _signed(4)),
    "text": _Kind(25, str.encode),
    "DATE": _Kind(1082, lambda day: (day - _EPOCH).days.to_bytes(4, "big", signed=True)),
    "UUID": _Kind(2950, lambda value: value.bytes),
}


def array(element: str, values: Sequence[Any]) -> BinaryArray:
    """*values* as an array of *element*, the name of a type that some column of ours has."""
    kind = _KINDS.get(element)
    if kind is None:
        raise TypeError(f"there is no column of {element} yet: say here how it is written")
    nulls = None in values
    parts = [_HEAD.pack(1, nulls, kind.oid, len(values), 1)]
    for value in values:
        if value is None:
            parts.append(_NULL)
        else:
            written = kind.write(value)
            parts += (len(written).to_bytes(4, "big"), written)
    return BinaryArray(b"".join(parts))


class AsItIs(Dumper):
    """How the driver sends a `BinaryArray`; its type is said by the statement's cast."""

    format = pq.Format.BINARY

    def dump(self, obj: BinaryArray) -> Buffer:
        """The array's own bytes."""
        return obj


def teach(adapters: AdaptersMap) -> None:
    """Have the driver's connection with these adapters send a `BinaryArray` as it is."""
    adapters.register_dumper(BinaryArray, AsItIs)
