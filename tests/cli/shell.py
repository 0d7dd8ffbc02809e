"""Running `bihuan` as a process, with an environment and a folder of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from typer.testing import CliRunner

from cli.main import app
from tests.cli.nursery import Birth, Child, born, status_of

PROGRAM = str(Path(sys.executable).with_name("bihuan"))
PATIENCE = 120
"""Seconds after which a process that does not end has failed."""

_URL = re.compile(r"http://[^ /]+")


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line that says why it failed."""
        assert self.status == 1, self
        [line] = self.err.splitlines()
        assert line.startswith("bihuan: "), line
        assert self.out == ""
        return line.removeprefix("bihuan: ")


class Process(Protocol):
    """One that was started, anew or from the nursery."""

    def poll(self) -> int | None:
        """Its status; None while it runs."""

    def wait(self, timeout: float) -> int:
        """Its status, once it has ended."""

    def send_signal(self, number: int, /) -> None:
        """Tell it something."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server: where it answers."""

    url: str
    process: Process = field(repr=False)
    log: Path

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its status."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@dataclass(frozen=True, kw_only=True)
class Shell:
    """Where commands are run. Without settings, everything lies in `var/` of the folder."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self, **settings: str) -> dict[str, str]:
        """No setting but ours, no colours, and a wide screen."""
        kept = {name: value for name, value in os.environ.items() if "BIHUAN" not in name}
        named = {f"BIHUAN_{name.upper()}": value for name, value in settings.items()}
        return kept | {"NO_COLOR": "1", "COLUMNS": "200"} | dict(self.settings) | named

    def run(self, *arguments: str, **settings: str) -> Ended:
        """Run one command to its end, in a process of its own."""
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            status = status_of(self._birth(arguments, out, err, **settings))
            return Ended(status=status, out=out.read_text("utf-8"), err=err.read_text("utf-8"))

    def program(self, *arguments: str) -> Ended:
        """The same by the program as it is installed, from its first import on."""
        ended = subprocess.run(
            [PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Ended(status=ended.returncode, out=ended.stdout, err=ended.stderr)

    def good(self, *arguments: str, **settings: str) -> Ended:
        """The same for a command that has to succeed."""
        ended = self.run(*arguments, **settings)
        assert ended.status == 0, ended
        return ended

    def inside(self, *arguments: str, **settings: str) -> Ended:
        """The same within this process: most of a command's time is the start of a new one."""
        foreign = dict.fromkeys(name for name in os.environ if "BIHUAN" in name)
        with chdir(self.folder):
            environment = foreign | self.environment(**settings)
            result = CliRunner().invoke(app, arguments, env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(status=result.exit_code, out=result.stdout, err=result.stderr)

    @contextmanager
    def started(
        self, *arguments: str, out: Path | None = None, err: Path | None = None
    ) -> Iterator[Child]:
        """A command that goes on; it is ended by force where the test has not ended it."""
        nowhere = Path(os.devnull)
        child = born(self._birth(arguments, out or nowhere, err or nowhere))
        try:
            yield child
        finally:
            child.kill()
            child.wait(PATIENCE)

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[Running]:
        """A server on a free port; it is ended by force where the test has not ended it."""
        log = self.folder / "serve.log"
        with TemporaryDirectory() as folder:
            err = Path(folder, "err")
            command = ("serve", "--port", "0", *arguments)
            with self.started(*command, out=log, err=err) as child:
                yield Running(url=_awaited(child, err), process=child, log=log)

    @contextmanager
    def serving_anew(self, *arguments: str) -> Iterator[Running]:
        """The same by the program as it is installed, from its first import on."""
        log = self.folder / "serve.log"
        with log.open("a") as output:
            process = subprocess.Popen(
                [PROGRAM, "serve", "--port", "0", *arguments],
                cwd=self.folder,
                env=self.environment(),
                stdout=output,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
        with process:
            try:
                yield Running(url=_told(process), process=process, log=log)
            finally:
                process.kill()

    def _birth(self, arguments: Sequence[str], out: Path, err: Path, **settings: str) -> Birth:
        return Birth(
            arguments=arguments,
            folder=str(self.folder),
            environment=self.environment(**settings),
            out=str(out),
            err=str(err),
            seconds=PATIENCE,
        )


def _awaited(child: Child, err: Path) -> str:
    """Where it says that it listens."""
    while True:
        ended = child.poll()
        told = err.read_text("utf-8") if err.exists() else ""
        if (found := _URL.search(told)) and told.endswith("\n"):
            return found[0]
        assert ended is None, told
        time.sleep(0.02)


def _told(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    found = _URL.search(line)
    assert found is not None, line + process.stderr.read()
    return found[0]
