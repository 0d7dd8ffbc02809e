"""Actual beside assumed: what became of an issue's clocks, and what would have."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.calendar.state import Calendars
from domain.clock.assume import Assumption, assume
from domain.clock.outcomes import Event, Outcome, outcomes_of
from domain.method.terms import Clock
from domain.moment import Moment
from domain.period import Period

Pair = tuple[Clock, Outcome | None, Outcome | None]
"""A clock, what became of it, and what would have; None where there is no such clock."""

NOT_ON_TIME = frozenset({Outcome.CLAIMED, Outcome.LATE, Outcome.MISSED})
"""What counts as over, and as not met."""

_Key = tuple[int, Clock, UUID | None]
"""The event that began a clock, its kind and its party, which are the same under any terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many clocks came to what.

    The on-time rate (按时率) is `met` out of `judged`; what runs or is called off is in neither.
    """

    running: int = 0
    met: int = 0
    claimed: int = 0
    late: int = 0
    missed: int = 0
    cancelled: int = 0

    @property
    def judged(self) -> int:
        """Of how many it is decided."""
        return self.met + self.claimed + self.late + self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One kind of clock; `lost` were in time and would not be, `gained` would be and were not."""

    clock: Clock
    actual: Tally
    assumed: Tally
    lost: int
    gained: int


def pairs(
    history: Sequence[Event],
    assumption: Assumption,
    calendars: Calendars,
    period: Period,
    now: Moment,
) -> Sequence[Pair]:
    """The clocks of an issue that began within *period*, on record and under *assumption*."""
    if not any(period.holds(stamp.occurred_at) for _, stamp in history):
        return []
    actual = _begun(history, calendars, period, now)
    would = assume(history, assumption)
    assumed = actual if would is history else _begun(would, calendars, period, now)
    keys = actual | assumed
    return [(key[1], actual.get(key), assumed.get(key)) for key in keys]


def compared(counted: Mapping[Pair, int]) -> Sequence[Compared]:
    """Every kind of clock of which there is any, by how often each pair was found."""
    return [_row(clock, counted) for clock in Clock if any(pair[0] is clock for pair in counted)]


def _begun(
    history: Sequence[Event], calendars: Calendars, period: Period, now: Moment
) -> dict[_Key, Outcome]:
    return {
        (one.begun_by, one.timer.id.kind, one.timer.party): one.outcome
        for one in outcomes_of(history, calendars, now)
        if period.holds(one.timer.started.occurred_at)
    }


def _row(clock: Clock, counted: Mapping[Pair, int]) -> Compared:
    mine = [(was, would, number) for (kind, was, would), number in counted.items() if kind is clock]
    on_time = Outcome.MET
    return Compared(
        clock=clock,
        actual=_tally((was, number) for was, _, number in mine),
        assumed=_tally((would, number) for _, would, number in mine),
        lost=sum(n for was, would, n in mine if was is on_time and would in NOT_ON_TIME),
        gained=sum(n for was, would, n in mine if would is on_time and was in NOT_ON_TIME),
    )


def _tally(outcomes: Iterable[tuple[Outcome | None, int]]) -> Tally:
    found = Counter[Outcome | None]()
    for outcome, number in outcomes:
        found[outcome] += number
    return Tally(
        running=found[Outcome.RUNNING],
        met=found[Outcome.MET],
        claimed=found[Outcome.CLAIMED],
        late=found[Outcome.LATE],
        missed=found[Outcome.MISSED],
        cancelled=found[Outcome.CANCELLED],
    )
