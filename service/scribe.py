"""The scribe: the one writer of a process.

It locks the head, takes all orders that wait by then, decides each on current state, writes
everything and commits once, then answers everybody. A refused order costs its neighbours nothing;
after a failed statement each order is tried alone.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import Any

import structlog
from sqlalchemy import Connection

from domain.refusal import Refused
from ledger.catalogue import UnknownEvent
from ledger.database import Database
from ledger.envelope import EventTooLarge, Row
from ledger.log import read_at, read_head
from ledger.now import Clock, clock
from projections.catching_up import NoCursor, catch_up, lock_head
from projections.engine import View
from service.accepted import Accepted
from service.answers import Answer
from service.batch import Batch
from service.door import conclude, decide
from service.errors import DoorError, StorageFull, Unavailable
from service.line import Line, Told, Waiting, tell
from service.logs import frames
from service.memory import Memory
from service.orders import Order
from service.outage import is_full, is_outage
from service.remembered import again, use_of
from service.search.grams import Grams

_log = structlog.get_logger("bihuan.scribe")
_MAX_BATCH = 256
_PAGE = 1_000
"""The most events that a view catches up with under one lock of the head."""

Outcome = Accepted | Answer | Exception
Take = Callable[[], Sequence[Order]]


class Unsettled(Exception):
    """A COMMIT's fate is unknown: nobody may be told that nothing happened, nor tried again."""


class Scribe:
    """Runs orders one batch at a time in a thread of its own."""

    def __init__(
        self,
        database: Database,
        views: Sequence[View[Any]],
        *,
        queue_limit: int,
        memory: int = 20_000,
        now: Clock = clock,
        grams: Grams | None = None,
    ) -> None:
        self._database = database
        self._grams = grams
        self._views = list(views)
        self._now = now
        self._memory = Memory(self._views, memory)
        self._line = Line(queue_limit)
        self._thread = Thread(target=self._run, name="scribe", daemon=True)
        self._halted: str | None = None

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        if self._line.close() and self._thread.is_alive():
            self._thread.join()

    @property
    def halted(self) -> str | None:
        """Why this process no longer writes, None while it does."""
        if self._halted is None and self._thread.ident and not self._thread.is_alive():
            return "the writer has ended"
        return self._halted

    async def perform(self, order: Order) -> Answer:
        """Put an order in line and wait for its answer.

        Raises `Unavailable` where the line is full or closed, else what the order comes to.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._join(Waiting(order, future, loop))
        return await future

    def submit(self, order: Order) -> "Future[Answer]":
        """The same for callers outside an event loop."""
        future: Future[Answer] = Future()
        self._join(Waiting(order, future))
        return future

    def _join(self, waiting: Waiting) -> None:
        self._require_unhalted()
        self._line.join(waiting)

    def _run(self) -> None:
        while self._line.wait():
            taken: list[Waiting] = []
            try:
                self._serve(taken)
            except Exception as error:
                # Not even telling has worked, as with a log that nobody reads any more: go on.
                tell((waiting, self._told(error)) for waiting in taken)

    def _serve(self, taken: list[Waiting]) -> None:
        try:
            self._require_unhalted()
            results = self._transact(partial(self._take, taken))
        except Exception as error:
            if not taken:
                taken.extend(self._line.take(_MAX_BATCH))
            self._failed(taken, error)
        else:
            tell(zip(taken, results, strict=True))

    def _take(self, taken: list[Waiting]) -> Sequence[Order]:
        """Everybody who waits by now."""
        taken.extend(self._line.take(_MAX_BATCH))
        return [waiting.order for waiting in taken]

    def _failed(self, batch: Sequence[Waiting], error: Exception) -> None:
        """Nothing of the batch was written: try each alone, or tell all of them why."""
        if isinstance(error, UnknownEvent):
            self._halted = "a newer program has written to this ledger"
        if len(batch) > 1 and self._may_retry(error):
            for waiting in batch:
                self._alone(waiting)
            return
        if not isinstance(error, Unavailable):
            _log.error("command failed", error=type(error).__name__, frames=frames(error))
        told = self._told(error)
        tell((waiting, told) for waiting in batch)

    def _alone(self, waiting: Waiting) -> None:
        try:
            self._require_unhalted()
            results = self._transact(lambda: [waiting.order])
        except Exception as error:
            self._failed([waiting], error)
        else:
            tell([(waiting, results[0])])

    def _may_retry(self, error: Exception) -> bool:
        """Whether the fault may be one order's own: an outage would only meet each again."""
        return self._halted is None and not isinstance(error, Unsettled) and not is_outage(error)

    def _told(self, error: Exception) -> Exception:
        if is_full(error):
            return StorageFull()
        if is_outage(error) or isinstance(error, Unsettled):
            return Unavailable("the database cannot be reached")
        if self._halted is not None:
            return Unavailable(self._halted, seconds=30)
        return error

    def _require_unhalted(self) -> None:
        """Raise `Unavailable` where this process has stopped writing."""
        if self._halted is not None:
            raise Unavailable(self._halted, seconds=30)

    def _transact(self, take: Take) -> Sequence[Told]:
        batch: Batch | None = None
        results: Sequence[Told] = []
        written = False
        try:
            while batch is None:
                with self._database.write() as connection:
                    batch = self._begin(connection)
                    if batch is not None:
                        results = _performed(batch, take())
                        batch.write()
                        written = True
        except Exception:
            # The COMMIT may have been carried out although its answer was lost.
            if batch is None or not written or not self._landed(batch.first):
                self._memory.forget()
                raise
        batch.committed()
        return results

    def _begin(self, connection: Connection) -> Batch | None:
        """A batch under the head lock; None where a view has further to go before there is one."""
        head, current = lock_head(connection, self._views)
        if not current and not self._bring_up(connection, head.position):
            return None
        self._memory.come_to(connection, head)
        return Batch(connection, head, self._views, self._memory, self._now, self._grams)

    def _bring_up(self, connection: Connection, position: int) -> bool:
        try:
            return catch_up(connection, self._views, position, most=_PAGE)
        except NoCursor as error:
            raise Unavailable(f"{error} has no cursor: run `bihuan replay`", seconds=30) from error

    def _landed(self, first: Row | None) -> bool:
        """Whether the row at the first assigned position is ours, asked under the head lock.

        To hold the lock is to know that the lost session has ended, one way or the other.
        """
        if first is None:
            return False
        try:
            with self._database.write() as connection:
                read_head(connection, lock=True)
                return read_at(connection, first.position) == first
        except Exception as error:
            # Whatever kept us from looking: nobody may be told that nothing happened.
            raise Unsettled from error


def _performed(batch: Batch, orders: Sequence[Order]) -> Sequence[Told]:
    batch.expect(stream for order in orders for stream in order.command.streams())
    batch.remembered.expect(
        use_of(order.principal.person, order.idempotency)
        for order in orders
        if order.idempotency is not None and order.principal.person is not None
    )
    outcomes = [_decided(batch, order) for order in batch.pulse.along(orders)]
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
    batch.projector.expect([event for one in accepted for event in one.recorded])
    answers: dict[Accepted, Answer] = {}
    return [_told(batch, outcome, answers) for outcome in outcomes]


def _decided(batch: Batch, order: Order) -> Outcome:
    """What one order comes to; refusals are results, anything else fails the batch."""
    if order.deadline is not None and time.monotonic() > order.deadline:
        return Unavailable("waited too long")
    try:
        return decide(batch, order)
    except (Refused, DoorError, EventTooLarge) as refusal:
        return refusal


def _told(batch: Batch, outcome: Outcome, answers: dict[Accepted, Answer]) -> Told:
    if not isinstance(outcome, Accepted):
        return outcome
    if outcome in answers:
        # The same key twice in one batch.
        return again(answers[outcome])
    answers[outcome] = conclude(batch, outcome)
    return answers[outcome]
