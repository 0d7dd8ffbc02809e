"""Negotiation (协商): meetings, one proposal in versions, and what each seat says to it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.issue.events.works import Output
from domain.method.rules import ApprovalRule, Step
from domain.sealed import Sealed


class Stance(StrEnum):
    """What a seat says to a version: 同意、反对、弃权."""

    AGREE = "agree"
    OBJECT = "object"
    ABSTAIN = "abstain"


class Agreement(StrEnum):
    """How a plan came to be agreed: by several organisations, by the only one, or from above."""

    JOINT = "joint"
    SINGLE = "single"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOpinion:
    """What an expert said, and who."""

    expert: Sealed
    opinion: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNoted:
    """A meeting dealt with this issue (听证会、协调会、评议会 …).

    `kind` is a code of the vocabulary, `attendees` the organisations that were there;
    `meeting` is the meeting's own stream where it has one. `seats` are those that the attendees
    held then, and `missing` those which the issue's method asks for at such a meeting, which had
    a holder, and did not come.
    """

    meeting: UUID | None
    kind: str
    attendees: tuple[UUID, ...]
    seats: tuple[str, ...]
    missing: tuple[str, ...]
    minutes: Sealed
    outcome: Sealed | None
    opinions: tuple[ExpertOpinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Points of the method's checklist for a step were looked at, and hold."""

    step: Step
    codes: tuple[str, ...]
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """An earlier decision of the owners that lets the maintenance fund pay, up to `cap` (分).

    `number` is that of the compound's register where the decision is on record there.
    """

    cap: int
    reference: Sealed
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingLine:
    """One payer's share of the budget, in 分.

    `source` is a code of the vocabulary, `payer` the organisation that pays where it is a party
    of its own (a shop). A line keeps its number in every version of the plan, for money is
    booked on it. `pays_for` names the common part or the purpose.
    """

    number: int
    source: str
    payer: UUID | None
    amount: int
    pays_for: Sealed
    authorisation: Authorisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedSeat:
    """A seat whose word is needed, and who speaks for it; `acting` where a substitute does."""

    seat: str
    organisation: UUID
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTabled:
    """A version of the plan is on the table (方案); it voids what was said to earlier ones.

    `budget` in 分. `rule` is how this plan is to be approved. At *approved* it is the draft of
    a variation, and the approved plan stays in force.
    """

    version: int
    plan: Sealed
    sites: tuple[int, ...]
    outputs: tuple[Output, ...]
    budget: int
    lines: tuple[FundingLine, ...]
    seats: tuple[PinnedSeat, ...]
    rule: ApprovalRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTaken:
    """A seat's word on one version (表态); `voice` is the person who spoke for it."""

    version: int
    seat: str
    organisation: UUID
    voice: UUID
    stance: Stance
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiated:
    """All seats that were needed agree to this version (议定)."""

    version: int
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationFailed:
    """The seats could not agree (协商不成)."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationReopened:
    """They talk again; what was said to the version on the table is void."""

    reason: Sealed
