"""Asking the verifier."""

from pathlib import Path

from audit.verify import Checkpoint, Key, Refused, Unusable, Verified, checkpoint_in, verify

Said = Verified | Refused | Unusable


def told(folder: Path, content: bytes, *keys: Key, held: str | None = None) -> Said:
    """What the verifier says of a file, to somebody who holds the checkpoint of that note."""
    return said_of(folder, content, *keys, held=None if held is None else checkpoint_in(held))


def said_of(folder: Path, content: bytes, *keys: Key, held: Checkpoint | None = None) -> Said:
    """What the verifier says of a file."""
    path = folder / "export.ndjson"
    path.write_bytes(content)
    try:
        return verify(path, keys, held)
    except (Refused, Unusable) as error:
        return error
