"""Files that hold 32 secret bytes in base64, for their owner's eyes: master key, signing key."""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

SIZE = 32


class BadSecret(Exception):
    """What stands there is no secret of ours; the message says what is required."""


def decode(text: bytes) -> bytes:
    """The bytes in base64; raises `BadSecret`."""
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise BadSecret("base64 is required") from error
    if len(secret) != SIZE:
        raise BadSecret(f"{SIZE} bytes are required, not {len(secret)}")
    return secret


def create(path: Path) -> None:
    """Make one there, unless somebody else does so at the same moment: then theirs stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = base64.b64encode(secrets.token_bytes(SIZE)) + b"\n"
    # Written beside and linked: it is there whole or not at all, 0600 from the first byte, and
    # of two processes that start at once the second takes the first one's.
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    settle(path.parent)


def settle(folder: Path) -> None:
    """Have the disk know what now stands under which name in *folder*."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
