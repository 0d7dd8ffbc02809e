"""The service under test: a real process, started and ended by its own id."""

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Self, TypeVar

from tests.cli.nursery import Birth, Child, born
from tests.faults.place import Place
from tests.faults.wire import HOST

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
_SECONDS = 6 * 3600
"""No fault is played for so long."""

_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Would have every start compile the whole program once more."""


class Broken(AssertionError):
    """The service did what it may in no fault: it ended by itself, or never came back."""


def environment(place: Place, extra: Mapping[str, str]) -> dict[str, str]:
    """No setting but ours; the checkout that holds this file."""
    kept = {k: v for k, v in os.environ.items() if "BIHUAN" not in k and k != _UNCOMPILED}
    return {**kept, "PYTHONPATH": str(ROOT), **place.environment(), **extra}


class Running:
    """One process of the program, started with *arguments*; *rig* is a module run in its place."""

    def __init__(
        self, place: Place, *arguments: str, rig: str | None = None, **settings: str
    ) -> None:
        self.place = place
        self.log = place.folder / f"{'-'.join(arguments)}.log"
        self._arguments = arguments
        self._rig = rig
        self._settings = {f"BIHUAN_{name.upper()}": value for name, value in settings.items()}
        self._process: Child | subprocess.Popen[bytes] | None = None

    async def start(self) -> Self:
        """Start, and wait until it is there."""
        await asyncio.to_thread(self._start)
        return self

    async def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone."""
        running = self._running()
        running.kill()
        await asyncio.to_thread(running.wait, START_SECONDS)

    def repair(self) -> None:
        """From its next start on it is the program itself, without a rig."""
        self._rig = None

    def freeze(self) -> None:
        """Stop it in the middle of whatever it does."""
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._running().send_signal(signal.SIGCONT)

    def require_alive(self) -> None:
        """Raise `Broken` where it has ended by itself."""
        status = self._running().poll()
        if status is not None:
            raise Broken(f"the service ended with status {status}: {self._tail()}")

    async def end(self) -> None:
        """End it by all means, at the end of a fault."""
        if self._process is not None and self._process.poll() is None:
            await self.kill()

    def _start(self) -> None:
        self._process = born(self._birth()) if self._rig is None else self._rigged(self._rig)

    def _birth(self) -> Birth:
        return Birth(
            arguments=self._arguments,
            folder=str(self.place.folder),
            environment=environment(self.place, self._settings),
            out=str(self.log),
            err=str(self.log),
            seconds=_SECONDS,
        )

    def _rigged(self, rig: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", rig, *self._arguments],
                cwd=self.place.folder,
                env=environment(self.place, self._settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _running(self) -> "Child | subprocess.Popen[bytes]":
        if self._process is None:
            raise Broken("the service was never started")
        return self._process

    def _tail(self) -> Sequence[str]:
        return self.log.read_text("utf-8", "replace").splitlines()[-5:]


class Serving(Running):
    """One `serve` on a port that it keeps over restarts."""

    def __init__(self, place: Place, *, rig: str | None = None, **settings: str) -> None:
        self.port = _free_port()
        super().__init__(place, "serve", "--port", str(self.port), rig=rig, **settings)

    def _start(self) -> None:
        super()._start()
        give_up = time.monotonic() + START_SECONDS
        while not self._answers():
            self.require_alive()
            if time.monotonic() > give_up:
                raise Broken(f"the service did not answer: {self._tail()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        asking = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            return asking.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()


RunningT = TypeVar("RunningT", bound=Running)


@asynccontextmanager
async def running(process: RunningT) -> AsyncIterator[RunningT]:
    """*process*, started, and ended with the block."""
    try:
        yield await process.start()
    finally:
        await process.end()


def serving(
    place: Place, *, rig: str | None = None, **settings: str
) -> AbstractAsyncContextManager[Serving]:
    """A service that runs for the time of a block."""
    return running(Serving(place, rig=rig, **settings))


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
