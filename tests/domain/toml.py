"""TOML documents as values: written out, walked, and damaged at one key."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Path = tuple[str | int, ...]
"""The way to one value: keys of tables and indices of arrays."""


def written(document: dict[str, Any]) -> str:
    """The document as TOML, one line a root key; JSON's strings are TOML's as well."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in document.items())


def keys_of(document: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every key, tables before what they hold."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield (*path, key)
            yield from keys_of(value, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from keys_of(value, (*path, index))


def dotted(path: Path) -> str:
    """The path as faults tell it: `terms[0].limit`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".")


def without(document: dict[str, Any], path: Path) -> str:
    """The text with this key removed."""
    copy, holder = _holder(document, path)
    del holder[path[-1]]
    return written(copy)


def renamed(document: dict[str, Any], path: Path, name: str) -> str:
    """The text with this key called *name*."""
    copy, holder = _holder(document, path)
    holder[name] = holder.pop(path[-1])
    return written(copy)


def replaced(document: dict[str, Any], path: Path, value: object) -> str:
    """The text with another value at this key."""
    copy, holder = _holder(document, path)
    holder[path[-1]] = value
    return written(copy)


def _holder(document: dict[str, Any], path: Path) -> tuple[dict[str, Any], Any]:
    copy = deepcopy(document)
    holder: Any = copy
    for part in path[:-1]:
        holder = holder[part]
    return copy, holder


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
