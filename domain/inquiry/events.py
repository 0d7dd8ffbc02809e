"""What an inquiry records (同题共答). These shapes are the storage format."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`asker`, a body, puts a problem to the bodies `to`; `title` is told to all of them."""

    asker: UUID
    title: str
    problem: Sealed
    category: str | None
    to: tuple[UUID, ...]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One of them answers, or answers anew; `issues` are where it was done like that."""

    body: UUID
    answer: Sealed
    issues: tuple[UUID, ...]
    case: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAsked:
    """An expert (赋能伙伴) may read the problem and its answers until that day."""

    organisation: UUID
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """What an expert says on it, or on one body's answer."""

    organisation: UUID
    body: UUID | None
    comment: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """It is answered; `conclusion` is what all of them can take from it."""

    conclusion: Sealed | None


InquiryEvent = Asked | Answered | ExpertAsked | Commented | Closed
