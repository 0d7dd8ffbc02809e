"""Memory to write into, where there is some: whatever lies there waits for no disk."""

import os
from pathlib import Path

_PLACE = Path("/dev/shm")  # noqa: S108  # each who writes there makes a folder of their own
_ROOM = 4 << 30
"""Bytes: two workers write less than one of these gigabytes together."""


def memory() -> Path | None:
    """A file system in memory with room for a run, where programs may lie too; None if there is
    none.

    For what nobody expects to outlive a power cut: what looks at that itself lies on a disk.
    """
    if not _PLACE.is_dir() or not os.access(_PLACE, os.W_OK):
        return None
    found = os.statvfs(_PLACE)
    roomy = found.f_bavail * found.f_frsize >= _ROOM
    return _PLACE if roomy and not found.f_flag & os.ST_NOEXEC else None
