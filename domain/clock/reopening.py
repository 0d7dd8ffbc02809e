"""The next round: what a reopening does to each clock is the method's explicit policy."""

from domain.clock import timers
from domain.clock.parts import Clocks, Timer
from domain.history import Stamp
from domain.method.terms import Clock, Track
from domain.method.timing import Reopening
from domain.replacing import replace

_BEGINS_WITH_ROUND = (Clock.RESPONSE, Clock.DISPATCH, Clock.COMPLETION, Clock.NEGOTIATION)
"""The others begin with what they measure: an order, a plan agreed, work done."""


def reopened(clocks: Clocks, number: int, stamp: Stamp, *, negotiates: bool) -> Clocks:
    """The clocks of round *number*; a rework carries out the same plan and *negotiates* nothing."""
    clocks = replace(clocks, round=number)
    for kind in _BEGINS_WITH_ROUND:
        if clocks.running_of(kind) is None and _applies(clocks, kind, negotiates):
            clocks = _again(clocks, kind, stamp)
    return clocks


def _applies(clocks: Clocks, kind: Clock, negotiates: bool) -> bool:
    match kind:
        case Clock.RESPONSE:
            return clocks.answerable
        case Clock.NEGOTIATION:
            return negotiates and clocks.track is Track.NORMAL
        case _:
            return True


def _again(clocks: Clocks, kind: Clock, stamp: Stamp) -> Clocks:
    match clocks.timing.after_reopening(kind):
        case Reopening.AFRESH:
            return timers.begun(clocks, kind, stamp, limit=clocks.limit_of(kind))
        case Reopening.CONTINUES:
            old = _newest(clocks, kind)
            return clocks if old is None else timers.run_on(clocks, old, stamp)
        case Reopening.ENDS:
            return clocks


def _newest(clocks: Clocks, kind: Clock) -> Timer | None:
    """The one that has ended last, unless it was called off."""
    found = [timer for timer in clocks.ended if timer.id.kind is kind and timer.cancelled is None]
    return max(found, key=lambda timer: timer.id.number, default=None)
