"""Forgetting: completes what is restricted, and lets go of what has been kept long enough."""

import asyncio
import time
from collections.abc import Callable, Sequence

import structlog

from domain.refusal import Refused
from service.lapsing import Lapse, Mark
from service.logs import frames
from service.outage import is_everybodys
from service.service import SYSTEM, Service

_log = structlog.get_logger("bihuan.timekeeper")
_OFTEN = 60.0
_DAILY = 86_400.0
"""Seconds between two rounds: who has waited for a year is not kept waiting."""

Source = Callable[[Mark | None, int], Sequence[Lapse]]


class _Round:
    """A walk through one source, begun anew every so often."""

    def __init__(self, source: Source, every: float, monotonic: Callable[[], float]) -> None:
        self._source, self._every, self._monotonic = source, every, monotonic
        self._after: Mark | None = None
        self._again = 0.0

    def page(self, limit: int) -> Sequence[Lapse]:
        """The next of it; nothing where a round has ended, and until it is time for another."""
        if self._after is None and self._monotonic() < self._again:
            return ()
        found = self._source(self._after, limit)
        self._after = found[-1].mark if len(found) == limit else None
        if self._after is None:
            self._again = self._monotonic() + self._every
        return found


class Forgetting:
    """Hands in what may be due, page by page, and deletes the keys of what then is.

    Several may do it: what one has let go is nothing to the other.
    """

    def __init__(
        self, service: Service, page: int, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._service, self._page = service, page
        lapsing = service.lapsing
        walks = (
            (lapsing.restrictions, _OFTEN),
            (lapsing.contacts, _DAILY),
            (lapsing.texts, _DAILY),
        )
        self._rounds = [_Round(source, every, monotonic) for source, every in walks]

    def step(self) -> bool:
        """Hand in one page; whether there was one. Raises where nothing can be written at all."""
        for one in self._rounds:
            page = one.page(self._page)
            if page:
                self._hand_in(page)
                return True
        return False

    def _hand_in(self, page: Sequence[Lapse]) -> None:
        commands = [one.command for one in page]
        told = asyncio.run(self._service.execute_in_order(commands, principal=SYSTEM))
        for one, came in zip(page, told, strict=True):
            if isinstance(came, BaseException):
                _turned_away(one, came)
        # Together: to empty a log costs as much for one key as for many.
        self._service.leaving.let_go([one.gone for one in commands])


def _turned_away(one: Lapse, error: BaseException) -> None:
    """One person's own fault is no matter of the others; an outage is everybody's."""
    if is_everybodys(error):
        raise error
    code = str(error.code) if isinstance(error, Refused) else type(error).__name__
    _log.error(
        "nobody was let go", subject=str(one.command.gone[1]), error=code, frames=frames(error)
    )
