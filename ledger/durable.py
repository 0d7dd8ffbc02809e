"""Files for their owner alone that survive a power cut."""

import os
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """A new file (0600), on the disk once this returns; its name is so after `settle` alone.

    Raises `FileExistsError`, and any other `OSError`.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Have the disk know what now stands under which name in *folder*."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
