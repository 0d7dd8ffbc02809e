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
            os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT), number)
        sys.argv = ["bihuan", *self.arguments]
        signal.alarm(self.seconds)


def status_of(birth: Birth) -> int:
    """Run a command to its end; its status, negative where a signal ended it."""
    with _TURN:
        child = _nursery().process
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(asdict(birth)) + "\n")
        child.stdin.flush()
        return int(child.stdout.readline())


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
        child = os.fork()
        if child == 0:
            Birth(**json.loads(line)).come()
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    sys.exit()


if __name__ == "__main__":
    _bear()
    main()
