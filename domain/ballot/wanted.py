"""What somebody wants to put to the vote, before any rule has looked at it."""

from dataclasses import dataclass, field
from uuid import UUID

from domain.ballot.counting import Counting
from domain.ballot.events import Electorate, Item, Matter, Parking, Parting, Thresholds
from domain.ballot.roll import Member, Scope
from domain.method.rules import ApprovalRule
from domain.moment import Moment
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBallot:
    """A ballot as somebody wants to open it.

    `thresholds` are None where law or rule fixes them, `counting` None where the filed procedure
    says all. `panel` are the members of a review panel, empty for every other electorate.
    `notified_at` is when the notice was put up, `told_at` when the residents' committee was told;
    `opens_at` None for at once. The rest is as `Opened` has it.
    """

    compound: UUID | None
    title: Sealed
    issue: UUID | None = None
    proposal: int | None = None
    election: UUID | None = None
    rule: ApprovalRule
    matter: Matter | None = None
    thresholds: Thresholds | None = None
    parting: Parting = Parting.WHOLE
    electorate: Electorate
    scope: Scope = field(default_factory=Scope)
    parking: Parking | None = None
    panel: tuple[Member, ...] = ()
    items: tuple[Item, ...]
    counting: Counting | None = None
    counters: tuple[UUID, ...]
    witnesses: tuple[Sealed, ...] = ()
    notified_at: Moment
    told_at: Moment | None = None
    opens_at: Moment | None = None
    closes_at: Moment
