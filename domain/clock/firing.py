"""What falls due with time alone: recalculations, warnings, misses, and steps of the ladder.

Nothing is decided twice: a clock remembers for which deadline it was warned and missed, and an
issue at which level it is. So it does not matter who asks, how often, or how late.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.calendar.state import Calendars
from domain.clock.course import Course, course_of
from domain.clock.ladder import Step, next_rung, steps
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import warn_at
from domain.clock.repinning import recalculated
from domain.issue.events import (
    DeadlineMissed,
    DeadlineRecalculated,
    DeadlineWarned,
    Escalated,
    Moved,
)
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.levels import Level
from domain.moment import Moment

Fired = DeadlineRecalculated | DeadlineWarned | DeadlineMissed | Escalated
BodyOf = Callable[[Level], UUID | None]
"""The issue's own body at a level; None where there is none."""


def fire(
    state: IssueState, calendars: Calendars, *, body_of: BodyOf, now: Moment
) -> tuple[Fired, ...]:
    """What is due by *now* and not on record, in order; nothing where nothing is.

    First what a newer calendar moves; then each clock that runs, by when it is due, is missed or
    else warned of; then one rung of the ladder at most. A warning that comes too late is left
    out, the miss being told. Never refused: it is nobody's command.
    """
    moved = _recalculated(state, calendars)
    clocks = recalculated(state.clocks, moved.calendar) if moved else state.clocks
    told = _told(state, clocks, calendars, now)
    step = _climbed(state, clocks, calendars, body_of, now)
    return (*([moved] if moved else []), *told, *([step] if step else []))


def _recalculated(state: IssueState, calendars: Calendars) -> DeadlineRecalculated | None:
    newest = calendars.newest
    if newest is None or not would_accept(DeadlineRecalculated, state):
        return None
    after = recalculated(state.clocks, newest)
    pairs = zip(state.clocks.running, after.running, strict=True)
    moved = tuple(m for one, other in pairs for m in _moved(one, other, calendars))
    if not moved and next_rung(state.clocks, calendars) == next_rung(after, calendars):
        return None
    return DeadlineRecalculated(calendar=newest, moved=moved)


def _moved(before: Timer, after: Timer, calendars: Calendars) -> Iterator[Moved]:
    """What is due at another time, or certain where it was not."""
    if before is after or before.timetable == after.timetable:
        return
    was, now = course_of(before, calendars), course_of(after, calendars)
    if was.due != now.due or (was.provisional and not now.provisional):
        yield Moved(clock=before.id, before=was.due, after=now.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    timer: Timer
    course: Course
    due: Moment


def _told(
    state: IssueState, clocks: Clocks, calendars: Calendars, now: Moment
) -> Iterator[DeadlineMissed | DeadlineWarned]:
    for one in _in_order(clocks, calendars):
        event: type[DeadlineMissed | DeadlineWarned]
        if one.timer.miss_of(one.due) is not None:
            continue
        if now > one.due:
            event = DeadlineMissed
        else:
            event = DeadlineWarned
            at = warn_at(one.course, clocks.timing)
            if at is None or now < at or one.due in one.timer.warned:
                continue
        if would_accept(event, state):
            yield event(clock=one.timer.id, due=one.due, provisional=one.course.provisional)


def _in_order(clocks: Clocks, calendars: Calendars) -> list[_Due]:
    """The clocks that run, by when they are due; what waits is due at no time."""
    found = []
    for timer in clocks.running:
        course = course_of(timer, calendars)
        if course.due is not None and not timer.away:
            found.append(_Due(timer=timer, course=course, due=course.due))
    return sorted(found, key=lambda one: (one.due, one.timer.id.kind, one.timer.id.number))


def _climbed(
    state: IssueState, clocks: Clocks, calendars: Calendars, body_of: BodyOf, now: Moment
) -> Escalated | None:
    if not would_accept(Escalated, state):
        return None
    for step in steps(clocks, calendars):
        body = body_of(step.rung.level)
        if body is not None:
            return _climb(step, body) if now >= step.at else None
    return None


def _climb(step: Step, body: UUID) -> Escalated:
    return Escalated(level=step.rung.level, body=body, reason=None, rung=step.number)
