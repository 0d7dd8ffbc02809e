"""A small HTTP client: one connection, kept open, that breaks as loudly as it can."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"


class Lost(Exception):
    """No answer came; whether the request was carried out, nobody has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body, which is JSON."""
        return json.loads(self.body)

    @property
    def version(self) -> int | None:
        """The version in the ETag, where there is one."""
        etag = self.headers.get("etag")
        return int(etag.strip('"').partition("-")[0]) if etag else None


class Wire:
    """A connection to one port of this machine; opened when it is needed."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._port = 0
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, port: int, request: bytes) -> Reply:
        """Send *request* and read the answer; raises `Lost`, also after *patience* seconds."""
        try:
            async with asyncio.timeout(self._patience):
                reader, writer = await self._opened(port)
                writer.write(request)
                await writer.drain()
                return await self._read(reader)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.drop()
            raise Lost(type(error).__name__) from error

    async def hang_up(self, port: int, request: bytes) -> None:
        """Send *request* and leave without listening."""
        try:
            _, writer = await self._opened(port)
            writer.write(request)
            await writer.drain()
        except OSError as error:
            raise Lost(type(error).__name__) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Close at once."""
        if self._pair is not None:
            self._pair[1].transport.abort()
            self._pair = None

    async def _opened(self, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._pair is None or port != self._port:
            self.drop()
            self._port, self._pair = port, await asyncio.open_connection(HOST, port)
        return self._pair

    async def _read(self, reader: asyncio.StreamReader) -> Reply:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.drop()
        return Reply(status=int(first.split(" ")[1]), headers=headers, body=body)


def request(
    method: str, path: str, headers: Mapping[str, str], body: Mapping[str, object] | None = None
) -> bytes:
    """A request's bytes; *body* is sent as JSON."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    sent = {"host": HOST, "content-length": str(len(content)), **headers}
    if body is not None:
        sent["content-type"] = "application/json"
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + content
