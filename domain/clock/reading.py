"""Reading a clock at a moment: how it stands, when it is due, and how much of it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar.state import Calendars
from domain.clock.course import Course, course_of, end_of
from domain.clock.ladder import next_rung
from domain.clock.parts import Clocks, Entry, Timer
from domain.method.timing import Timing
from domain.moment import Moment

_ALL = 100


class State(StrEnum):
    """How a clock stands. What is stopped within its limit is met, whoever says so and when."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met-late"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A clock at `now`; one that has ended is read at its end.

    Each part is worked out when it is asked for: an answer shows some of them alone.
    """

    timer: Timer
    course: Course
    timing: Timing
    now: Moment

    @property
    def state(self) -> State:
        """How it stands."""
        return state_of(self.timer, self.due, self.now)

    @property
    def due(self) -> Moment | None:
        """When it is used up; None while it is paused, for nobody knows."""
        return self.course.due

    @property
    def warn_at(self) -> Moment | None:
        """When it is at risk; None where nobody is to be warned."""
        return warn_at(self.course, self.timing)

    @property
    def provisional(self) -> bool:
        """Whether a calendar that is still to come may move what is due."""
        return self.course.provisional

    @property
    def used(self) -> int:
        """The microseconds that have counted."""
        end = end_of(self.timer)
        return sum(s.counted for s in self.course.until(end.occurred_at if end else self.now))

    @property
    def remaining(self) -> int:
        """The microseconds that are left to count."""
        return max(0, self.course.length - self.used)

    @property
    def claimed(self) -> bool:
        """Met by a stop alone that was entered later than the method's grace."""
        return is_claimed(self.timer, self.due)

    @property
    def backdated(self) -> bool:
        """Its beginning or its end was entered after it happened."""
        entries = (self.timer.started, end_of(self.timer))
        return any(e is not None and e.at > e.occurred_at for e in entries)


def due_of(timer: Timer, calendars: Calendars) -> Moment | None:
    """When it is used up; None while it is paused before that."""
    return course_of(timer, calendars).due


def read(timer: Timer, clocks: Clocks, calendars: Calendars, now: Moment) -> Reading:
    """*timer*, one of *clocks*, at *now*; one that has ended is read at its end."""
    return Reading(timer=timer, course=course_of(timer, calendars), timing=clocks.timing, now=now)


def state_of(timer: Timer, due: Moment | None, now: Moment) -> State:
    """How *timer* stands at *now* that is due at *due*."""
    if timer.cancelled is not None:
        return State.CANCELLED
    if timer.stop is not None or timer.claim is not None:
        in_time = _within(timer.stop, due) or _within(timer.claim, due)
        return State.MET if in_time else State.MET_LATE
    if due is None:
        return State.PAUSED
    return State.MISSED if timer.miss_of(due) is not None or now > due else State.RUNNING


def is_claimed(timer: Timer, due: Moment | None) -> bool:
    """Whether it is in time by a stop alone that was entered later than the method's grace."""
    return not _within(timer.stop, due) and _within(timer.claim, due)


def warn_at(course: Course, timing: Timing) -> Moment | None:
    """When so much of it is used that it is at risk; None where nobody is to be warned."""
    if not timing.at_risk:
        return None
    return course.reached(-(-course.length * timing.at_risk // _ALL))


def courses_of(clocks: Clocks, calendars: Calendars) -> Sequence[tuple[Timer, Course]]:
    """The clocks that run, each with its course."""
    return [(timer, course_of(timer, calendars)) for timer in clocks.running]


def next_at(clocks: Clocks, calendars: Calendars) -> Moment | None:
    """The first moment at which there is something to record; None where there never is."""
    return next_along(courses_of(clocks, calendars), clocks, calendars)


def next_along(
    courses: Sequence[tuple[Timer, Course]], clocks: Clocks, calendars: Calendars
) -> Moment | None:
    """The same for who has asked for the *courses* already."""
    moments = [_next_of(timer, course, clocks.timing) for timer, course in courses]
    step = next_rung(clocks, calendars)
    moments.append(step.at if step else None)
    return min((moment for moment in moments if moment is not None), default=None)


def _next_of(timer: Timer, course: Course, timing: Timing) -> Moment | None:
    if timer.away or course.due is None or timer.miss_of(course.due) is not None:
        return None
    warn = None if course.due in timer.warned else warn_at(course, timing)
    # At the moment itself it is still in time.
    return Moment(course.due + 1) if warn is None else warn


def _within(entry: Entry | None, due: Moment | None) -> bool:
    return entry is not None and due is not None and entry.occurred_at <= due
