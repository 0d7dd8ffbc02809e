"""What a referral records (三所联动). These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """Who is asked, and as what: a code of the vocabulary (派出所、司法所、律所)."""

    organisation: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An issue is put to several offices together; all texts use the issue's key."""

    committee: UUID
    compound: UUID | None
    issue: UUID
    parties: tuple[Referred, ...]
    question: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One of them takes it on."""

    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """One of them says what it thinks."""

    organisation: UUID
    advice: Sealed


class ReferralOutcome(StrEnum):
    """调解成功、释法明理、引导诉讼、移送处理、未成、撤回."""

    MEDIATED = "mediated"
    EXPLAINED = "explained"
    TO_COURT = "to-court"
    HANDED_OVER = "handed-over"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What it came to."""

    outcome: ReferralOutcome
    conclusion: Sealed


ReferralEvent = Made | Accepted | Advised | Concluded
