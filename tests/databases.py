"""Tests that play on one database of the two: which one, their name says.

A test is told apart by its path, name and other parameters, so that it plays on the same database
in every process; a module whose tests follow each other goes by its path. `--both` plays all of
them on both, and an id that is given in full is played as it says; `@pytest.mark.both` is for
those that always should play on both.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import pytest

KINDS = ("sqlite", "postgres")


def play_on_one(
    config: pytest.Config, items: list[pytest.Item], where: Path, *, shared: Sequence[str] = ()
) -> None:
    """Take out of *items* the tests whose turn it is on the other database.

    *where* is their file or folder; *shared* names the parametrized fixtures by which a whole
    module goes together. What is there for one database only stays.
    """
    if config.getoption("both"):
        return
    there = [one for one in items if one.path.is_relative_to(where)]
    named = {(_name(one), _kind(one)) for one in there}
    elsewhere = {
        one
        for one in there
        if all((_name(one), kind) in named for kind in KINDS) and _kind(one) != _turn(one, shared)
    }
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = [one for one in items if one not in elsewhere]


def _turn(item: pytest.Item, shared: Sequence[str]) -> str | None:
    if item.get_closest_marker("both"):
        return _kind(item)
    together = _parameters(item).keys() & set(shared)
    name = item.nodeid.partition("::")[0] if together else _name(item)
    # This bit of the sum is the one that halves the stories.
    return KINDS[crc32(name.encode()) >> 1 & 1]


def _name(item: pytest.Item) -> str:
    """The same on both databases."""
    kind = _kind(item)
    return item.nodeid.replace(f"[{kind}]", "").replace(f"[{kind}-", "[")


def _kind(item: pytest.Item) -> str | None:
    return next((kind for kind in KINDS if kind in _parameters(item).values()), None)


def _parameters(item: pytest.Item) -> Mapping[str, object]:
    # Only a parametrized test has this attribute, and no class declares it.
    called = getattr(item, "callspec", None)
    return called.params if called else {}
