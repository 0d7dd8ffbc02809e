"""Revisit (回访): somebody goes back and asks, and the loop closes or opens again."""

from dataclasses import dataclass
from enum import StrEnum

from domain.moment import Moment
from domain.sealed import Sealed


class RevisitKind(StrEnum):
    """How it was asked. An inspection looks instead, where there is nobody to ask."""

    PHONE = "phone"
    MESSAGE = "message"
    DOOR = "door"
    ONLINE = "online"
    INSPECTION = "inspection"


class Satisfaction(StrEnum):
    """What the reporter thinks of it: 满意、基本满意、不满意."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"


class ReopenCause(StrEnum):
    """What opened the next round: the answer at the revisit, or a late objection."""

    REVISIT = "revisit"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitAttempted:
    """Somebody tried to ask, and reached nobody; `again_at` is when another call was promised."""

    kind: RevisitKind
    note: Sealed | None
    again_at: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisited:
    """What the revisit came to.

    `resolved` and `satisfaction` are None where the reporter was unreachable; an inspection has
    no satisfaction. `by_worker` says that the committee that did the work asked, through
    another person of its own.
    """

    kind: RevisitKind
    resolved: bool | None
    satisfaction: Satisfaction | None
    unreachable: bool
    by_worker: bool
    comment: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkOrdered:
    """The same plan is to be carried out again, as round `round`."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """The issue is open again, as round `round`."""

    round: int
    cause: ReopenCause
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """The superior ends it (终结) after the method's last round, with the reply."""

    reply: Sealed
