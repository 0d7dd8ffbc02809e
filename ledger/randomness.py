"""Random bytes of the system, drawn many portions at a time.

To ask the system for twelve bytes lets go of the interpreter, and in a busy process it is given
back only after the others' turn: that costs far more than the bytes.
"""

import os
import secrets
from collections.abc import Iterator
from threading import Lock

_AT_ONCE = 256


class Drawn:
    """Portions of one size; each is handed out once. Safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.begin_anew()
        # A forked process would hand out the very same ones.
        os.register_at_fork(after_in_child=self.begin_anew)

    def begin_anew(self) -> None:
        """Forget what was drawn and not handed out."""
        self._lock = Lock()
        self._left: Iterator[bytes] = iter(())

    def next(self) -> bytes:
        """Bytes that nobody else gets."""
        with self._lock:
            portion = next(self._left, None)
            if portion is None:
                self._left = _portions(secrets.token_bytes(self._size * _AT_ONCE), self._size)
                portion = next(self._left)
            return portion


def _portions(random: bytes, size: int) -> Iterator[bytes]:
    return (random[start : start + size] for start in range(0, len(random), size))
