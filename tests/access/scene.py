"""What the body of a request may speak of, and where it lies."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Role
from service.policy import Principal


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a thing lies, and the clerk who is at home there."""

    committee: UUID
    compound: UUID
    clerk: Principal


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One request's surroundings; `other` reports one more issue in the same place.

    `role` is the caller's, `known` a person of the ledger, `receiver` another committee below the
    superior of the tests, with its compound `received_in`, `calendar` the version that comes next.
    """

    place: Place
    party: UUID
    third: UUID
    code: str
    method: str
    compound: UUID
    receiver: UUID
    received_in: UUID
    other: Callable[[], UUID]
    role: Role | None
    known: UUID | None
    calendar: int
