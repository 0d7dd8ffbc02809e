"""What a method asks of the committee's work beside the issues, and what it calls things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.labels import Label
from domain.method.rules import CheckRule, Step


class Rhythm(StrEnum):
    """How often the committee's reports are drawn: not at all, by the month, by its halves too.

    The year's appraisal is drawn in any case.
    """

    NONE = "none"
    MONTHLY = "monthly"
    HALF_MONTHLY = "half-monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The method's own names, shown beside the standard ones.

    Of the loop's steps, of seats, and of teams by the kind of undertaking that they are.
    """

    steps: Mapping[Step, Label] = field(default_factory=dict)
    seats: Mapping[str, Label] = field(default_factory=dict)
    teams: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One point of a checklist in words."""

    rule: CheckRule
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRule:
    """Whom the committee visits, and how often: every door, or those of a group.

    `every_days` apart at most; `topics` are what is asked at the door.
    """

    kind: str
    group: str | None
    every_days: int
    topics: tuple[str, ...]
