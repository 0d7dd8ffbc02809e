"""The levels at which an issue is dealt with."""

from enum import StrEnum


class Level(StrEnum):
    """Where an issue is dealt with: 小区 → 居民区 → 街道 → 区."""

    COMPOUND = "compound"
    COMMITTEE = "committee"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
