"""The line: where orders wait for the scribe, and how their callers are told."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition
from weakref import WeakSet

from service.answers import Answer
from service.errors import Unavailable
from service.orders import Order

_MOST_TURNS = 16
"""So many turns a loop may go on letting in, before those who came first have waited enough."""

Told = Answer | Exception
"""What becomes of an order: its answer, or why there is none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in line; *loop* is that of an asyncio future, None for a caller in a thread."""

    order: Order
    future: "Future[Answer] | asyncio.Future[Answer]"
    loop: asyncio.AbstractEventLoop | None = None

    def begins(self) -> bool:
        """Whether its caller still waits; from now on the order cannot be taken back."""
        if isinstance(self.future, Future):
            return self.future.set_running_or_notify_cancel()
        return not self.future.cancelled()


class Line:
    """Orders in the sequence of their coming; at most *limit* may wait."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: deque[Waiting] = deque()
        self._changed = Condition()
        self._closed = self._called = False
        # A loop that ends before it has called leaves nobody waiting but its own.
        self._gathering: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def join(self, waiting: Waiting) -> None:
        """Get in line; raises `Unavailable` where it is full or closed.

        Who comes from an event loop calls the scribe when that loop has let in everybody else
        who is at the door: the more go together, the less each costs.
        """
        with self._changed:
            if self._closed:
                raise Unavailable("stopping")
            if len(self._waiting) >= self._limit:
                raise Unavailable("too many waiting commands")
            self._waiting.append(waiting)
        if waiting.loop is None:
            self.call()
        elif waiting.loop not in self._gathering:
            self._gathering.add(waiting.loop)
            waiting.loop.call_soon(self._gather, waiting.loop, 0, _MOST_TURNS)

    def call(self) -> None:
        """Let the scribe come for those who wait."""
        with self._changed:
            self._called = True
            self._changed.notify()

    def _gather(self, loop: asyncio.AbstractEventLoop, seen: int, turns: int) -> None:
        """Call the scribe after the first turn of the loop in which nobody has come."""
        waiting = len(self._waiting)
        if waiting != seen and turns:
            loop.call_soon(self._gather, loop, waiting, turns - 1)
            return
        self._gathering.discard(loop)
        self.call()

    def wait(self) -> bool:
        """Wait until somebody is in line; False where the line is closed and nobody is left."""
        with self._changed:
            while not (self._called and self._waiting) and not self._closed:
                self._changed.wait()
            self._called = False
            return bool(self._waiting)

    def take(self, most: int) -> list[Waiting]:
        """The next orders whose callers still wait."""
        with self._changed:
            taken = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
            # Whoever is left was let in, and is not called for again.
            self._called = self._called or bool(self._waiting)
        return [waiting for waiting in taken if waiting.begins()]

    def close(self) -> bool:
        """Let nobody in any more; False where it was closed before."""
        with self._changed:
            was_open, self._closed = not self._closed, True
            self._changed.notify()
        return was_open


def tell(results: Iterable[tuple[Waiting, Told]]) -> None:
    """Answer everybody: each event loop is woken once, however many of its callers wait."""
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[tuple[Waiting, Told]]] = defaultdict(list)
    for waiting, told in results:
        if waiting.loop is None:
            _settle_all([(waiting, told)])
        else:
            by_loop[waiting.loop].append((waiting, told))
    for loop, settled in by_loop.items():
        # A loop that has ended has nobody left who could hear it.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle_all, settled)


def _settle_all(settled: Iterable[tuple[Waiting, Told]]) -> None:
    for waiting, told in settled:
        if not waiting.future.done():
            _settle(waiting, told)


def _settle(waiting: Waiting, told: Told) -> None:
    if isinstance(told, Answer):
        waiting.future.set_result(told)
    else:
        waiting.future.set_exception(told)
