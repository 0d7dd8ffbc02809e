"""Durations in classes, so that a median over a whole district is a sum of small numbers.

A minute wide up to an hour, a quarter of an hour up to a day, six hours up to ten days, a day
up to a year; what took longer stands in one class. A median or a p90 is the upper bound of the
class in which it lies: never better than it was, and at most one width worse.
"""

from collections.abc import Mapping

MINUTE, QUARTER, HOUR, DAY = 60, 900, 3_600, 86_400

STEPS = ((HOUR, MINUTE), (DAY, QUARTER), (10 * DAY, 6 * HOUR), (366 * DAY, DAY))
"""Up to so many seconds, classes are so many seconds wide."""

BEYOND = 0
"""The class of what took more than 366 days."""


def class_of(seconds: int) -> int:
    """The class of a duration: its upper bound in seconds, or `BEYOND`."""
    for limit, width in STEPS:
        if seconds <= limit:
            return max(width, -(-seconds // width) * width)
    return BEYOND


def quantile(counts: Mapping[int, int], percent: int) -> int | None:
    """The nearest rank's class among *counts* by class; None where there are none."""
    rank = -(-sum(counts.values()) * percent // 100)
    for upper in sorted(counts, key=lambda upper: upper or 367 * DAY):
        rank -= counts[upper]
        if rank <= 0:
            return upper
    return None
