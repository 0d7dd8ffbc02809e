"""New ids: UUID version 7 (RFC 9562), so that what is made together lies together."""

import time
from uuid import UUID

from ledger.randomness import Drawn

_RANDOM = Drawn(10)


def new_id() -> UUID:
    """48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(_RANDOM.next())
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
