"""Reading the codes of a method's text: one of an enum's members, or several."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from domain.text import Table

_E = TypeVar("_E", bound=StrEnum)


def member(table: Table, key: str, kind: type[_E]) -> _E:
    """One member."""
    return _known(table, key, table.text(key), kind)


def members(table: Table, key: str, kind: type[_E]) -> tuple[_E, ...]:
    """Several; none where the key is absent."""
    return tuple(_known(table, key, value, kind) for value in table.texts(key))


def chosen(table: Table, key: str, kind: type[_E], default: _E) -> _E:
    """One member; *default* where a text that is not strict lacks it."""
    if not table.strict and key not in table.values:
        return default
    return member(table, key, kind)


def _known(table: Table, key: str, value: str, kind: type[_E]) -> _E:
    known: Sequence[str] = [one.value for one in kind]
    if value not in known:
        raise table.fault(key, f"one of {', '.join(known)} is required")
    return kind(value)
