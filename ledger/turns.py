"""Who waits for what: seats at a database for readers and writers, and the writers' turn.

Every wait is bounded. Whoever has waited too long is told so by `Busy`, an outage like any other.
"""

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

from sqlalchemy.exc import OperationalError


class Busy(OperationalError):
    """Whatever was waited for did not become free in time; nothing has been done."""

    def __init__(self, what: str) -> None:
        super().__init__(None, None, TimeoutError(what))


class Seats:
    """So many at a time; the others wait in line, for at most *seconds* each.

    A seat goes to whoever has waited longest, and never to who just came: with a semaphore those
    who come back at once took it again and again, and others waited ten seconds.
    """

    def __init__(self, count: int, seconds: float, what: str) -> None:
        self._free = count
        self._seconds = seconds
        self._what = what
        self._line: deque[Lock] = deque()
        self._door = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """One of the seats; raises `Busy`."""
        self._take()
        try:
            yield
        finally:
            self._leave()

    def _take(self) -> None:
        with self._door:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._line.append(mine)
        if not mine.acquire(timeout=self._seconds):
            self._give_up(mine)

    def _give_up(self, mine: Lock) -> None:
        """Leave the line; at the last moment the seat may have come nevertheless."""
        with self._door:
            if mine in self._line:
                self._line.remove(mine)
                raise Busy(self._what)

    def _leave(self) -> None:
        with self._door:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1


class Turn:
    """One writer at a time among threads and processes, by a lock on a file of no content.

    SQLite lets waiting writers poll, and who polls least wins most. The kernel wakes them
    instead, and frees the turn of a process that was killed. Not for network file systems.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        # Threads queue here, so that of each process only one waits at the file.
        self._first = Seats(1, seconds, "other writers hold the database")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The turn; raises `Busy`, or `OperationalError` where the file cannot be used."""
        give_up = time.monotonic() + self._seconds
        with self._first.taken():
            handle = self._lock(give_up)
            try:
                yield
            finally:
                os.close(handle)

    def _lock(self, give_up: float) -> int:
        """The file, locked; a handle of its own each time, for a lock belongs to a handle."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise OperationalError(None, None, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _waited_for(handle, give_up - time.monotonic())
        except OSError as error:
            os.close(handle)
            raise OperationalError(None, None, error) from error
        return handle


def _waited_for(handle: int, seconds: float) -> int:
    """The handle once the kernel has locked it; only a thread can be left waiting there."""
    locked: Future[int] = Future()
    Thread(target=_await_lock, args=(handle, locked), name="turn", daemon=True).start()
    try:
        return locked.result(timeout=max(seconds, 0))
    except TimeoutError:
        # At the last moment it may have been locked nevertheless.
        if locked.cancel():
            raise Busy("another process holds the database") from None
        return locked.result()


def _await_lock(handle: int, locked: "Future[int]") -> None:
    fcntl.flock(handle, fcntl.LOCK_EX)
    if locked.set_running_or_notify_cancel():
        locked.set_result(handle)
    else:
        os.close(handle)
