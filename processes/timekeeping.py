"""The timekeeper of one process, in a thread of its own."""

import time
from collections.abc import Callable
from threading import Event, Thread

from domain.moment import SECOND
from processes.follower import Follower
from processes.follower import Step as Folded
from processes.timekeeper import Keeping, Step, Timekeeper
from service.service import Service

_SHORTEST = 0.05
_TICK = 1.0
_LONGEST = 5.0
"""Seconds between two looks where nothing is due: whatever is not foreseen may wait so long."""
_TURN = 0.2
"""The longest pause between two pages."""


class Timekeeping:
    """Starts and stops it.

    *hint* wakes whoever folds its view; with *folding* it does that itself, before each look.
    """

    def __init__(
        self,
        service: Service,
        *,
        hint: Callable[[], object] | None = None,
        folding: Follower | None = None,
    ) -> None:
        self._folding = folding
        wake = hint or (folding.step if folding else _nobody)
        self._keeper = Timekeeper(service, hint=wake)
        self._now = service.now
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="keep time", daemon=True)

    def start(self) -> None:
        """Begin to keep time."""
        self._thread.start()

    def stop(self) -> None:
        """End after the page in hand."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def state(self) -> Keeping:
        """What `/readyz` tells of it."""
        return self._keeper.state()

    def _run(self) -> None:
        pause = _TICK
        while not self._stopped.is_set():
            began = time.monotonic()
            self._fold()
            step = self._keeper.step()
            pause = self._pause_after(step, pause, took=time.monotonic() - began)
            self._stopped.wait(pause)

    def _fold(self) -> None:
        """Fold what has been written, where that is left to this process."""
        while self._folding and not self._stopped.is_set():
            if self._folding.step() is not Folded.FOLDED:
                return

    def _pause_after(self, step: Step, before: float, *, took: float) -> float:
        """Between pages as long as one takes, so that commands of people get their turn."""
        match step:
            case Step.KEPT:
                return min(max(took, _SHORTEST), _TURN)
            case Step.IDLE:
                longest = min(max(before, _TICK / 2) * 2, _LONGEST)
                return max(_SHORTEST, min(longest, self._until_next()))
            case Step.HOLDING:
                return _TICK
            case Step.FAULT:
                return _LONGEST

    def _until_next(self) -> float:
        due = self._keeper.next_due
        return _LONGEST if due is None else (due - self._now()) / SECOND


def _nobody() -> None:
    """Others fold, and look by themselves."""
