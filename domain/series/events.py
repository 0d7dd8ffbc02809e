"""What a series of meetings records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.meeting.events import Invited
from domain.moment import Moment
from domain.sealed import Sealed


class Rhythm(StrEnum):
    """How often: 每周、每两周、每月."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """They meet by a rhythm: on that weekday (1 Monday to 7), at so many minutes after midnight."""

    committee: UUID
    compound: UUID | None
    kind: str
    rhythm: Rhythm
    weekday: int
    minute: int
    place: Sealed
    invited: tuple[Invited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCalled:
    """The next session was called; `meeting` is its own stream, `at` when it was to begin."""

    session: int
    meeting: UUID
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """They meet by it no more."""

    reason: Sealed | None


SeriesEvent = Founded | SessionCalled | Ended
