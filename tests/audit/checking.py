"""Asking the verifier."""

from pathlib import Path

from audit.verify import Checkpoint, Key, Refused, Unusable, Verified, checkpoint_in, verify


def told(
    folder: Path, content: bytes, *keys: Key, held: str | None = None
) -> Verified | Refused | Unusable:
    """What the verifier says of a file."""
    path = folder / "export.ndjson"
    path.write_bytes(content)
    checkpoint: Checkpoint | None = None if held is None else checkpoint_in(held)
    try:
        return verify(path, keys, checkpoint)
    except (Refused, Unusable) as error:
        return error
