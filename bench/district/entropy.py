"""Keys, nonces and ids from a seed, so that the same seed writes the same bytes.

The program itself has no door for predictable keys, and gets none for the sake of a measurement:
the sources are replaced from outside, while a simulation runs, for a demonstration ledger alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from unittest.mock import patch
from uuid import UUID

from domain.moment import Moment
from ledger import cipher


class Entropy:
    """Stands for the module `secrets` and for `uuid4`."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def token_bytes(self, size: int) -> bytes:
        """As many bytes."""
        return self._random.randbytes(size)

    def uuid4(self) -> UUID:
        """A random id."""
        return UUID(bytes=self._random.randbytes(16), version=4)

    def id_at(self, moment: Moment) -> UUID:
        """An id of version 7, made at a moment: as `service.ids` makes them."""
        value = (moment // 1_000) << 80 | self._random.getrandbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


@contextmanager
def seeded(entropy: Entropy) -> Iterator[None]:
    """The cipher and the vault take what they need from *entropy*.

    Nonces that were drawn ahead are forgotten at either end, so that none is foreseeable later.
    """
    with (
        patch("ledger.randomness.secrets", entropy),
        patch("ledger.wrapping.secrets", entropy),
        patch("ledger.wrapping.uuid4", entropy.uuid4),
    ):
        cipher._NONCES.begin_anew()
        try:
            yield
        finally:
            cipher._NONCES.begin_anew()
