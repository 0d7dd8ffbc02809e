"""What a case of the library records (案例). These shapes are the storage format."""

from dataclasses import dataclass
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A body tells how it solved something, without names, for everybody in the district.

    `method` with `version` is how it worked, `issue` and `inquiry` what it came of.
    """

    body: UUID
    title: str
    category: str | None
    method: str | None
    version: int | None
    issue: UUID | None
    inquiry: UUID | None
    problem: Sealed
    approach: Sealed
    result: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """It is told in other words."""

    title: str
    problem: Sealed
    approach: Sealed
    result: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """It stands in the library no more."""

    reason: Sealed


CaseEvent = Told | Retold | Withdrawn
