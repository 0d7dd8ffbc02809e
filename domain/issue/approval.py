"""Approval (通过、批准): by joint agreement of the seats, by the superior, after an emergency.

What a ballot decides stands in `balloting`.
"""

from uuid import UUID

from domain.issue.events import (
    ApprovalAnnulled,
    ApprovalVoided,
    Approved,
    Rejected,
    VariationApproved,
)
from domain.issue.fund import require_owners
from domain.issue.guards import admit
from domain.issue.lifecycle import Status, permits
from domain.issue.parts import Proposal
from domain.issue.policies import budget_covered
from domain.issue.seats import ballot_decides, seats_decide, seats_vary
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def approve(
    state: IssueState,
    *,
    by_superior: bool,
    confirms: bool,
    note: Sealed | None,
    certificate: str | None,
) -> tuple[Approved]:
    """Approve the agreed plan, or confirm emergency work.

    *confirms* says that the caller holds a seat that may confirm emergencies; *certificate* is
    the digest of the expert's finding. Refused: the policies of `Approved`, `not-a-confirmer`,
    `needs-ballot` (the plan's rule is a vote), `needs-superior` (the rule, or an agreement of
    fewer than two organisations, asks for it), `funding-gap`, `needs-owners-decision`.
    """
    admit(Approved, state)
    proposal = state.negotiation.proposal
    rule = _rule(state, by_superior=by_superior, confirms=confirms)
    budget_covered(state)
    if proposal is not None:
        require_owners(state, proposal, certified=certificate is not None)
    return (
        Approved(
            version=_version(proposal), rule=rule, note=note, certificate=certificate, ballot=None
        ),
    )


def reject(
    state: IssueState,
    *,
    by_superior: bool,
    confirms: bool,
    reason: Sealed,
    bearer: UUID | None,
) -> tuple[Rejected]:
    """Turn the plan down; of emergency work, say who bears its cost (`bearer-required`)."""
    admit(Rejected, state)
    rule = _rule(state, by_superior=by_superior, confirms=confirms)
    if state.emergency is not None and bearer is None:
        raise Refused(Code.BEARER_REQUIRED)
    version = _version(state.negotiation.proposal)
    return (Rejected(version=version, rule=rule, reason=reason, bearer=bearer, ballot=None),)


def approve_variation(
    state: IssueState, *, by_superior: bool, note: Sealed | None
) -> tuple[VariationApproved]:
    """Let a later version take the place of the approved one, by the rule that approved it.

    Refused: `variation-not-agreed`, `needs-ballot`, `needs-superior`, `funding-gap`,
    `needs-owners-decision`.
    """
    admit(VariationApproved, state)
    proposal, approval = state.negotiation.proposal, state.approval
    if proposal is None or approval is None:
        raise Refused(Code.VARIATION_NOT_AGREED)
    if ballot_decides(state):
        raise Refused(Code.NEEDS_BALLOT)
    if not by_superior and not seats_vary(state):
        raise Refused(Code.NEEDS_SUPERIOR)
    budget_covered(state)
    require_owners(state, proposal, certified=False)
    return (
        VariationApproved(version=proposal.version, rule=approval.rule, note=note, ballot=None),
    )


def annulment(state: IssueState) -> type[ApprovalAnnulled | ApprovalVoided]:
    """What an annulment is there: before the work is done it leads back to the talks."""
    return ApprovalVoided if permits(ApprovalVoided, state.status) else ApprovalAnnulled


def annul(state: IssueState, *, reason: Sealed) -> tuple[ApprovalAnnulled | ApprovalVoided]:
    """The superior annuls an approval: `no-approved-plan` where none was agreed on."""
    kind = annulment(state)
    admit(kind, state)
    return (kind(reason=reason),)


def _rule(state: IssueState, *, by_superior: bool, confirms: bool) -> ApprovalRule:
    """By which rule the caller may decide here."""
    if state.status is Status.NEGOTIATED and ballot_decides(state):
        raise Refused(Code.NEEDS_BALLOT)
    if by_superior:
        return ApprovalRule.SUPERIOR
    if state.status is Status.REPORTED:
        return _confirmed(state, confirms=confirms)
    if not seats_decide(state):
        raise Refused(Code.NEEDS_SUPERIOR)
    return ApprovalRule.JOINT_AGREEMENT


def _confirmed(state: IssueState, *, confirms: bool) -> ApprovalRule:
    """A seat confirms emergency work or refuses it, once; then only the superior decides."""
    if not confirms:
        raise Refused(Code.NOT_A_CONFIRMER)
    if state.emergency is not None and state.emergency.refused:
        raise Refused(Code.NEEDS_SUPERIOR)
    return ApprovalRule.EMERGENCY


def _version(proposal: Proposal | None) -> int | None:
    return proposal.version if proposal else None
