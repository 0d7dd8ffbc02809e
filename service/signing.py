"""The signing key's file, and that of the next one while the keys change.

Both are read each time they are used, so that running processes sign with the new key as soon as it
is in its place.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger import durable
from ledger.notes import SigningKey, signing_key
from service import secret_files
from service.errors import CannotSign, Hindrance
from service.secret_files import BadSecret


class KeyFile:
    """The key in *path*, and beside it the one that is to take its place.

    What stands there and cannot be used raises `CannotSign`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._next = path.with_name(f"{path.name}.next")

    def present(self, name: str) -> SigningKey | None:
        """The key that signs under *name*; None where there is no file."""
        return _read(self.path, name)

    def following(self, name: str) -> SigningKey | None:
        """The next key, where the keys are being changed."""
        return _read(self._next, name)

    def made(self, name: str) -> SigningKey:
        """The key, made now where there is none."""
        return _made(self.path, name)

    def made_following(self, name: str) -> SigningKey:
        """The next key; one that an earlier attempt has left is taken."""
        return _made(self._next, name)

    def hand_over(self) -> None:
        """The next key takes its place; the one before is gone."""
        os.replace(self._next, self.path)
        durable.settle(self.path.parent)

    def drop_following(self) -> None:
        """Let go of a next key that was never put on record."""
        self._next.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else on this host changes the keys meanwhile; raises `BlockingIOError`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(folder)


def _made(path: Path, name: str) -> SigningKey:
    found = _read(path, name)
    if found is None:
        try:
            secret_files.create(path)
        except OSError as error:
            raise _unusable(path, error.strerror) from error
        found = _read(path, name)
    if found is None:
        raise _unusable(path, "it was removed at once")
    return found


def _read(path: Path, name: str) -> SigningKey | None:
    try:
        return signing_key(name, secret_files.decode(path.read_bytes()))
    except FileNotFoundError:
        return None
    except BadSecret as error:
        raise _unusable(path, str(error)) from error
    except OSError as error:
        raise _unusable(path, error.strerror) from error


def _unusable(path: Path, why: str | None) -> CannotSign:
    return CannotSign(Hindrance.KEY_UNUSABLE, f"BIHUAN_SIGNING_KEY_FILE ({path}): {why}")
