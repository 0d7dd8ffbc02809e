"""What ends a ballot without a result or afterwards, and who contests it."""

from dataclasses import dataclass
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """It ends without a result."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulled:
    """The superior declares it void after it closed (撤销; 物业管理条例 arts 12, 19)."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenged:
    """An owner contests it (异议); a court hears it within a year (SPC art. 12)."""

    challenge: int
    person: UUID | None
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeAnswered:
    """What was answered; `size` is the ledger's size that the answer's export covers."""

    challenge: int
    answer: Sealed
    size: int | None
