"""Where sealed fields stand in an event: `topic/path`, the path in the event's own JSON."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import is_dataclass
from functools import cache
from typing import Any, cast, get_args, get_type_hints

import msgspec

from domain.sealed import Sealed

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_KEYS = {"scope", "key", "alg", "place", "nonce", "text"}


class Misplaced(Exception):
    """A field sealed for another place than the one where it is about to be stored."""


def is_sealed(value: Json) -> bool:
    """Whether a decoded value is a sealed field."""
    return isinstance(value, dict) and value.keys() == _KEYS


def sealed_in(value: Json, path: str) -> Iterator[tuple[str, Sealed]]:
    """Every sealed field below *value*, with the place where it stands."""
    if is_sealed(value):
        yield path, msgspec.convert(value, Sealed)
        return
    for key, child in _children(value):
        yield from sealed_in(child, f"{path}/{key}")


def require_in_place(topic: str, event: object) -> None:
    """Raise `Misplaced` where a field of an event is sealed for another place.

    A slip in a field's name would otherwise store a text that nobody can ever read again.
    """
    for path, sealed in _sealed_fields(event, topic):
        if path != sealed.place:
            raise Misplaced(f"{path} is sealed for {sealed.place}")


def _sealed_fields(value: object, path: str) -> Iterator[tuple[str, Sealed]]:
    """The same of an event as the program holds it: its fields are named as they are stored."""
    if isinstance(value, Sealed):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _sealed_fields(item, f"{path}/{index}")
    else:
        for name in _sealing(cast("Hashable", type(value))):
            yield from _sealed_fields(getattr(value, name), f"{path}/{name}")


@cache
def _sealing(shape: Any) -> Sequence[str]:
    """The fields of a dataclass that can hold something sealed; none of anything else."""
    if not is_dataclass(shape):
        return ()
    return tuple(name for name, kind in get_type_hints(shape).items() if _may_hold(kind))


def _may_hold(kind: Any) -> bool:
    """By its declared type, so that nobody looks again and again where nothing can be."""
    return kind is Sealed or bool(_sealing(kind)) or any(map(_may_hold, get_args(kind)))


def _children(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list | tuple):
        # msgspec leaves a tuple a tuple.
        yield from ((str(index), item) for index, item in enumerate(value))
