"""How long and how much: the full run, and the one that is over within two minutes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Seconds of one leg in one round, rounds by number of callers, and sizes of what is built.

    `pair_rounds` are the rounds with two workers; `log` is the least number of events of the
    log that is rebuilt.
    """

    name: str
    seconds: float
    rounds: Mapping[int, int]
    pair_rounds: Mapping[int, int]
    flush_rounds: int
    process_rounds: Mapping[int, int]
    read_rounds: int
    rebuild_rounds: int
    issues: int
    log: int


FULL = Plan(
    name="full",
    seconds=4.0,
    rounds={32: 7, 128: 5, 8: 5, 1: 5},
    pair_rounds={32: 7, 128: 7, 8: 5, 1: 5},
    flush_rounds=5,
    process_rounds={8: 5, 64: 5, 1: 5},
    read_rounds=5,
    rebuild_rounds=5,
    issues=4_000,
    log=100_000,
)

QUICK = Plan(
    name="quick",
    seconds=0.7,
    rounds={32: 3, 128: 2, 8: 1, 1: 2},
    pair_rounds={32: 3, 128: 2},
    flush_rounds=1,
    process_rounds={8: 2, 64: 2, 1: 1},
    read_rounds=2,
    rebuild_rounds=2,
    issues=200,
    log=1_200,
)
