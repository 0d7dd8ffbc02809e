"""Approval: the decision on a plan, variations of it, and its annulment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import approval
from domain.issue.evolve import IssueEvent
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.streams import BODY, ISSUE
from service.commands.issue_command import IssueDecision
from service.commands.negotiation import require_organisation
from service.occasion import FileOf
from service.policy import EVERYTHING, Action, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Decision(IssueDecision):
    """What approving and rejecting share.

    The clerk decides where the seats agreed, the superior by virtue of office, and a seat that
    the method names on emergency work.
    """

    action: ClassVar[Action] = Action.DECIDE
    match_required: ClassVar[bool] = True

    def reach(self, work: Work, reach: Reach) -> Reach:
        """An owners' committee has a say of its own in emergencies alone.

        On an agreed plan it has spoken for its seat like all others: no second word.
        """
        status = work.require(ISSUE, self.issue).state.status
        owners = role_for(work.principal, self.action, reach) is Role.OWNERS_COMMITTEE
        return EVERYTHING if owners and status is Status.NEGOTIATED else reach

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Nobody decides on a plan before it was tabled."""
        return _after_tabling(state)


@dataclass(frozen=True, kw_only=True, repr=False)
class Approve(Decision):
    """The plan may be carried out (通过、批准); or emergency work is confirmed.

    `certificate` is the digest of the expert's finding, a file of this issue.
    """

    note: str | None = None
    certificate: str | None = None

    def files(self) -> Sequence[FileOf]:
        """The expert's finding."""
        return ((self.issue, self.certificate),) if self.certificate else ()

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """By the rule that the caller may decide by.

        Refused beside the rule: `unknown-file`, for a finding that nobody uploaded: it may open
        the maintenance fund.
        """
        certificate = work.file(self.issue, self.certificate) if self.certificate else None
        return approval.approve(
            state,
            by_superior=work.role is Role.SUPERIOR,
            confirms=_confirms(work, state),
            note=self.sealed_if(work, "issue.approved/note", self.note),
            certificate=certificate.digest if certificate else None,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class Reject(Decision):
    """The plan is turned down; of emergency work, `bearer` pays for it."""

    reason: str
    bearer: UUID | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Refused beside the rule: `unknown-organisation`, for the bearer."""
        events = approval.reject(
            state,
            by_superior=work.role is Role.SUPERIOR,
            confirms=_confirms(work, state),
            reason=self.sealed(work, "issue.rejected/reason", self.reason),
            bearer=self.bearer,
        )
        if self.bearer != state.committee:
            require_organisation(work, self.bearer)
        return events


@dataclass(frozen=True, kw_only=True, repr=False)
class ApproveVariation(IssueDecision):
    """A later version, agreed by all, takes the place of the approved one (变更)."""

    action: ClassVar[Action] = Action.APPROVE_VARIATION

    note: str | None = None

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Nobody decides on a plan before it was tabled."""
        return _after_tabling(state)

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """By the rule that approved the plan."""
        note = self.sealed_if(work, "issue.variation-approved/note", self.note)
        by_superior = work.role is Role.SUPERIOR
        return approval.approve_variation(state, by_superior=by_superior, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class Annul(IssueDecision):
    """The superior takes an approval back (撤销)."""

    action: ClassVar[Action] = Action.ANNUL

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The agreement stands, and is decided on anew; once the work is done, it pays no more."""
        reason = self.sealed(work, reason_of(state), self.reason)
        return approval.annul(state, reason=reason)


def reason_of(state: IssueState) -> str:
    """Where the reason for an annulment of this issue's approval is sealed."""
    return f"{CATALOGUE.name_of(approval.annulment(state))}/reason"


def _after_tabling(state: IssueState) -> Moment:
    proposal = state.negotiation.proposal
    return state.began_at if proposal is None else max(state.began_at, proposal.tabled_at)


def _confirms(work: Work, state: IssueState) -> bool:
    """Whether the caller's organisation holds a seat that may confirm emergencies."""
    committee = work.require(BODY, state.committee).state
    keys = (committee.seat(seat, state.compound) for seat in state.rules.confirmed_by)
    holders = [committee.seats[key] for key in keys if key is not None]
    mine = work.principal.organisation
    return mine is not None and any(one and one.organisation == mine for one in holders)
