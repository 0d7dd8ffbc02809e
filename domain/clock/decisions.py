"""What people decide about a clock: to pause it, to let it go on, to grant more time (延期)."""

from uuid import UUID

from domain.calendar.state import Calendars
from domain.clock.limits import require_range
from domain.clock.parts import Timer
from domain.clock.policies import extendable, pausable, resumable
from domain.clock.reading import due_of
from domain.issue.events import (
    ClockId,
    ClockPaused,
    ClockResumed,
    DeadlineExtended,
    PauseGround,
)
from domain.issue.guards import guard
from domain.issue.lifecycle import require
from domain.issue.state import IssueState
from domain.method.terms import Limit
from domain.moment import MINUTE, Moment
from domain.refusal import Code, Refused
from domain.replacing import replace
from domain.sealed import Sealed


def pause(
    state: IssueState,
    *,
    clock: ClockId,
    ground: PauseGround,
    note: Sealed,
    occurred: Moment,
    now: Moment,
) -> tuple[ClockPaused]:
    """A clock stands still from *occurred* on, which may lie back by the method's grace.

    Refused: `unknown-clock`, `clock-not-running`, `clock-not-pausable`, `clock-paused`,
    `deadline-passed`, `occurred-too-early`.
    """
    require(ClockPaused, state.status)
    pausable(state, _timer(state, clock))
    guard(ClockPaused, state)
    if occurred < now - state.clocks.timing.grace * MINUTE:
        raise Refused(Code.OCCURRED_TOO_EARLY, minutes=state.clocks.timing.grace)
    return (ClockPaused(clock=clock, ground=ground, note=note),)


def resume(state: IssueState, *, clock: ClockId, note: Sealed | None) -> tuple[ClockResumed]:
    """It goes on: `unknown-clock`, `clock-not-running`, `clock-not-paused`."""
    require(ClockResumed, state.status)
    resumable(_timer(state, clock))
    guard(ClockResumed, state)
    return (ClockResumed(clock=clock, note=note),)


def extend(
    state: IssueState,
    calendars: Calendars,
    *,
    clock: ClockId,
    by: Limit,
    reason: Sealed,
    approver: UUID,
    now: Moment,
) -> tuple[DeadlineExtended]:
    """More time, granted by the person *approver*; a clock that is paused may be given some, too.

    Refused: `unknown-clock`, `clock-not-running`, `deadline-passed` (the miss is on record),
    `limit-out-of-range` (with all that was granted before), `extension-in-the-past` (it would be
    due before now all the same).
    """
    require(DeadlineExtended, state.status)
    timer = _timer(state, clock)
    extendable(timer)
    guard(DeadlineExtended, state)
    require_range(by, *timer.extensions)
    due = due_of(replace(timer, extensions=(*timer.extensions, by)), calendars)
    if due is not None and due <= now:
        raise Refused(Code.EXTENSION_IN_THE_PAST)
    return (DeadlineExtended(clock=clock, by=by, reason=reason, approver=approver),)


def _timer(state: IssueState, clock: ClockId) -> Timer:
    timer = state.clocks.find(clock)
    if timer is None:
        raise Refused(Code.UNKNOWN_CLOCK)
    return timer
