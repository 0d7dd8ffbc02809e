"""What is printed for people and files: descriptions, help, progress."""

import os
import pty
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer.main

from cli.main import app
from tests.cli.conftest import TOLD
from tests.cli.shell import PATIENCE, Shell

ROOT = Path(__file__).parents[2]


def commands(group: Any, *path: str) -> Iterator[tuple[Sequence[str], Any]]:
    """Every command that is offered, with the words that call it, groups included."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            yield from commands(command, *path, name)


def test_every_help_mentions_every_option(shell: Shell) -> None:
    known = list(commands(typer.main.get_command(app)))
    assert len(known) == 41
    for path, command in known:
        told = shell.inside(*path, "--help")
        assert (told.status, told.err) == (0, "")
        for option in (o for parameter in command.params for o in parameter.opts if o[0] == "-"):
            assert option in told.out, (path, option)
        offered = getattr(command, "commands", {}).items()
        for name in (name for name, one in offered if not one.hidden):
            assert re.search(rf"^│ {name} +\w", told.out, re.MULTILINE), (path, name)
    assert "BIHUAN_DATABASE_URL" in shell.good("--help").out


def test_the_committed_pages_are_what_is_printed(shell: Shell) -> None:
    page, lifecycle = shell.run("openapi"), shell.run("lifecycle")
    assert page.out == (ROOT / "openapi.yaml").read_text("utf-8")
    assert lifecycle.out == (ROOT / "domain/issue/LIFECYCLE.md").read_text("utf-8")
    assert (page.status, page.err, lifecycle.status, lifecycle.err) == (0, "", 0, "")
    assert list(shell.folder.iterdir()) == []


def test_without_a_terminal_progress_is_plain_lines(demonstration: Path) -> None:
    err = (demonstration / TOLD).read_text("utf-8")
    told = re.findall(r"^playing the stories: (\d+)/(\d+)$", err, re.MULTILINE)
    done, total = [int(n) for n, _ in told], int(told[0][1])
    assert done == sorted(set(done))
    assert (done[0] <= 3, done[-1], len(done) <= 11) == (True, total, True)
    assert "\x1b" not in err
    assert "\r" not in err


def test_on_a_terminal_progress_is_a_bar(shell: Shell) -> None:
    ours, theirs = pty.openpty()
    on_it = replace(shell, settings={"TERM": "xterm"})
    with on_it.started("demo", err=Path(os.ttyname(theirs))) as process:
        # By now it has opened the terminal too: who closes it last, ends it.
        first = os.read(ours, 4_096)
        os.close(theirs)
        text = b"".join([first, *read_all(ours)]).decode()
        assert process.wait(PATIENCE) == 0
    assert re.search(r"playing the stories ━+ (\d+)/\1", text)
    assert "\x1b[" in text
    assert not re.search(r"playing the stories: \d", text)


def read_all(terminal: int) -> Iterator[bytes]:
    """Until the last process has left the terminal, which then gives an error on Linux."""
    with os.fdopen(terminal, "rb", buffering=0) as file:
        while True:
            try:
                read = file.read(4_096)
            except OSError:
                return
            if not read:
                return
            yield read
