"""Whether the clock goes as time does: it may be set forward by mistake, and back again."""

import time
from collections.abc import Callable

import structlog

from domain.moment import SECOND
from ledger.now import Clock

_log = structlog.get_logger("bihuan.timekeeper")
_STEP = 60.0
"""Seconds by which the clock may run ahead of time between two looks."""
_PATIENCE = 60.0
"""Seconds for which somebody may take such a step back."""


class Steadiness:
    """Compares the clock with one that nobody sets."""

    def __init__(self, clock: Clock, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._monotonic = clock, monotonic
        self._ahead: float | None = None
        self._until = 0.0

    def look(self) -> bool:
        """Whether what the clock says may be acted on now.

        A step back needs nobody's care: what is recorded never lies before what was.
        """
        time_now = self._monotonic()
        ahead = self._clock() / SECOND - time_now
        step = 0.0 if self._ahead is None else ahead - self._ahead
        self._ahead = ahead
        if abs(step) > _STEP:
            _log.warning("the clock was set", seconds=round(step))
            self._until = time_now + _PATIENCE if step > 0 else 0.0
        return time_now >= self._until
