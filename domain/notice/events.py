"""What a notice's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


class Duty(StrEnum):
    """What must be made known to all.

    方案、名册、表决、计票进度、结果、候选人、资金、账目、会议.
    """

    PLAN = "plan"
    REGISTER = "register"
    BALLOT = "ballot"
    TALLY = "tally"
    RESULT = "result"
    CANDIDATES = "candidates"
    FUND_USE = "fund-use"
    FINAL_ACCOUNT = "final-account"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnUp:
    """A notice was made of what the record said at position `as_of`, to hang `days` days.

    `subject` is the stream that it tells of; `number` counts the committee's notices. `heading`
    and `text` are what it says, as it was printed.
    """

    committee: UUID
    compound: UUID | None
    number: int
    duty: Duty
    subject: UUID
    as_of: int
    days: int
    heading: Sealed
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PutUp:
    """It hangs at these boards; `photo` is the SHA-256 (hex) of a photograph that shows it."""

    boards: tuple[str, ...]
    photo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """It was taken down."""

    photo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """It was wrong, and counts no more."""

    reason: Sealed


NoticeEvent = DrawnUp | PutUp | TakenDown | Withdrawn
