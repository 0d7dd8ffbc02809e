"""A caller who means what it asks: it repeats a command under its key until it is answered."""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

from tests.faults.kept import Ask, Kept, Told
from tests.faults.place import Place
from tests.faults.serving import Broken
from tests.faults.wire import Lost, Reply, Wire, request

PATIENCE_SECONDS = 90.0
"""After which a command that nobody has answered is a finding."""

ANSWER_SECONDS = 12.0
"""How long one answer is waited for: longer than a command may wait in the service."""

_PAUSE_SECONDS = 0.05


class Caller:
    """One connection at a time to one of several ports; goes to the next when it is lost."""

    def __init__(
        self, place: Place, ports: Sequence[int], kept: Kept, *, patience: float = ANSWER_SECONDS
    ) -> None:
        self._place = place
        self._home = list(ports)
        self._ports = list(ports)
        self._kept = kept
        self._wire = Wire(patience=patience)

    async def settle(self, ask: Ask, *, seconds: float = PATIENCE_SECONDS) -> Told:
        """Ask until a success or a refusal is told; raises `Broken` where neither comes."""
        give_up = time.monotonic() + seconds
        while True:
            told = await self.attempt(ask)
            if told is not None and (told.is_success or told.is_refusal or told.status == 500):
                return told
            if time.monotonic() > give_up:
                raise Broken(f"command {ask.number} ({ask.path}) was never answered: {told}")
            await asyncio.sleep(_PAUSE_SECONDS)

    async def attempt(self, ask: Ask) -> Told | None:
        """Ask once; None where the connection was lost."""
        number = self._kept.attempt(ask)
        try:
            reply = await self._wire.ask(self._ports[0], self._bytes(ask, number))
        except Lost:
            self._ports.append(self._ports.pop(0))
            return None
        told = _told(ask, number, reply)
        self._kept.tell(told)
        if reply.status == 503 and "retry-after" not in reply.headers:
            self._kept.seen.append(f"503 to {ask.path} without Retry-After")
        return told

    async def hang_up(self, ask: Ask, *, upto: int | None = None) -> None:
        """Send the first *upto* bytes (all, if unsaid) and leave."""
        try:
            sent = self._bytes(ask, self._kept.attempt(ask))[:upto]
            await self._wire.hang_up(self._ports[0], sent)
        except Lost:
            self._ports.append(self._ports.pop(0))

    async def read(self, path: str) -> Reply | None:
        """GET once; None where the connection was lost."""
        asking = request("GET", path, self._headers())
        try:
            return await self._wire.ask(self._ports[0], asking)
        except Lost:
            self._ports.append(self._ports.pop(0))
            return None

    def go_home(self) -> None:
        """Ask the first port again, wherever losses have led."""
        self._ports = list(self._home)

    def close(self) -> None:
        """Close the connection."""
        self._wire.drop()

    def _bytes(self, ask: Ask, attempt: int) -> bytes:
        headers = self._headers() | {
            "idempotency-key": ask.key,
            "traceparent": f"00-{ask.trace(attempt).hex}-{ask.number:016x}-01",
        }
        if ask.match is not None:
            headers["if-match"] = f'"{ask.match}"'
        return request("POST", ask.path, headers, ask.body)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._place.secret}"}


def _told(ask: Ask, attempt: int, reply: Reply) -> Told:
    if not 200 <= reply.status < 300:
        return Told(ask=ask.number, attempt=attempt, status=reply.status)
    shown = reply.told
    return Told(
        ask=ask.number,
        attempt=attempt,
        status=reply.status,
        issue=UUID(shown["id"]),
        version=reply.version,
        number=shown["number"],
    )
