"""What became of clocks: of each that an issue ever had, in whichever round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar.state import Calendars
from domain.clock.fold import folded
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import State, due_of, is_claimed, state_of
from domain.history import Stamp
from domain.issue.events import ClockId
from domain.moment import Moment

Event = tuple[object, Stamp]
"""An event with what stands beside it; None in its place is none, and changes nothing."""


class Outcome(StrEnum):
    """What became of a clock, as it is counted (时限结果).

    `running`: it is neither over nor ended, be it paused or not. `claimed`: in time by an end
    alone that was entered later than the method's grace. `met-late`: it ended when it was over.
    `missed`: it is over and has not ended. `cancelled`: what it measured is not to come.
    """

    RUNNING = "running"
    MET = "met"
    CLAIMED = "claimed"
    LATE = "met-late"
    MISSED = "missed"
    CANCELLED = "cancelled"


_OUTCOMES: Mapping[State, Outcome] = {
    State.RUNNING: Outcome.RUNNING,
    State.PAUSED: Outcome.RUNNING,
    State.MET: Outcome.MET,
    State.MET_LATE: Outcome.LATE,
    State.MISSED: Outcome.MISSED,
    State.CANCELLED: Outcome.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One clock as it was last known, when it was due, and what became of it.

    `begun_by` is the place in the history, from 1, of the event that began it. `due` is None
    while it is paused before that.
    """

    timer: Timer
    begun_by: int
    due: Moment | None
    outcome: Outcome


def outcome_of(timer: Timer, due: Moment | None, now: Moment) -> Outcome:
    """What became of *timer*, which is due at *due*, by *now*."""
    outcome = _OUTCOMES[state_of(timer, due, now)]
    return Outcome.CLAIMED if outcome is Outcome.MET and is_claimed(timer, due) else outcome


def outcomes_of(history: Iterable[Event], calendars: Calendars, now: Moment) -> Sequence[Measured]:
    """Every clock that an issue ever had, in the order in which they began, as it is by *now*.

    Clocks count by the day of `timer.started.occurred_at`. An issue's own state forgets older
    rounds; here each is kept as it was last seen.
    """
    return [_measured(timer, place, calendars, now) for timer, place in _ever(history).values()]


def _measured(timer: Timer, begun_by: int, calendars: Calendars, now: Moment) -> Measured:
    due = due_of(timer, calendars)
    outcome = outcome_of(timer, due, now)
    return Measured(timer=timer, begun_by=begun_by, due=due, outcome=outcome)


def _ever(history: Iterable[Event]) -> Mapping[ClockId, tuple[Timer, int]]:
    """Each clock as it was last seen, and the place of the event that began it."""
    found: dict[ClockId, tuple[Timer, int]] = {}
    clocks: Clocks | None = None
    for place, (event, stamp) in enumerate(history, 1):
        before, clocks = clocks, folded(clocks, event, stamp)
        if clocks is before:
            continue
        for timer in _timers(clocks):
            _, begun_by = found.get(timer.id, (timer, place))
            found[timer.id] = timer, begun_by
    return found


def _timers(clocks: Clocks | None) -> Iterator[Timer]:
    if clocks is not None:
        yield from clocks.running
        yield from clocks.ended
