"""The client: one process that sends prepared requests over connections it keeps.

It is written against uvloop's transports, without an HTTP library, so that it costs little
beside what it measures. Every answer's status is counted.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from typing import cast
from uuid import uuid4

import uvloop

_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request in two parts, between which a key of its own is put for each time it is sent."""

    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What to send where, over how many connections, for how many seconds."""

    port: int
    connections: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: seconds until the last answer, milliseconds of each, statuses."""

    seconds: float
    latencies: Sequence[float]
    statuses: Mapping[int, int]
    hung_up: int = 0

    @property
    def failed(self) -> int:
        """Answers other than 200."""
        return sum(count for status, count in self.statuses.items() if status != 200)


@dataclass(slots=True)
class _Tally:
    until: float
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    hung_up: int = 0


class Caller(asyncio.Protocol):
    """One connection: sends the next request once the last one is answered."""

    def __init__(self, requests: Iterator[Request], tally: _Tally, prefix: str) -> None:
        self._requests = requests
        self._tally = tally
        self._prefix = prefix
        self._sent = 0
        self._started = 0.0
        self._heard = b""
        self._transport: asyncio.WriteTransport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Nothing is sent before all are connected."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def send(self) -> None:
        """Send the next request."""
        request = next(self._requests)
        self._sent += 1
        key = f"{self._prefix}-{self._sent}".encode()
        self._started = time.perf_counter()
        if self._transport is not None:
            self._transport.write(request.before + key + request.after)

    def data_received(self, data: bytes) -> None:
        """Count an answer that is there to its end, and go on."""
        self._heard += data
        if not _is_whole(self._heard):
            return
        now = time.perf_counter()
        self._tally.latencies.append((now - self._started) * 1000)
        self._tally.statuses[int(self._heard[9:12])] += 1
        self._heard = b""
        if now < self._tally.until:
            self.send()
        else:
            self.close()

    def connection_lost(self, _error: Exception | None) -> None:
        """A server that hangs up is counted too."""
        if not self.done.done():
            self._tally.hung_up += 1
            self.done.set_result(None)

    def close(self) -> None:
        """End, at the end of an answer."""
        if not self.done.done():
            self.done.set_result(None)
        if self._transport is not None:
            self._transport.close()


def serve(requests: Mapping[str, Sequence[Request]], parent: "Connection[Outcome, object]") -> None:
    """Put one load after the other on servers, until *parent* is closed.

    It sends `(name of the requests, Load)`, and is sent an `Outcome` for each.
    """
    while True:
        try:
            asked = parent.recv()
        except EOFError:
            return
        if not isinstance(asked, tuple):
            raise TypeError("a name and a load are expected")
        name, load = asked
        parent.send(uvloop.run(put(requests[name], load)))


async def put(requests: Sequence[Request], load: Load) -> Outcome:
    """Put the load on the server; nobody sends a request that another has in flight."""
    loop = asyncio.get_running_loop()
    tally = _Tally(until=0.0)
    callers: list[Caller] = []
    run = uuid4().hex
    for index in range(load.connections):
        own = _cycle(requests[index :: load.connections] or requests[index % len(requests) :][:1])
        caller = Caller(own, tally, f"{run}-{index}")
        await loop.create_connection(partial(_itself, caller), "127.0.0.1", load.port)
        callers.append(caller)
    started = time.perf_counter()
    tally.until = started + load.seconds
    for caller in callers:
        caller.send()
    async with asyncio.timeout(load.seconds + _PATIENCE_SECONDS):
        await asyncio.gather(*(caller.done for caller in callers))
    return Outcome(
        seconds=time.perf_counter() - started,
        latencies=tally.latencies,
        statuses=dict(tally.statuses),
        hung_up=tally.hung_up,
    )


def _itself(caller: Caller) -> Caller:
    return caller


def _cycle(requests: Sequence[Request]) -> Iterator[Request]:
    # Each load begins somewhere else, so that no part of the issues is used more than others.
    start = time.monotonic_ns() % len(requests)
    while True:
        yield from requests[start:]
        yield from requests[:start]


def _is_whole(heard: bytes) -> bool:
    end = heard.find(_END)
    if end < 0:
        return False
    at = heard.find(_LENGTH, 0, end)
    if at < 0:
        raise ValueError("an answer without a length")
    length = int(heard[at + len(_LENGTH) : heard.index(b"\r", at)])
    return len(heard) >= end + len(_END) + length
