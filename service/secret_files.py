"""Files that hold 32 secret bytes in base64, for their owner's eyes: master key, signing key."""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from ledger import durable

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
    durable.write(fresh, text)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    durable.settle(path.parent)
