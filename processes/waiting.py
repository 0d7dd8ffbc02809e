"""Waiting for the record, without a thread for each who waits.

All who wait at a time share one look at the database.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.database import Database
from ledger.log import read_head
from projections.cursors import cursors
from projections.engine import View
from service.errors import Behind, NotYet

_AT_LEAST_SECONDS = 5.0
"""How long a reader waits for a view before they are told that it is behind."""
_PAUSE = 0.02
_NEWS_PAUSE = 0.1
"""Seconds between two looks: for a view that is being folded, and for what somebody may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The head's position and the cursors, in one snapshot."""

    head: int
    cursors: Mapping[str, int]


class Waiting:
    """Waits for views to be folded and for events to be written; for one event loop.

    *hint* is called when somebody waits for a view: a follower of this process may look at once.
    """

    def __init__(self, database: Database, hint: Callable[[], None]) -> None:
        self._database = database
        self._hint = hint
        self._looking: asyncio.Task[Marks] | None = None
        self._began = 0.0
        self._leaving = False

    def leave(self) -> None:
        """The service stops: nobody waits for news any longer."""
        self._leaving = True

    async def folded(self, view: View[Any], position: int) -> None:
        """Return once *view* has been folded up to *position*.

        Raises `NotYet` for a position that is not written, `Behind` where it takes too long.
        """
        now = time.monotonic()
        deadline, marks = now + _AT_LEAST_SECONDS, await self._marks(since=now)
        if position > marks.head:
            raise NotYet("beyond_the_head", field="at_least")
        while (reached := marks.cursors.get(view.id, 0)) < position:
            if time.monotonic() >= deadline or self._leaving:
                raise Behind(reached)
            self._hint()
            await asyncio.sleep(_PAUSE)
            marks = await self._marks(since=time.monotonic() - _PAUSE)

    async def news(
        self, after: int, seconds: float, hung_up: Callable[[], Awaitable[bool]]
    ) -> None:
        """Return once something is written behind *after*, or when nobody waits any longer."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline and not self._leaving:
            marks = await self._marks(since=now - _NEWS_PAUSE)
            if marks.head > after or await hung_up():
                return
            await asyncio.sleep(min(_NEWS_PAUSE, deadline - now))

    async def _marks(self, *, since: float) -> Marks:
        """What a look finds that began at *since* or later."""
        while self._looking is None or self._began < since:
            if self._looking is None or self._looking.done():
                self._began = time.monotonic()
                self._looking = asyncio.create_task(asyncio.to_thread(self._look))
            else:
                await asyncio.wait([self._looking])
        # Who gives up takes the others' look with them, unless it is shielded.
        return await asyncio.shield(self._looking)

    def _look(self) -> Marks:
        with self._database.read() as connection:
            return Marks(
                head=read_head(connection, lock=False).position, cursors=cursors(connection)
            )
