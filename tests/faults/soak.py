"""The soak: every fault, again and again; one line each of what was acknowledged and found.

    python -m tests.faults.soak [FAULT=ROUNDS | FAULT | ROUNDS] …

Ends with status 1 if anything acknowledged is lost, or anything else is not as it was told.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults import killing
from tests.faults.checker import Findings
from tests.faults.scene import Impossible, Scene
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.postgres import PostgresServer, temporary_folder

Play = Callable[[Scene], Awaitable[Findings]]

FAULTS: Mapping[str, tuple[Play, int]] = {
    "kill_sqlite": (killing.kill_sqlite, 50),
    "kill_postgresql": (killing.kill_postgresql, 50),
    "kill_one_of_two": (killing.kill_one_of_two, 20),
}
"""Each fault, and how often it strikes in a full soak."""
