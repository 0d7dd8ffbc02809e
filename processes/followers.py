"""The followers of one process, each in a thread of its own."""

import time
from collections.abc import Mapping, Sequence
from threading import Event, Thread
from typing import Any

from ledger.database import Database
from processes.follower import Follower, Stall, Step
from projections.engine import View
from projections.kinds import following

_SHORTEST = 0.025
_LONGEST = 0.2
"""Seconds between two looks at the head: as long as an event may wait for its fold."""
_PATIENCE = 5.0
"""The longest wait after a fault."""


class Followers:
    """Starts, wakes and stops a follower for each following view."""

    def __init__(self, database: Database, views: Sequence[View[Any]]) -> None:
        self._routines = [_Routine(Follower(database, view)) for view in following(views)]

    def start(self) -> None:
        """Begin to follow."""
        for routine in self._routines:
            routine.start()

    def stop(self) -> None:
        """End after the batch in hand."""
        for routine in self._routines:
            routine.ask_to_stop()
        for routine in self._routines:
            routine.join()

    def wake(self) -> None:
        """Look at once. A hint from whoever waits: nothing depends on it."""
        for routine in self._routines:
            routine.woken.set()

    def stalls(self) -> Mapping[str, Stall]:
        """The views that cannot go on, as this process has found."""
        followers = (routine.follower for routine in self._routines)
        return {one.view.id: one.stall for one in followers if one.stall is not None}


class _Routine:
    """One follower's days."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.woken = Event()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name=f"follow {follower.view.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stopped.set()
        self.woken.set()

    def join(self) -> None:
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = _SHORTEST
        while not self._stopped.is_set():
            began = time.monotonic()
            step = self.follower.step()
            pause = _pause_after(step, pause, took=time.monotonic() - began)
            if step in (Step.STALLED, Step.OUTAGE):
                # Nobody's impatience helps against a fault.
                self._stopped.wait(pause)
            elif self.woken.wait(pause):
                self.woken.clear()
                pause = _SHORTEST


def _pause_after(step: Step, before: float, *, took: float) -> float:
    """How long to wait: after a batch as long as it took, so that commands get their turn."""
    match step:
        case Step.FOLDED:
            return min(max(took, _SHORTEST), _LONGEST)
        case Step.IDLE:
            return min(before * 2, _LONGEST)
        case Step.STALLED | Step.OUTAGE:
            return min(before * 2, _PATIENCE)
