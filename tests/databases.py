"""Tests that play on one database of the two: which one, their name says.

A test is told apart by its path and name, so that it plays on the same database in every process
and in every selection; tests that share an installation go by the module's path alone. `--both`
plays all of them on both, and an id that is given in full is played as it says;
`@pytest.mark.both` is for those that always should play on both.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import pytest

KINDS = ("sqlite", "postgres")


def play_on_one(
    config: pytest.Config, items: list[pytest.Item], folder: Path, *, shared: Sequence[str]
) -> None:
    """Take out of *items* the tests in *folder* whose turn it is on the other database.

    *shared* names the parametrized fixtures that a whole module uses together.
    """
    if config.getoption("both") or any("[" in argument for argument in config.args):
        return
    elsewhere = {one for one in items if folder in one.path.parents and _elsewhere(one, shared)}
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = [one for one in items if one not in elsewhere]


def _elsewhere(item: pytest.Item, shared: Sequence[str]) -> bool:
    given = _parameters(item)
    kind = next((one for one in given.values() if one in KINDS), None)
    if kind is None or item.get_closest_marker("both"):
        return False
    path, _, test = item.nodeid.partition("[")[0].partition("::")
    return kind != _chosen(path if given.keys() & set(shared) else f"{path}::{test}")


def _parameters(item: pytest.Item) -> Mapping[str, object]:
    # Only a parametrized test has this attribute, and no class declares it.
    called = getattr(item, "callspec", None)
    return called.params if called else {}


def _chosen(name: str) -> str:
    # This bit of the sum is the one that halves the stories.
    return KINDS[crc32(name.encode()) >> 1 & 1]
