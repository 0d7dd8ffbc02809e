"""The load: several clients at once and a reader, for as long as a fault takes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from random import Random
from uuid import UUID

from tests.faults.caller import ANSWER_SECONDS, PATIENCE_SECONDS, Caller
from tests.faults.episodes import Episodes
from tests.faults.kept import Ask, Kept
from tests.faults.place import Place
from tests.faults.serving import Broken

_EASED_SECONDS = 0.25
"""What a client waits before its next command while it takes its time."""


class Load:
    """Several clients at once, until they are told to stop."""

    def __init__(self, place: Place, ports: Sequence[int], *, patience: float) -> None:
        self.kept = Kept()
        self.reads: Counter[int] = Counter()
        self._episodes = Episodes(place, self.kept)
        self._place = place
        self._ports = list(ports)
        self._patience = patience
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []
        self._callers: list[Caller] = []
        self._pause = 0.0

    def caller(self, shift: int = 0) -> Caller:
        """A further caller; *shift* says which port it begins with."""
        turned = self._ports[shift % len(self._ports) :] + self._ports[: shift % len(self._ports)]
        caller = Caller(self._place, turned, self.kept, patience=self._patience)
        self._callers.append(caller)
        return caller

    def spread(self) -> None:
        """Everybody asks again where they began.

        Nobody leaves a port that answers: once a process has failed, all would stay with the other.
        """
        for caller in self._callers:
            caller.go_home()

    @contextmanager
    def eased(self) -> Iterator[None]:
        """They take their time meanwhile: on few cores they would starve a process that starts."""
        self._pause = _EASED_SECONDS
        try:
            yield
        finally:
            self._pause = 0.0

    def caller_of(self, port: int) -> Caller:
        """A caller that knows one port alone."""
        return Caller(self._place, [port], self.kept, patience=self._patience)

    def start(self, clients: int) -> None:
        """Let them begin, and one reader with them."""
        doing: list[Coroutine[None, None, None]] = [self._client(n) for n in range(clients)]
        self._tasks = [asyncio.create_task(one) for one in [*doing, self._reader()]]

    async def more(self, successes: int) -> None:
        """Wait until that many more have been told; raises `Broken` where they do not come."""
        wanted = len(self.kept.successes) + successes
        async with within(PATIENCE_SECONDS, f"{successes} further successes"):
            while len(self.kept.successes) < wanted:
                await self._require_running()

    async def reading(self, answers: int) -> None:
        """Wait until that many more reads were answered 200."""
        wanted = self.reads[200] + answers
        async with within(PATIENCE_SECONDS, f"{answers} further reads"):
            while self.reads[200] < wanted:
                await self._require_running()

    async def failing(self, reads: int) -> None:
        """Wait until that many reads were not answered 200."""
        wanted = self.reads.total() - self.reads[200] + reads
        async with within(PATIENCE_SECONDS, f"{reads} reads that fail"):
            while self.reads.total() - self.reads[200] < wanted:
                await self._require_running()

    async def telling(self, statuses: Collection[int], answers: int) -> None:
        """Wait until so many more commands were answered with one of *statuses*."""
        wanted = self._count(statuses) + answers
        async with within(PATIENCE_SECONDS, f"{answers} answers of {sorted(statuses)}"):
            while self._count(statuses) < wanted:
                await self._require_running()

    async def stop(self) -> None:
        """Let everybody finish what was begun."""
        self._stopping = True
        await asyncio.gather(*self._tasks)

    async def abandon(self) -> None:
        """Stop them where they are."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def reporting(self) -> Ask:
        """A report that nobody has asked yet."""
        return self._episodes.reporting()

    def responding(self, issue: UUID) -> Ask:
        """A response to the reporter."""
        return self._episodes.responding(issue)

    def _count(self, statuses: Collection[int]) -> int:
        return sum(told.status in statuses for told in self.kept.told)

    async def _require_running(self) -> None:
        for task in self._tasks:
            if task.done():
                task.result()
        await asyncio.sleep(0.01)

    async def _client(self, number: int) -> None:
        chance = Random(number)  # noqa: S311  # repeatable on purpose
        callers = [self.caller(number + n) for n in range(3)]
        try:
            while not self._stopping:
                await self._episodes.draw(chance)(callers)
                await asyncio.sleep(self._pause)
        finally:
            for caller in callers:
                caller.close()

    async def _reader(self) -> None:
        caller, turn = self.caller(), 0
        try:
            while not self._stopping:
                await asyncio.sleep(0.02)
                turn += 1
                if board := self._episodes.board:
                    await self._read(caller, board[turn % len(board)])
        finally:
            caller.close()

    async def _read(self, caller: Caller, issue: UUID) -> None:
        """Whoever was told a version reads that version or a later one."""
        least = self._episodes.versions[issue]
        reply = await caller.read(f"/v1/issues/{issue}")
        self.reads[reply.status if reply else 0] += 1
        if reply is not None and reply.status == 200 and (reply.version or 0) < least:
            self.kept.seen.append(f"{issue} was told at {least} and read at {reply.version}")
        if reply is not None and reply.status not in {200, 503}:
            self.kept.seen.append(f"a read of {issue} was answered {reply.status}")


@asynccontextmanager
async def loading(
    place: Place, ports: Sequence[int], *, clients: int = 8, patience: float = ANSWER_SECONDS
) -> AsyncIterator[Load]:
    """A load for the time of the block; at its end everybody is answered, or `Broken` is raised."""
    load = Load(place, ports, patience=patience)
    load.start(clients)
    try:
        yield load
        await load.stop()
    finally:
        await load.abandon()


@asynccontextmanager
async def within(seconds: float, what: str) -> AsyncIterator[None]:
    """Raise `Broken` where the block takes longer than that."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Broken(f"{what} did not come within {seconds:.0f} s") from None
