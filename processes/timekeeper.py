"""The timekeeper: lets be recorded what falls due by itself, in the order in which it does.

It decides nothing: it hands issues in through the one door, and the rules say under the head's
lock what is due. So any number of timekeepers may run, and be killed at any point: each deadline
is on record once.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

import structlog

from domain.moment import Moment
from processes.forgetting import Forgetting
from processes.pruning import Pruning
from processes.recalculation import Recalculation
from processes.scheduling import Scheduling
from processes.signing import Signing
from processes.steadiness import Steadiness
from processes.walk import Page, Walk
from projections import cursors, deadlines
from projections.deadlines import Mark
from projections.views import deadline
from service.answers import Answer
from service.commands.timekeeping import KeepTime
from service.logs import frames
from service.outage import is_everybodys
from service.service import SYSTEM, Service

_log = structlog.get_logger("bihuan.timekeeper")
PAGE = 64
"""So many commands of ours stand in line at most, before those of people that come later."""
_FOLD_SECONDS = 2.0
_LOOK_AGAIN = 0.02


class Step(StrEnum):
    """What one step came to; *holding* while the clock may have been set by mistake."""

    KEPT = "kept"
    IDLE = "idle"
    HOLDING = "holding"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How it goes: the last look, how many issues were overdue then for a record, what fails.

    `unsigned` says why no checkpoint can be signed; that keeps nothing else from being done.
    """

    looked_at: Moment | None
    overdue: int
    fault: str | None
    unsigned: str | None = None


class Timekeeper:
    """Keeps time; `step` is one page, for whoever decides when.

    *hint* is called while it waits for its view: somebody may fold it.
    """

    def __init__(
        self,
        service: Service,
        *,
        page: int = PAGE,
        hint: Callable[[], object] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.next_due: Moment | None = None
        self._service, self._hint, self._monotonic = service, hint, monotonic
        self._steady = Steadiness(service.now, monotonic=monotonic)
        self._pruning = Pruning(service, monotonic=monotonic)
        self._signing = Signing(service, monotonic=monotonic)
        self._forgetting = Forgetting(service, page, monotonic=monotonic)
        self._scheduling = Scheduling(service, page, monotonic=monotonic)
        self._due = Walk(page, monotonic=monotonic)
        self._outdated = Recalculation(page, monotonic)
        self._looked_at: Moment | None = None
        self._fault: str | None = None

    def state(self) -> Keeping:
        """What `/readyz` tells of it."""
        fault = self._fault or self._due.fault or self._outdated.fault
        return Keeping(
            looked_at=self._looked_at,
            overdue=self._due.length,
            fault=fault,
            unsigned=self._signing.fault,
        )

    def step(self) -> Step:
        """Hand in one page. What fails is told in the log and by `state`, and never raised."""
        try:
            step = self._stepped()
        except Exception as error:
            return self._failed(error)
        self._fault = None
        return step

    def _stepped(self) -> Step:
        if not self._steady.look():
            return Step.HOLDING
        found = self._look()
        if found is None:
            self._pruning.step()
            self._signing.step()
            worked = self._forgetting.step() or self._scheduling.step()
            return Step.KEPT if worked else Step.IDLE
        self._keep(found)
        return Step.KEPT

    def _look(self) -> Page | None:
        now = self._service.now()
        with self._service.database.read() as connection:
            self._looked_at = now
            watch = deadlines.due(now)
            if marks := self._due.marks(connection, watch):
                return Page(marks, watch, self._due)
            self.next_due = deadlines.next_due(connection, behind=now)
            return self._outdated.page(connection)

    def _keep(self, page: Page) -> None:
        commands = [KeepTime(issue=issue) for _, issue in page.marks]
        told = asyncio.run(self._service.execute_in_order(commands, principal=SYSTEM))
        for mark, one in zip(page.marks, told, strict=True):
            if isinstance(one, BaseException):
                self._turned_away(page.walk, mark, one)
        answered = {
            mark: one.position
            for mark, one in zip(page.marks, told, strict=True)
            if isinstance(one, Answer)
        }
        if answered and self._is_folded(max(answered.values())):
            self._leave_what_stays(page, answered)

    def _turned_away(self, walk: Walk, mark: Mark, error: BaseException) -> None:
        """One issue's own fault is no matter of the others; an outage is everybody's."""
        if is_everybodys(error):
            raise error
        if walk.leave(mark, type(error).__name__):
            told = {"error": type(error).__name__, "frames": frames(error)}
            _log.error("time cannot be kept", issue=str(mark[1]), **told)

    def _is_folded(self, position: int) -> bool:
        """Wait until the view shows what was recorded; False where it takes too long."""
        end = self._monotonic() + _FOLD_SECONDS
        while not self._has_come(position):
            if self._monotonic() >= end:
                return False
            self._hint()
            time.sleep(_LOOK_AGAIN)
        return True

    def _has_come(self, position: int) -> bool:
        with self._service.database.read() as connection:
            return (cursors.reached(connection, deadline.VIEW) or 0) >= position

    def _leave_what_stays(self, page: Page, answered: Collection[Mark]) -> None:
        """Nothing came of those whose rows are the same as before."""
        issues = [issue for _, issue in answered]
        with self._service.database.read() as connection:
            stays = deadlines.still(connection, page.watch, issues)
        for mark in stays:
            if mark in answered:
                page.walk.leave(mark)

    def _failed(self, error: Exception) -> Step:
        name = type(error).__name__
        if name != self._fault:
            # Its message is left out: it may quote what is in the record.
            _log.error("the timekeeper waits", error=name, frames=frames(error))
        self._fault = name
        return Step.FAULT
