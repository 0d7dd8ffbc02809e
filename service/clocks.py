"""The clocks of an issue, read at a moment by the calendar that each is pinned to."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actor import Role
from domain.calendar.state import Calendars
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import Reading, read
from domain.method.terms import Clock
from domain.moment import Moment

PROMISED = frozenset({Clock.RESPONSE, Clock.COMPLETION, Clock.REVISIT})
"""What a resident was promised; the others are between the committee and those who work."""

_ORDER = {kind: place for place, kind in enumerate(Clock)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenClock:
    """One clock, and how it stands."""

    timer: Timer
    reading: Reading


def clocks_at(clocks: Clocks, calendars: Calendars, role: Role, now: Moment) -> Sequence[SeenClock]:
    """Those that *role* sees, in the order in which they began."""
    timers = sorted((*clocks.running, *clocks.ended), key=_began)
    return [
        SeenClock(timer=timer, reading=read(timer, clocks, calendars, now))
        for timer in timers
        if is_seen_by(role, timer)
    ]


def _began(timer: Timer) -> tuple[Moment, int, int]:
    """The same place for a clock whether it runs or has ended."""
    return timer.started.at, _ORDER[timer.id.kind], timer.id.number


def is_seen_by(role: Role, timer: Timer) -> bool:
    """Whether *role* is told of a clock."""
    return role is not Role.RESIDENT or timer.id.kind in PROMISED
