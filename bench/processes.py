"""Child processes: forked from a small server that has everything imported, ended by a pipe.

A child ends when its pipe is closed, so that nothing is left behind whatever becomes of us.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

_CONTEXT = get_context("forkserver")
_START_SECONDS = 120.0
_END_SECONDS = 20.0


class ChildFailed(Exception):
    """A child ended before it answered; the message is its last words, if it had any."""


@dataclass(frozen=True, slots=True)
class _LastWords:
    text: str


def preload() -> None:
    """Import once what every child needs."""
    _CONTEXT.set_forkserver_preload(
        ["bench.worker", "bench.client", "bench.in_process", "bench.tree"]
    )


class Child:
    """A process and our end of the pipe to it."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        given = (target, *arguments, theirs)
        self._process = _CONTEXT.Process(target=_until_let_go, args=given, daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        if self._process.pid is None:
            raise ChildFailed("it was never started")
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it ended by itself, and neither by a signal nor by an error."""
        return self._process.exitcode == 0

    def tell(self, what: object) -> None:
        """Send something."""
        self._ours.send(what)

    def hear(self, seconds: float = _START_SECONDS) -> Any:
        """What it sends next; raises `ChildFailed` where nothing comes."""
        try:
            if self._ours.poll(seconds):
                return _heard(self._ours.recv())
        except EOFError:
            pass
        raise ChildFailed(f"process {self._process.pid} says nothing")

    def end(self) -> None:
        """Let go of it, and wait for its end; by force if need be."""
        self._ours.close()
        self._process.join(_END_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _until_let_go(target: Callable[..., None], *arguments: Any) -> None:
    """Run *target* with its arguments, the last of which is its end of the pipe."""
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            target(*arguments)
        except Exception as error:
            arguments[-1].send(_LastWords(f"{type(error).__name__}: {error}"))
            raise


def _heard(said: Any) -> Any:
    if isinstance(said, _LastWords):
        raise ChildFailed(said.text)
    return said


@contextmanager
def child(target: Callable[..., None], *arguments: Any) -> Iterator[Child]:
    """A child that is ended at the end."""
    running = Child(target, *arguments)
    try:
        yield running
    finally:
        running.end()
