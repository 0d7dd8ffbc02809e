"""Walking through a JSON body: every place in it, and the body with another value there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]

RAW = "\x01raw\x01"
"""Stands where JSON text is to be written that no encoder of ours would write."""


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Every place below the top, containers before what is in them."""
    children: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for step, child in children:
        yield (*at, step)
        yield from places(child, (*at, step))


def replaced(value: Any, at: Place, new: Any) -> Any:
    """*value* with *new* at one place."""
    if not at:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = replaced(value[at[0]], at[1:], new)
    return copy


def written(value: Any, raw: str) -> bytes:
    """*value* as JSON in which `RAW` is replaced by the text *raw*."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace(json.dumps(RAW), raw).encode("utf-8", "surrogatepass")


def with_member(body: Mapping[str, Any], name: str, raw: str) -> bytes:
    """*body* with one more member whose value is the JSON text *raw*."""
    return written({**body, name: RAW}, raw)
