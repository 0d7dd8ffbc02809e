"""Which clocks may be paused, resumed and extended: asked of one, and of an issue as a whole."""

from collections.abc import Callable

from domain.clock.parts import Timer
from domain.issue.state import IssueState
from domain.refusal import Code, Refused


def clock_to_pause(state: IssueState) -> None:
    """Only what runs and may wait is paused (e.g. `clock-not-pausable`)."""
    _any(state, lambda timer: pausable(state, timer))


def clock_to_resume(state: IssueState) -> None:
    """Only what is paused goes on (`clock-not-paused`)."""
    _any(state, resumable)


def clock_to_extend(state: IssueState) -> None:
    """More time is granted for what still runs (e.g. `deadline-passed`)."""
    _any(state, extendable)


def pausable(state: IssueState, timer: Timer) -> None:
    """Whether this clock may be paused.

    Refused: `clock-not-running`, `clock-not-pausable` (its method does not have it),
    `clock-paused`, `deadline-passed` (its miss is on record).
    """
    extendable(timer)
    if timer.id.kind not in state.clocks.timing.pausable:
        raise Refused(Code.CLOCK_NOT_PAUSABLE, clock=timer.id.kind)
    if timer.paused is not None:
        raise Refused(Code.CLOCK_PAUSED)


def resumable(timer: Timer) -> None:
    """Whether this clock waits: `clock-not-running`, `clock-not-paused`."""
    _running(timer)
    if timer.paused is None:
        raise Refused(Code.CLOCK_NOT_PAUSED)


def extendable(timer: Timer) -> None:
    """Whether it may be given more time: `clock-not-running`, `deadline-passed`."""
    _running(timer)
    if timer.misses:
        raise Refused(Code.DEADLINE_PASSED)


def _running(timer: Timer) -> None:
    if timer.ended:
        raise Refused(Code.CLOCK_NOT_RUNNING)


def _any(state: IssueState, asked: Callable[[Timer], None]) -> None:
    """Refuse as the last clock does, where every one refuses."""
    stuck: Refused | None = None
    for timer in state.clocks.running:
        try:
            asked(timer)
        except Refused as refused:
            stuck = refused
        else:
            return
    raise stuck or Refused(Code.CLOCK_NOT_RUNNING)
