"""The parts of an issue's state: orders, the plan on the table, money, work, merges."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.ground import Ground
from domain.issue.events import Agreement, AllocationKey, FundingLine, PinnedSeat, Stance
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule, Waiver
from domain.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One party's order: open until it is completed or taken back.

    `since` is when it was handed over, `round` the round in which that was.
    """

    party: UUID
    since: Moment
    round: int = 1
    acknowledged: bool = False
    completed: bool = False
    return_requested: bool = False
    taken_back: bool = False

    @property
    def open(self) -> bool:
        """Whether the party has it in hand."""
        return not (self.completed or self.taken_back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Why work may come first. `refused` once the confirmation was refused."""

    case: str | None
    waives: tuple[Waiver, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The version on the table, and when it was tabled."""

    version: int
    sites: tuple[int, ...]
    budget: int
    lines: tuple[FundingLine, ...]
    seats: tuple[PinnedSeat, ...]
    rule: ApprovalRule
    tabled_at: Moment

    @property
    def funding_gap(self) -> int:
        """What the lines lack of the budget in 分; negative where they exceed it."""
        return self.budget - sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A seat's newest word on the version on the table; `typed_in` by another organisation."""

    seat: str
    organisation: UUID
    voice: UUID
    stance: Stance
    typed_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """The talks of this round; `agreement` once they have succeeded.

    `versions` counts the proposals of all rounds, so that a version means one text for ever.
    """

    versions: int = 0
    proposal: Proposal | None = None
    positions: tuple[Position, ...] = ()
    agreement: Agreement | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting that the method asks for: its kind, when it was, who of the asked was not there."""

    kind: str
    missing: tuple[str, ...]
    at: Moment


class FundWay(StrEnum):
    """Why the maintenance fund may pay: its owners say so, or said so before; or need does."""

    OWNERS = "owners"
    AUTHORISATION = "authorisation"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What was approved; `proposal` is None where emergency work was confirmed without a plan.

    `way` is why the maintenance fund may pay for it, None where it pays nothing. `ballot` is the
    vote that passed it, None where others decided.
    """

    proposal: Proposal | None
    rule: ApprovalRule
    way: FundWay | None = None
    ballot: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The money of one line over all versions and rounds, in 分.

    `spent_before` is what was spent on plans of earlier rounds, which stand no more.
    """

    line: int
    source: str
    payer: UUID | None
    pledged: int = 0
    received: int = 0
    spent: int = 0
    returned: int = 0
    spent_before: int = 0

    @property
    def held(self) -> int:
        """Received, and neither spent nor returned."""
        return self.received - self.spent - self.returned

    @property
    def spent_on_plan(self) -> int:
        """What was spent on the plan that stands."""
        return self.spent - self.spent_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Who did the work of this round: persons, and organisations."""

    started: bool = False
    persons: tuple[UUID, ...] = ()
    organisations: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """The two sides of a merge: `target` of a child, `children` of a target."""

    target: UUID | None = None
    before: Status | None = None
    children: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """When a plan was approved, and who had a part in it: the voices, and who decided."""

    at: Moment
    persons: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedReporter:
    """Who was let go, and why; when that was asked for, and when it was recorded."""

    person: UUID
    ground: Ground
    asked_at: Moment
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedTexts:
    """Why and when the texts were let go."""

    ground: Ground
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBallot:
    """The vote that runs: on which version, and by which rule it decides."""

    ballot: UUID
    version: int
    rule: ApprovalRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Who keeps the matter (首问负责): an organisation or the committee, and one of its people."""

    organisation: UUID
    person: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReferral:
    """That it is put to several offices together (三所联动), which see it meanwhile."""

    referral: UUID
    organisations: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """How a line is split among units, and what they have paid of it, in 分.

    `asked` and `received` are the sums, `units` their number; `shares` and `paid` say it by the
    unit's code, and are left out where a view keeps the state. What was paid outlives the split
    by which it was asked.
    """

    line: int
    key: AllocationKey
    register: UUID
    version: int
    units: int
    asked: int
    received: int
    shares: Mapping[str, int]
    paid: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRoute:
    """How far the fund's way in an emergency is gone.

    `consented` is the version of the plan that was consented to, `reviewed` the price found, in 分.
    """

    secured: bool = False
    consented: int | None = None
    reviewed: int | None = None


NO_TALKS = Negotiation()
"""Nobody has talked yet."""

NO_WORKS = Works()
"""Nobody has worked in this round."""

NO_ROUTE = FundRoute()
"""Nothing of it has been done."""

ALONE = Merging()
"""Neither a child nor a target."""
