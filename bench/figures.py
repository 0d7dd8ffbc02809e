"""Figures: what one round measured, and ratios of rounds that stood side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One leg in one round: *count* things done in *seconds*, latencies in milliseconds.

    `group` says what was measured (`http_command.sqlite`), `leg` in which way; `p50` and `p99`
    are None where single things were not timed. What *failed* is not in the count.
    """

    group: str
    leg: str
    callers: int
    workers: int
    round: int
    seconds: float
    count: int
    p50: float | None = None
    p99: float | None = None
    failed: int = 0

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.count / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A leg under one load."""

    group: str
    leg: str
    callers: int
    workers: int = 1

    def covers(self, sample: Sample) -> bool:
        """Whether *sample* was measured so."""
        return (sample.group, sample.leg, sample.callers, sample.workers) == (
            self.group,
            self.leg,
            self.callers,
            self.workers,
        )


Quantity = Callable[[Sample], float | None]
"""What of a sample is compared."""


def rate(sample: Sample) -> float | None:
    """Things a second."""
    return sample.rate


def p50(sample: Sample) -> float | None:
    """What half of all stayed below, in milliseconds."""
    return sample.p50


def p99(sample: Sample) -> float | None:
    """What 99 of 100 stayed below, in milliseconds."""
    return sample.p99


def percentile(values: Iterable[float], share: float) -> float:
    """The value that *share* of all (0…1) do not exceed, by nearest rank; 0.0 of none."""
    ranked = sorted(values)
    if not ranked:
        return 0.0
    rank = -int(-share * len(ranked) // 1)
    return ranked[min(max(rank, 1), len(ranked)) - 1]


def ratio(
    samples: Sequence[Sample], one: Setting, other: Setting, of: Quantity = rate
) -> float | None:
    """The median of *one* divided by *other* over the rounds that have both; None without any."""
    above, below = _by_round(samples, one, of), _by_round(samples, other, of)
    quotients = [above[n] / below[n] for n in above if below.get(n)]
    return median(quotients) if quotients else None


def typical(samples: Sequence[Sample], setting: Setting, of: Quantity = rate) -> float | None:
    """The median of one leg over its rounds; None where it was not measured."""
    values = list(_by_round(samples, setting, of).values())
    return median(values) if values else None


def settings_of(samples: Iterable[Sample]) -> Sequence[Setting]:
    """Every leg and load that was measured, in the order of its first round."""
    found = {
        Setting(group=s.group, leg=s.leg, callers=s.callers, workers=s.workers): None
        for s in samples
    }
    return list(found)


def _by_round(samples: Iterable[Sample], setting: Setting, of: Quantity) -> Mapping[int, float]:
    measured = ((s.round, of(s)) for s in samples if setting.covers(s))
    return {number: value for number, value in measured if value is not None}
