"""Approval (通过、批准): who decided on the agreed plan, and by which rule."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.method.rules import ApprovalRule
from domain.sealed import Sealed


class BallotEnding(StrEnum):
    """How a ballot on a plan ended: it decided, or it was cancelled.

    Or it passed a plan that the authorisation which should pay no longer covers, so that the plan
    stands as it stood.
    """

    DECIDED = "decided"
    CANCELLED = "cancelled"
    UNCOVERED = "uncovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCalled:
    """A version of the plan is put to the vote (表决、征询); nothing else decides meanwhile."""

    ballot: UUID
    version: int
    rule: ApprovalRule


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotEnded:
    """The vote is over; where it decided, the decision stands beside this."""

    ballot: UUID
    ending: BallotEnding


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The plan may be carried out.

    `version` is that of the proposal; None where emergency work is confirmed without a plan.
    `certificate` is the digest of the expert's finding that an emergency case asks for. `ballot`
    is the vote that decided, None where none did.
    """

    version: int | None
    rule: ApprovalRule
    note: Sealed | None
    certificate: str | None
    ballot: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The plan is turned down; of emergency work, `bearer` is who bears its cost."""

    version: int | None
    rule: ApprovalRule
    reason: Sealed
    bearer: UUID | None
    ballot: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationApproved:
    """A later version takes the place of the approved one, by the rule that approved it."""

    version: int
    rule: ApprovalRule
    note: Sealed | None
    ballot: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAnnulled:
    """The superior annuls the approval (撤销), e.g. because a register was wrong."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalVoided:
    """The same once the work is done: nothing is decided on anew, but nothing more is paid."""

    reason: Sealed
