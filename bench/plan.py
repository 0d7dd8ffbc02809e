"""How long and how much: the full run, and the one that is over within two minutes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.districts import EVENTS_AN_ISSUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Seconds of one leg in one round, rounds by number of callers, and sizes of what is built.

    `pair_rounds` are the rounds with two workers, of the legs in `pair_legs`; `log` is the least
    number of events of the log that is rebuilt. Where *build_seconds* are over, fewer must do.
    `flat_issues` are the sizes of the two districts of `bench.flat`; without rounds it is left out.
    `asked_issues` are those of five years in `bench.asked`, which is left out in the same way.
    `ballot_units` are the owners who vote in each of `ballot_rounds` ballots.
    """

    name: str
    seconds: float
    rounds: Mapping[int, int]
    pair_rounds: Mapping[int, int]
    pair_legs: Sequence[str]
    flush_rounds: int
    process_rounds: Mapping[int, int]
    tree_rounds: int
    read_rounds: int
    rebuild_rounds: int
    issues: int
    log: int
    build_seconds: float = math.inf
    flat_issues: tuple[int, int] = (10_000, 100_000)
    flat_rounds: int = 0
    flat_acts: int = 40
    asked_issues: int = 1_000_000
    asked_rounds: int = 0
    asked_acts: int = 10
    ballot_units: int = 10_000
    ballot_rounds: int = 3

    @property
    def built(self) -> int:
        """How many issues are built: as many as are used, or as the log needs."""
        return max(self.issues, -(-self.log // EVENTS_AN_ISSUE))


FULL = Plan(
    name="full",
    seconds=2.0,
    rounds={32: 7, 128: 5, 8: 5, 1: 5},
    pair_rounds={32: 5, 128: 5, 8: 2, 1: 2},
    pair_legs=("product", "no_database", "insert_commit", "stock_library"),
    flush_rounds=3,
    process_rounds={8: 5, 64: 5, 1: 3},
    tree_rounds=7,
    read_rounds=3,
    rebuild_rounds=3,
    issues=4_000,
    log=100_000,
    flat_rounds=5,
    asked_rounds=5,
)

QUICK = Plan(
    name="quick",
    seconds=0.25,
    rounds={32: 2, 128: 1, 8: 1, 1: 1},
    pair_rounds={32: 1, 128: 1},
    pair_legs=("product", "no_database"),
    flush_rounds=1,
    process_rounds={8: 1, 64: 1, 1: 1},
    tree_rounds=1,
    read_rounds=1,
    rebuild_rounds=1,
    issues=4_000,
    log=20_000,
    build_seconds=3.0,
    ballot_units=1_000,
    ballot_rounds=1,
)


def steps(plan: Plan, kind: str) -> int:
    """How many legs are measured on a kind of database, for the progress that is shown."""
    over_http = sum(4 * rounds for rounds in plan.rounds.values())
    in_pairs = sum(len(plan.pair_legs) * rounds for rounds in plan.pair_rounds.values())
    slow = 2 * 3 * plan.flush_rounds
    in_process = 3 * sum(plan.process_rounds.values())
    reads = 3 * 2 * plan.read_rounds
    warm_ups, once = 8, 2 * plan.rounds[32]
    rebuilds = 3 * plan.rebuild_rounds
    audits = (3 if kind == "sqlite" else 1) * plan.rebuild_rounds
    over_log = reads + rebuilds + audits
    return warm_ups + over_http + once + in_pairs + slow + in_process + over_log
