"""Several workers behind one port: started, replaced when one dies, and ended together.

Each is a process of its own, started anew and never forked. Between it and the supervisor lies
one channel: it says that the worker listens, and its end tells the worker that the supervisor is
gone.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Final

import structlog

from cli.opened import fail

_log = structlog.get_logger("bihuan.workers")
_ENDING: Final = frozenset({signal.SIGTERM, signal.SIGINT})
_WATCHED: Final = _ENDING | {signal.SIGCHLD}
_LISTENING: Final = b"l"
_CHANNEL: Final = 0
_START_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 35.0
"""A little more than what a server needs to let go of its last client."""

_SETTLED_SECONDS: Final = 30.0
"""Whoever has lived that long is replaced at once; sooner, each time after twice as long."""

_LONGEST_PAUSE: Final = 30.0
_LOOK_SECONDS: Final = 3600.0


class _Worker:
    """One worker's place: its process, and when it may be started again."""

    def __init__(self, number: int, command: Sequence[str]) -> None:
        self.number = number
        self.due: float | None = None
        self._command = [*command, "--number", str(number)]
        self._pause = 0.0
        self.start()

    def start(self) -> None:
        """Start its process."""
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # our own program and numbers of ours
                self._command, stdin=theirs.fileno()
            )
        self.began, self.due = time.monotonic(), None

    def listens(self, seconds: float) -> bool:
        """Wait until it listens; False where it has ended before, or not begun in time."""
        readable, _, _ = select.select([self.channel], [], [], max(seconds, 0))
        return bool(readable) and self.channel.recv(1) == _LISTENING

    def has_died(self) -> bool:
        """Whether its process has ended by itself since the last look."""
        return self.due is None and self.process.poll() is not None

    def bury(self) -> float:
        """Close what is left of it; the seconds after which it may be started again."""
        self.channel.close()
        lived = time.monotonic() - self.began
        longer = min(max(self._pause * 2, 1.0), _LONGEST_PAUSE)
        self._pause = 0.0 if lived > _SETTLED_SECONDS else longer
        self.due = time.monotonic() + self._pause
        return self._pause

    def end(self, give_up: float) -> bool:
        """Wait until it has ended; False where it had to be killed."""
        try:
            self.process.wait(max(give_up - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return False
        finally:
            self.channel.close()
        return True


@contextmanager
def started(count: int, host: str, port: int) -> Iterator["Workers"]:
    """*count* workers that listen; however this is left, none is left behind."""
    command = [sys.executable, "-P", "-m", "cli", "worker", "--host", host, "--port", str(port)]
    # Workers inherit this, so that none is ended before it can say goodbye.
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    workers = Workers([_Worker(number + 1, command) for number in range(count)])
    try:
        workers.require_listening()
        yield workers
    finally:
        workers.end()


class Workers:
    """The supervisor of workers that are started already."""

    def __init__(self, workers: Sequence[_Worker]) -> None:
        self._workers = workers

    def require_listening(self) -> None:
        """Wait until all listen; where one does not come up at all, fail."""
        give_up = time.monotonic() + _START_SECONDS
        if not all(worker.listens(give_up - time.monotonic()) for worker in self._workers):
            fail("a worker did not start")

    def watch(self) -> None:
        """Replace those that die, until SIGTERM or SIGINT."""
        while (got := signal.sigtimedwait(_WATCHED, self._until_due())) is None or (
            got.si_signo not in _ENDING
        ):
            for worker in self._workers:
                self._look_after(worker)

    def end(self) -> None:
        """Ask all to end, and wait; who takes longer than a worker grants itself is killed."""
        for worker in self._workers:
            worker.process.send_signal(signal.SIGTERM)
        give_up = time.monotonic() + _GRACE_SECONDS
        for worker in self._workers:
            if not worker.end(give_up):
                _log.warning("worker killed: it did not end", worker=worker.number)

    def _look_after(self, worker: _Worker) -> None:
        if worker.has_died():
            status = worker.process.returncode
            pause = worker.bury()
            _log.error("worker died", worker=worker.number, status=status, restart_in=pause)
        if worker.due is not None and worker.due <= time.monotonic():
            self._start_again(worker)

    def _start_again(self, worker: _Worker) -> None:
        try:
            worker.start()
        except OSError as error:
            # No process to be had just now: the others go on, and this one is tried again.
            worker.due = time.monotonic() + _LONGEST_PAUSE
            _log.error("worker not started", worker=worker.number, error=str(error.strerror))
            return
        _log.info("worker started again", worker=worker.number, pid=worker.process.pid)

    def _until_due(self) -> float:
        due = [worker.due for worker in self._workers if worker.due is not None]
        return max(min(due) - time.monotonic(), 0.0) if due else _LOOK_SECONDS


def say_listening() -> None:
    """In a worker: tell the supervisor that connections may come."""
    os.write(_CHANNEL, _LISTENING)


def end_with_supervisor() -> None:
    """In a worker: end gracefully when the supervisor is gone, however it went."""

    def wait() -> None:
        with suppress(OSError):
            os.read(_CHANNEL, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, name="supervisor", daemon=True).start()
