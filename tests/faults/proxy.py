"""Between the service and PostgreSQL: a unix socket that is slow, or loses a COMMIT's answer."""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.postgres import PORT

_SOCKET = f".s.PGSQL.{PORT}"
_WRITTEN = re.compile(rb"(?:INSERT 0|UPDATE) [1-9]")
_READY = b"Z\x00\x00\x00\x05"
"""The head of ReadyForQuery, which one byte follows: the answer to a COMMIT ends with it."""


class Lose(Enum):
    """What of a COMMIT gets lost: its answer, or the order itself."""

    ANSWER = "answer"
    ORDER = "order"


@dataclass(slots=True)
class _Session:
    """What one connection is about. `held` is the answer to a COMMIT that may get lost."""

    up: asyncio.StreamWriter
    down: asyncio.StreamWriter
    has_written: bool = False
    held: bytearray | None = None

    def cut(self) -> None:
        """Both sides see the connection end."""
        self.up.transport.abort()
        self.down.transport.abort()


class Proxy:
    """Passes everything on, after `delay` seconds; loses what `lose` says of the next write."""

    def __init__(self, upstream: Path) -> None:
        self.delay = 0.0
        self.lose: Lose | None = None
        self.lost = 0
        self._upstream = upstream / _SOCKET
        self._open: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one more connection until either side ends it."""
        carrying = asyncio.create_task(self._carry(reader, writer))
        self._open.add(carrying)
        carrying.add_done_callback(self._open.discard)

    async def close(self) -> None:
        """End every connection."""
        carrying = list(self._open)
        for one in carrying:
            one.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_server, to_server = await asyncio.open_unix_connection(self._upstream)
        except OSError:
            writer.transport.abort()
            return
        session = _Session(to_server, writer)
        pumps = self._forth(session, reader), self._back(session, from_server)
        await asyncio.gather(*(_until_cut(session, pump) for pump in pumps))

    async def _forth(self, session: _Session, reader: asyncio.StreamReader) -> None:
        while chunk := await reader.read(1 << 16):
            if b"COMMIT" in chunk and self._loses_order(session):
                return
            await self._pass_on(session.up, chunk)

    def _loses_order(self, session: _Session) -> bool:
        if self.lose is Lose.ANSWER:
            session.held = bytearray()
        if self.lose is not Lose.ORDER or not session.has_written:
            session.has_written = session.has_written and session.held is not None
            return False
        self._was_lost()
        return True

    async def _back(self, session: _Session, reader: asyncio.StreamReader) -> None:
        while chunk := await reader.read(1 << 16):
            session.has_written |= _WRITTEN.search(chunk) is not None
            if session.held is None:
                await self._pass_on(session.down, chunk)
                continue
            session.held += chunk
            if b"COMMIT\x00" in session.held and session.held[-6:-1] == _READY:
                if session.has_written and self.lose is Lose.ANSWER:
                    self._was_lost()
                    return
                held, session.held = bytes(session.held), None
                session.has_written = False
                await self._pass_on(session.down, held)

    async def _pass_on(self, writer: asyncio.StreamWriter, chunk: bytes) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        writer.write(chunk)
        await writer.drain()

    def _was_lost(self) -> None:
        self.lose = None
        self.lost += 1


async def _until_cut(session: _Session, pump: Coroutine[None, None, None]) -> None:
    try:
        with suppress(OSError):
            await pump
    finally:
        session.cut()


@asynccontextmanager
async def proxied(folder: Path, url: str) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy whose socket lies in *folder*, and the URL that leads through it."""
    upstream = url.partition("host=")[2].partition("&")[0]
    proxy = Proxy(Path(upstream))
    server = await asyncio.start_unix_server(proxy.accept, folder / _SOCKET)
    try:
        yield proxy, url.replace(f"host={upstream}", f"host={folder}")
    finally:
        server.close()
        await proxy.close()
