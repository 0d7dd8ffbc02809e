"""`bihuan serve` as a process of its own, on the databases that a test has prepared."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.settings import Settings

ROOT = Path(__file__).parents[2]
_URL = re.compile(r"http://[^ /]+")


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """A server on a free port; where it answers."""
    assert settings.master_key is not None
    environment = {
        **os.environ,
        "BIHUAN_DATABASE_URL": settings.database_url,
        "BIHUAN_VAULT_URL": settings.vault_url,
        "BIHUAN_MASTER_KEY": settings.master_key.get_secret_value(),
        "BIHUAN_FILES": str(settings.files),
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = _URL.search(line)
            assert found is not None, line
            yield found[0]
        finally:
            process.kill()
