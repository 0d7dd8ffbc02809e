"""`bihuan serve` as a process of its own, on the databases that a test has prepared."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from service.settings import Settings

ROOT = Path(__file__).parents[2]
_URL = re.compile(r"http://[^ /]+")


@contextmanager
def serving(
    settings: Settings, count: int, log: int | IO[bytes] = subprocess.DEVNULL
) -> Iterator[list[str]]:
    """So many servers, each on a free port of its own; where they answer. *log* takes theirs."""
    with ExitStack() as stack:
        # All are started before the first is waited for.
        started = [stack.enter_context(_started(settings, log)) for _ in range(count)]
        yield [_address_of(process) for process in started]


@contextmanager
def _started(settings: Settings, log: int | IO[bytes]) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "serve", "--port", "0"],
        env=_environment(settings),
        stdout=log,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _address_of(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    found = _URL.search(line)
    assert found is not None, line
    return found[0]


def _environment(settings: Settings) -> dict[str, str]:
    assert settings.master_key is not None
    return {
        **os.environ,
        "BIHUAN_DATABASE_URL": settings.database_url,
        "BIHUAN_VAULT_URL": settings.vault_url,
        "BIHUAN_MASTER_KEY": settings.master_key.get_secret_value(),
        "BIHUAN_FILES": str(settings.files),
        "BIHUAN_SIGNING_KEY_FILE": str(settings.signing_key_file),
        "PYTHONPATH": str(ROOT),
    }
