"""The days of reports: each is drawn once by itself, when its period is over."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

import structlog

from domain.body.events import ReportKind
from domain.period import Period
from domain.refusal import Code, Refused
from service.commands.reports import DrawReport
from service.logs import frames
from service.outage import is_everybodys
from service.reports.periods import newest_due
from service.reports.record import Wanting
from service.service import SYSTEM, Service

_log = structlog.get_logger("bihuan.timekeeper")
_EVERY = 3600.0
"""Seconds between two looks while no new day of reports has come: a body may have joined."""

Due = Mapping[ReportKind, Period]


class Scheduling:
    """Draws what is due and wanting, page by page.

    After a standstill the newest period of each kind is drawn and no older one: figures are made
    of the record, so that those can be had whenever somebody asks, and nobody reads them late.
    Several may do it: the second is told that the report is on record, and goes on.
    """

    def __init__(
        self, service: Service, page: int, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._service, self._page, self._monotonic = service, page, monotonic
        self._looked_for: Due = {}
        self._again = 0.0
        self._queue: Sequence[Wanting] = ()

    def step(self) -> bool:
        """Hand in one page; whether there was one. Raises where nothing can be written at all."""
        if not self._queue:
            self._look()
        page = self._queue[: self._page]
        if page:
            self._draw(page)
            self._queue = self._queue[self._page :]
        return bool(page)

    def _look(self) -> None:
        due = newest_due(self._service.now())
        if due == self._looked_for and self._monotonic() < self._again:
            return
        self._queue = self._service.reports.wanting(due)
        self._looked_for, self._again = due, self._monotonic() + _EVERY

    def _draw(self, page: Sequence[Wanting]) -> None:
        commands = [DrawReport(body=one.body, kind=one.kind, period=one.period) for one in page]
        told = asyncio.run(self._service.execute_in_order(commands, principal=SYSTEM))
        for one, came in zip(page, told, strict=True):
            if isinstance(came, BaseException):
                _turned_away(one, came)


def _turned_away(one: Wanting, error: BaseException) -> None:
    """One body's own fault is no matter of the others; an outage is everybody's."""
    if isinstance(error, Refused) and error.code is Code.ALREADY_DRAWN:
        return
    if is_everybodys(error):
        raise error
    told = {"error": type(error).__name__, "frames": frames(error)}
    _log.error("a report cannot be drawn", body=str(one.body), kind=str(one.kind), **told)
