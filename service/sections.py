"""Sections: the figures (统计) of one period, of all issues or of those with one key."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.figures.codes import Money, Stage
from domain.issue.events import Stance
from domain.labels import Label
from domain.method.terms import Clock
from domain.metric.text import Metric
from projections.figures.rows import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate by its definition: *numerator* of *denominator* facts, which may be none.

    `counted` has how many facts there are of every code that the definition names, also of those
    that it leaves out.
    """

    name: str
    metric: Metric
    numerator: int
    denominator: int
    counted: Mapping[str, int]

    @property
    def label(self) -> Label:
        """What it is called."""
        return self.metric.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """What became of the clocks of one kind that began in the period."""

    clock: Clock
    running: int
    met: int
    claimed: int
    late: int
    missed: int
    cancelled: int

    @property
    def started(self) -> int:
        """All that began."""
        return self.running + self.cancelled + self.over

    @property
    def over(self) -> int:
        """Those that came to an end, or to the end of their time; of which `met` were in time."""
        return self.met + self.claimed + self.late + self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """How long a stage took, in seconds of natural time.

    `median` and `p90` are nearest ranks, given as the upper bound of the class in which they lie
    (`domain.figures.durations`): 0 for more than 366 days, None where nothing was measured.
    """

    stage: Stage
    count: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Issues that waited at the end of the as-of day, whenever they were reported.

    `ages` has how many are as old as so many days at most, beyond the class before; 0 is the
    class of those that are older still.
    """

    total: int
    ages: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Money of one source (a code of the vocabulary) that was pledged, received, … in 分."""

    money: Money
    source: str
    n: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The figures of the issues with one key; `key` is empty where they are not told apart.

    `key` has committees and compounds as ids, categories and channels as codes, methods as
    `name@version`, and "" where an issue has none. `counts` has the facts of each code. `meetings`
    are by kind, `positions` by seat and stance. Of bodies above the committees a split section
    has the principal codes alone (`domain.figures.codes.PRINCIPAL`).
    """

    key: Mapping[Split, str]
    counts: Mapping[str, int]
    rates: tuple[Rate, ...]
    clocks: tuple[ClockRow, ...]
    backlog: Backlog
    stages: tuple[StageTime, ...]
    funds: tuple[Funds, ...]
    meetings: Mapping[str, int]
    positions: Mapping[tuple[str, Stance], int]
