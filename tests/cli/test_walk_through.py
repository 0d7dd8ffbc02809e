"""The walk-through of the READMEs: it works as written, and says the same in both languages."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Copy
from tests.cli.shell import PATIENCE, PROGRAM

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000"


def blocks(name: str) -> Sequence[str]:
    """The shell commands of a README, without its comments."""
    found = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    return [re.sub(r"^#.*\n|  # .*$", "", block, flags=re.MULTILINE) for block in found]


def test_both_languages_give_the_same_commands() -> None:
    assert blocks("README.md")[1:] == blocks("README.zh-CN.md")[1:]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")
def test_the_walk_through_works_as_written(copy: Copy) -> None:
    shell = copy()
    checkout(shell.folder)
    walk = "\n".join(block for block in blocks("README.md") if "call " in block)
    assert ADDRESS in walk
    with shell.serving() as server:
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", walk.replace(ADDRESS, server.url)],
            cwd=shell.folder,
            env=shell.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert "业委会 新南二业委会 同意" in lines
    assert "已通过/已批准" in lines
    assert [line for line in lines if "/follow/" in line]
    offered = [line for line in lines if line.startswith("['issue.")]
    assert ["'issue.decide'" in line for line in offered] == [True, False]
    assert "taking_part voters 63.63 missing 1" in lines
    assert any("小区东门三管家驿站" in line for line in lines)
    assert any("计票进度公示" in line for line in lines)
    assert lines[-1] == "counted as it was declared"


def checkout(folder: Path) -> None:
    """What of a checkout the walk-through names."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "bihuan").symlink_to(PROGRAM)
    (folder / "audit").symlink_to(ROOT / "audit")
