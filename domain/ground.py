"""Why something personal is let go."""

from enum import StrEnum


class Ground(StrEnum):
    """Because the person asked for it, or because the time is over for which it was kept."""

    REQUEST = "request"
    RETENTION = "retention"
