"""The scribe: the one writer of a process.

It takes all waiting orders, locks the head, decides each on current state, writes everything
and commits once, then answers everybody. A refused order costs its neighbours nothing; after a
failed statement each order is tried alone.
"""

import queue
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from domain.refusal import Refused
from ledger.catalogue import CATALOGUE, UnknownEvent
from ledger.database import Database
from ledger.envelope import EventTooLarge, Row
from ledger.log import read_at, read_head, read_log
from ledger.now import Clock, clock
from projections.engine import Projector, View
from projections.replay import cursors
from service.answers import Answer
from service.batch import Batch
from service.door import perform
from service.errors import DoorError, StorageFull, Unavailable
from service.logs import frames
from service.orders import Order
from service.outage import is_full, is_outage
from service.search.grams import Grams

_log = structlog.get_logger("bihuan.scribe")
_MAX_BATCH = 256


@dataclass(frozen=True, slots=True)
class _Waiting:
    order: Order
    future: "Future[Answer]"


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
        now: Clock = clock,
        grams: Grams | None = None,
    ) -> None:
        self._database = database
        self._grams = grams
        self._views = list(views)
        self._now = now
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(maxsize=queue_limit)
        self._thread = Thread(target=self._run, name="scribe", daemon=True)
        self._halted: str | None = None
        self._closed = False
        # Nobody gets in line behind the end: between the look at `closed` and the step into
        # line, nothing may close.
        self._door = Lock()

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        if self._closed:
            return
        with self._door:
            self._closed = True
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    @property
    def halted(self) -> str | None:
        """Why this process no longer writes, None while it does."""
        return self._halted

    def submit(self, order: Order) -> "Future[Answer]":
        """Put an order in line; raises `Unavailable` where the line is full or closed."""
        waiting = _Waiting(order, Future())
        with self._door:
            if self._closed:
                raise Unavailable("stopping")
            if self._halted:
                raise Unavailable(self._halted, seconds=30)
            try:
                self._queue.put_nowait(waiting)
            except queue.Full:
                raise Unavailable("too many waiting commands") from None
        return waiting.future

    def _run(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                return
            batch, last = self._take(first)
            self._serve([w for w in batch if w.future.set_running_or_notify_cancel()])
            if last:
                return

    def _take(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Everybody who waits, and whether the line ends behind them."""
        batch = [first]
        while len(batch) < _MAX_BATCH:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                break
            if waiting is None:
                return batch, True
            batch.append(waiting)
        return batch, False

    def _serve(self, batch: Sequence[_Waiting]) -> None:
        try:
            self._require_unhalted()
            results = self._transact([w.order for w in batch])
        except Exception as error:
            self._failed(batch, error)
            return
        for waiting, result in zip(batch, results, strict=True):
            if isinstance(result, Answer):
                waiting.future.set_result(result)
            else:
                waiting.future.set_exception(result)

    def _failed(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """Nothing of the batch was written: try each alone, or tell the one why."""
        if isinstance(error, UnknownEvent):
            self._halted = "a newer program has written to this ledger"
        if len(batch) > 1 and self._may_retry(error):
            for waiting in batch:
                self._serve([waiting])
            return
        if not isinstance(error, Unavailable):
            _log.error("command failed", error=type(error).__name__, frames=frames(error))
        for waiting in batch:
            waiting.future.set_exception(self._told(error))

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

    def _transact(self, orders: Sequence[Order]) -> list[Answer | Exception]:
        batch: Batch | None = None
        results: list[Answer | Exception] = []
        try:
            with self._database.write() as connection:
                batch = Batch(connection, self._views, self._now, self._grams)
                self._catch_up(connection)
                results = [_decided(batch, order) for order in orders]
                batch.write()
        except DBAPIError:
            # The COMMIT may have been carried out although its answer was lost.
            if batch is None or not self._landed(batch.first):
                raise
        return results

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
        except DBAPIError as error:
            raise Unsettled from error

    def _catch_up(self, connection: Connection) -> None:
        """Fold what a process without these views, or with older ones, has written meanwhile."""
        head = read_head(connection, lock=False).position
        reached = cursors(connection)
        for view in self._views:
            if view.id not in reached:
                raise Unavailable(f"{view.id} has no cursor: run `bihuan replay`", seconds=30)
            if reached[view.id] < head:
                projector = Projector(connection, [view])
                for row in read_log(connection, after=reached[view.id], upto=head, page=1_000):
                    projector.apply(CATALOGUE.decode(row))
                projector.flush(connection, head)


def _decided(batch: Batch, order: Order) -> Answer | Exception:
    """What one order comes to; refusals are results, anything else fails the batch."""
    if order.deadline is not None and time.monotonic() > order.deadline:
        return Unavailable("waited too long")
    try:
        return perform(batch, order)
    except (Refused, DoorError, EventTooLarge) as refusal:
        return refusal
