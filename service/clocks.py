"""The clocks of an issue, read at a moment by the calendar that each is pinned to."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actor import Role
from domain.calendar.state import Calendars
from domain.clock.outlook import Dated, Outlook, dated, outlook
from domain.clock.parts import Clocks, Pause, Timer
from domain.clock.reading import Reading, State, read
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

    @property
    def pause(self) -> Pause | None:
        """The pause that somebody has begun and that goes on."""
        return None if self.timer.ended or self.timer.away else self.timer.paused

    @property
    def overdue(self) -> bool:
        """Whether it is over and still runs; what is not at hand is not overdue."""
        running = not self.timer.ended and not self.timer.away
        return running and self.reading.state is State.MISSED


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


def outlook_of(clocks: Clocks, calendars: Calendars, role: Role) -> Outlook:
    """What stands first among those that run and that *role* sees."""
    return outlook(
        dated(timer, clocks, calendars) for timer in clocks.running if is_seen_by(role, timer)
    )


def outlook_among(seen: Sequence[SeenClock]) -> Outlook:
    """The same of clocks that are read already."""
    return outlook(
        Dated(one.timer, one.reading.due, one.reading.provisional, one.reading.warn_at)
        for one in seen
        if not one.timer.ended
    )


def is_seen_by(role: Role, timer: Timer) -> bool:
    """Whether *role* is told of a clock."""
    return role is not Role.RESIDENT or timer.id.kind in PROMISED
