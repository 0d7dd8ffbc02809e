"""What a run was measured on."""

import os
import platform
import sqlite3
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import psycopg

_LIBRARIES = ("eventsourcing", "fastapi", "psycopg", "pydantic", "sqlalchemy", "uvicorn", "uvloop")


def described(conninfo: str) -> Mapping[str, object]:
    """Cores, versions and how busy it was already."""
    with psycopg.connect(conninfo) as connection:
        postgresql = connection.execute("SHOW server_version").fetchone()
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": postgresql[0] if postgresql else None,
        "load_before": [round(load, 2) for load in os.getloadavg()],
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
