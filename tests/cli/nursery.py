"""Commands as processes of their own, forked from one that has loaded the program.

The imports are most of what a short command does; whoever is forked behind them does everything
else itself: the arguments, the environment, the folder, the output, the end.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from cli.main import main

ROOT = Path(__file__).parents[2]
_TURN = Lock()


@dataclass(frozen=True, kw_only=True)
class Birth:
    """One command: where it runs, how long it may, and the files that take its output."""

    arguments: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    out: str
    err: str
    seconds: int

    def come(self) -> None:
        """Be that process from now on."""
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        for number, path in enumerate((os.devnull, self.out, self.err)):
            how = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
            os.dup2(os.open(path, how, 0o600), number)
        sys.argv = ["bihuan", *self.arguments]
        signal.alarm(self.seconds)


class Child:
    """A process that was born here and goes on; told of as `subprocess.Popen` tells."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its status, negative where a signal ended it; None while it runs."""
        if self._status is None:
            self._status = _asked(pid=self._pid)
        return self._status

    def wait(self, timeout: float) -> int:
        """The same once it has ended; raises `TimeoutError`."""
        give_up = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > give_up:
                raise TimeoutError
            time.sleep(0.01)
        return status

    def send_signal(self, number: int) -> None:
        """Nothing happens to who has ended."""
        if self.poll() is None:
            os.kill(self._pid, number)

    def kill(self) -> None:
        """End it by force; `wait` tells when it has."""
        self.send_signal(signal.SIGKILL)


def status_of(birth: Birth) -> int:
    """Run a command to its end; its status, negative where a signal ended it."""
    status = _asked(birth=asdict(birth), stays=False)
    assert status is not None
    return status


def born(birth: Birth) -> Child:
    """Start a command."""
    pid = _asked(birth=asdict(birth), stays=True)
    assert pid is not None
    return Child(pid)


def _asked(**asked: object) -> int | None:
    with _TURN:
        process = _nursery().process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        answer: int | None = json.loads(process.stdout.readline())
        return answer


def loaded() -> frozenset[str]:
    """The modules that are there once the program is imported, and no command of it has run."""
    with _TURN:
        return _nursery().loaded


@dataclass(frozen=True)
class _Nursery:
    process: "subprocess.Popen[str]"
    loaded: frozenset[str]


@cache
def _nursery() -> _Nursery:
    started = subprocess.Popen(
        [sys.executable, "-m", __name__],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    # It ends when nobody can ask it any more.
    atexit.register(started.communicate)
    assert started.stdout is not None
    return _Nursery(started, frozenset(json.loads(started.stdout.readline())))


def _bear() -> None:
    """Tell what is loaded, then fork for each line of the input; only a child returns."""
    print(json.dumps(list(sys.modules)), flush=True)
    # The face of `serve`, which is imported where it is needed.
    import cli.server  # noqa: F401

    for line in sys.stdin:
        asked = json.loads(line)
        if "pid" in asked:
            print(json.dumps(_status(asked["pid"], os.WNOHANG)), flush=True)
            continue
        child = os.fork()
        if child == 0:
            Birth(**asked["birth"]).come()
            return
        print(child if asked["stays"] else _status(child, 0), flush=True)
    sys.exit()


def _status(child: int, how: int) -> int | None:
    ended, status = os.waitpid(child, how)
    return os.waitstatus_to_exitcode(status) if ended else None


if __name__ == "__main__":
    _bear()
    main()
