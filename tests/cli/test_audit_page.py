"""The auditor's page: its commands work as they stand there, in a folder with nothing else."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.shell import PATIENCE, Ended, Shell

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "audit.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]


def by_the_office(shell: Shell, line: str) -> Ended:
    """A command of the program; its output may go to a file."""
    words, _, target = line.partition(" > ")
    ended = shell.inside(*shlex.split(words)[1:])
    if target:
        (shell.folder / target).write_text(ended.out, "utf-8")
    return ended


def by_the_auditor(shell: Shell, line: str) -> Ended:
    """Anything else, in a shell that knows nothing of the program."""
    ended = subprocess.run(
        ["sh", "-c", line.replace("python3", f"{sys.executable} -I", 1)],
        cwd=shell.folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return Ended(status=ended.returncode, out=ended.stdout, err=ended.stderr)


@pytest.fixture
def walked(shell: Shell) -> Sequence[tuple[str, Ended]]:
    """How each command of the page has ended, in order."""
    shell.inside("migrate")
    shutil.copy(ROOT / "audit" / "verify.py", shell.folder)
    walk = []
    for line in COMMANDS:
        run = by_the_office if line.startswith("bihuan ") else by_the_auditor
        walk.append((line, run(shell, line)))
        if "period.ndjson --key" in line:
            shell.inside("key", "create", "--role", "auditor")  # somebody is registered meanwhile
    return walk


def test_the_page_works_as_written(walked: Sequence[tuple[str, Ended]]) -> None:
    assert len(walked) == len(COMMANDS) == 11
    for line, ended in walked:
        assert ended.status == 0, (line, ended)
    verified = [ended.out for line, ended in walked if line.startswith("python3")]
    assert [out.split()[1] for out in verified[:4]] == ["full", "partial"] * 2
    assert ["since your checkpoint" in out for out in verified] == [False, False, True, True, False]
    assert verified[4] == "status 1\n"
    assert walked[-1][1].err.startswith("refused: line 6, position 5: the file ends")


def test_the_page_is_one_page() -> None:
    assert len(PAGE.split()) < 1_000
