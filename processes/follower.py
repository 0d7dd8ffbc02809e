"""A follower: folds one view behind the commands, batch after batch, whatever happens.

Any number of processes may follow the same view (see `projections.follow`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog

from ledger.database import Database
from projections import cursors
from projections.engine import View
from projections.follow import fold_batch
from service.logs import frames
from service.outage import is_outage

_log = structlog.get_logger("bihuan.follower")
_BATCH = 500
_SQLITE_BATCH = 200
"""There every writer waits for the one who writes: batches are small."""


class Step(StrEnum):
    """What one step came to."""

    FOLDED = "folded"
    IDLE = "idle"
    STALLED = "stalled"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """Where a view cannot go on: the event's position, and the class of the error."""

    position: int
    error: str


class Follower:
    """Follows one view; `step` is one batch, for whoever decides when."""

    def __init__(self, database: Database, view: View[Any], *, batch: int | None = None) -> None:
        self.view = view
        self.stall: Stall | None = None
        self._database = database
        self._most = batch or (_SQLITE_BATCH if database.is_sqlite else _BATCH)
        self._limit = self._most
        self._away = False

    def step(self) -> Step:
        """Fold one batch. What fails is told in the log and by `stall`, and never raised."""
        try:
            size = fold_batch(self._database, self.view, most=self._limit)
        except Exception as error:
            return self._failed(error)
        self._went_well(size)
        return Step.FOLDED if size else Step.IDLE

    def catch_up(self) -> None:
        """Fold to the head, for callers who do not run it in a thread; raises what stops it."""
        while fold_batch(self._database, self.view, most=self._most):
            pass

    def _failed(self, error: Exception) -> Step:
        if is_outage(error):
            return self._wait_for_the_database()
        if self._limit > 1:
            # What lies before the event that is at fault can be folded, if need be one by one.
            self._limit = 1
            return Step.FOLDED
        return self._stalled(error)

    def _stalled(self, error: Exception) -> Step:
        try:
            with self._database.read() as connection:
                after = cursors.reached(connection, self.view) or 0
        except Exception:
            return self._wait_for_the_database()
        stall = Stall(position=after + 1, error=type(error).__name__)
        if stall != self.stall:
            # Its message is left out: it may quote what is in the event.
            told = {"position": stall.position, "error": stall.error, "frames": frames(error)}
            _log.error("view stalled", view=self.view.id, **told)
        self.stall = stall
        return Step.STALLED

    def _wait_for_the_database(self) -> Step:
        if not self._away:
            _log.warning("view waits for the database", view=self.view.id)
        self._away = True
        return Step.OUTAGE

    def _went_well(self, size: int) -> None:
        if self._away or (self.stall is not None and size):
            _log.info("view goes on", view=self.view.id)
        self._away = False
        if size:
            self.stall = None
            self._limit = min(self._limit * 2, self._most)
