"""The outlook of an issue: which of its running clocks comes first, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from domain.calendar.state import Calendars
from domain.clock.course import course_of
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import warn_at
from domain.method.terms import Clock
from domain.moment import Moment


class Dated(NamedTuple):
    """A clock, when it is due (None: nobody knows) and when it is at risk (None: nobody warns)."""

    timer: Timer
    due: Moment | None
    provisional: bool
    warn_at: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Of the clocks that run: the first that is due, be it over or not.

    `risk_at` is when one of them is at risk. `paused_since` is since when one has been paused by
    somebody. An issue that is not at hand is due at no time.
    """

    due: Moment | None = None
    clock: Clock | None = None
    provisional: bool = False
    risk_at: Moment | None = None
    paused_since: Moment | None = None

    def is_overdue(self, now: Moment) -> bool:
        """Whether one is over. At the due moment itself it is in time."""
        return self.due is not None and self.due < now

    def is_at_risk(self, now: Moment) -> bool:
        """Whether none is over, and of one so much is used that somebody was to be warned."""
        return self.risk_at is not None and self.risk_at <= now and not self.is_overdue(now)


def outlook(running: Iterable[Dated]) -> Outlook:
    """What stands first among them."""
    at_hand = [one for one in running if not one.timer.away]
    due = [one for one in at_hand if one.due is not None]
    first = min(due, key=lambda one: (one.due or 0, one.timer.id.kind), default=None)
    pauses = (one.timer.paused for one in at_hand)
    return Outlook(
        due=first and first.due,
        clock=first and first.timer.id.kind,
        provisional=first is not None and first.provisional,
        risk_at=min((one.warn_at for one in due if one.warn_at is not None), default=None),
        paused_since=min((pause.since for pause in pauses if pause), default=None),
    )


def dated(timer: Timer, clocks: Clocks, calendars: Calendars) -> Dated:
    """*timer*, one of *clocks*, by its calendar."""
    course = course_of(timer, calendars)
    return Dated(timer, course.due, course.provisional, warn_at(course, clocks.timing))
