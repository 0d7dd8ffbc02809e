"""Questions that take their time: they tell how far they have come, and the answer last."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from projections.anew import Progress

A = TypeVar("A")


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many are done of how many."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Last(Generic[A]):
    """The answer."""

    answer: A


async def stepwise(reckon: Callable[[Progress], A]) -> AsyncGenerator[Step | Last[A]]:
    """What *reckon* tells from a thread of its own, and what it answers; raises what it raises.

    It ends at its next step once nobody listens.
    """
    loop, given_up = asyncio.get_running_loop(), Event()
    told: asyncio.Queue[Step | None] = asyncio.Queue()

    def tell(done: int, of: int) -> None:
        if given_up.is_set():
            raise GivenUp
        loop.call_soon_threadsafe(told.put_nowait, Step(done, of))

    task = asyncio.create_task(asyncio.to_thread(reckon, tell))
    # The loop hears of the end only behind all steps.
    task.add_done_callback(lambda _: told.put_nowait(None))
    try:
        while (step := await told.get()) is not None:
            yield step
        yield Last(await task)
    finally:
        given_up.set()
        task.cancel()
