"""Turns: legs that are timed one act after another, in one process."""

import time
from collections.abc import Callable, Mapping, Sequence

from bench.figures import Sample, percentile

Act = Callable[[int], object]
"""What is timed; it is told the number of its turn."""


def in_turn(legs: Mapping[str, Act], turns: range) -> Mapping[str, Sequence[float]]:
    """Seconds of each act by leg: whatever else the machine does meets all alike.

    No leg is the first one in every turn.
    """
    taken: Mapping[str, list[float]] = {name: [] for name in legs}
    for turn in turns:
        for name in sorted(legs, reverse=turn % 2 == 0):
            began = time.perf_counter()
            legs[name](turn)
            taken[name].append(time.perf_counter() - began)
    return taken


def sample(group: str, leg: str, number: int, taken: Sequence[float]) -> Sample:
    """One leg's round by the seconds of its acts."""
    return Sample(
        group=group,
        leg=leg,
        callers=1,
        workers=1,
        round=number,
        seconds=sum(taken),
        count=len(taken),
        p50=percentile(taken, 0.50) * 1000,
        p99=percentile(taken, 0.99) * 1000,
    )
