"""Running `bihuan` as a process, with an environment and a folder of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from cli.main import app
from tests.cli.nursery import Birth, status_of

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


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server: where it answers."""

    url: str
    process: "subprocess.Popen[str]" = field(repr=False)
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
            birth = Birth(
                arguments=arguments,
                folder=str(self.folder),
                environment=self.environment(**settings),
                out=str(out),
                err=str(err),
                seconds=PATIENCE,
            )
            status = status_of(birth)
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
    def serving(self, *arguments: str) -> Iterator[Running]:
        """A server on a free port; it is ended by force where the test has not ended it."""
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


def _told(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    found = _URL.search(line)
    assert found is not None, line + process.stderr.read()
    return found[0]
