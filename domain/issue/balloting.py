"""Ballots on a plan (表决、征询): called, ended, and what they decide.

How a vote is taken and counted is the ballot's own stream; here is which vote may decide on which
plan, and what becomes of the plan.
"""

from collections.abc import Mapping, Set
from uuid import UUID

from domain.issue.events import (
    Approved,
    BallotCalled,
    BallotEnded,
    BallotEnding,
    Rejected,
    VariationApproved,
)
from domain.issue.fund import uncovered_line
from domain.issue.guards import admit
from domain.issue.lifecycle import Status
from domain.issue.parts import OpenBallot
from domain.issue.seats import rule_at_hand
from domain.issue.state import IssueState
from domain.method.rules import BALLOT_RULES, OWNERS_RULES, ApprovalRule, FundExit
from domain.refusal import Code, Refused
from domain.sealed import Sealed

_STRICTER: Mapping[ApprovalRule, Set[ApprovalRule]] = {
    ApprovalRule.CANVASS: {ApprovalRule.UNANIMOUS},
    ApprovalRule.OWNERS_ORDINARY: {ApprovalRule.OWNERS_SPECIAL},
}
"""What may stand in for a rule: the same voters, and more of them have to agree."""


def callable_rules(state: IssueState, *, by_owners: bool) -> Set[ApprovalRule]:
    """The rules of the votes that may decide on the version on the table.

    The plan's own rule, or a stricter one; any vote where seats or a superior would decide, for
    whoever may decide may also ask those concerned. A plan that draws on the maintenance fund, and
    that no authorisation covers, takes an owners' vote, or that of all where *by_owners*.
    """
    rule = rule_at_hand(state)
    known = BALLOT_RULES
    if rule in BALLOT_RULES:
        known = frozenset({rule, *_STRICTER.get(rule, ())})
    if uncovered_line(state, state.negotiation.proposal) is None:
        return known
    owners = OWNERS_RULES | {ApprovalRule.UNANIMOUS} if by_owners else OWNERS_RULES
    # Where the method had others decide, the fund's owners do in their place.
    return owners & known if rule in (*OWNERS_RULES, ApprovalRule.UNANIMOUS) else owners


def call_ballot(
    state: IssueState,
    *,
    ballot: UUID,
    rule: ApprovalRule,
    by_owners: bool = False,
    on_fund: bool = True,
    assembly: bool = True,
) -> tuple[BallotCalled]:
    """Put the agreed plan, or an agreed variation of the approved one, to the vote.

    What an approval would ask for is asked now, so that no vote is in vain. *by_owners* says that
    owners are the voters, *on_fund* that their matter is one which lets the fund be used (Civil
    Code art. 278), *assembly* that the compound has an owners' committee. Refused: the policies of
    `BallotCalled`, `needs-owners-decision` (others vote on the owners' fund), `other-rule` (the
    plan goes by another vote), `matter-not-fund` (the fund pays, and another matter was put),
    `no-assembly` (nobody to call the owners, and the method does not let the residents' committee
    canvass them).
    """
    admit(BallotCalled, state)
    if rule not in callable_rules(state, by_owners=by_owners):
        raise _wrong_rule(state, rule)
    line = uncovered_line(state, state.negotiation.proposal)
    if line is not None:
        _require_fund_vote(state, line, on_fund=on_fund, assembly=assembly)
    return (BallotCalled(ballot=ballot, version=_version(state), rule=rule),)


def _require_fund_vote(state: IssueState, line: int, *, on_fund: bool, assembly: bool) -> None:
    """The owners are asked about their fund by name, by somebody who may call them."""
    if not on_fund:
        raise Refused(Code.MATTER_NOT_FUND, line=line)
    if not (assembly or FundExit.COMMITTEE_CANVASS in state.rules.fund_exits):
        raise Refused(Code.NO_ASSEMBLY)


def end_ballot(state: IssueState, *, ballot: UUID) -> tuple[BallotEnded]:
    """The vote was cancelled, and decides nothing: `no-ballot-open`."""
    _running(state, ballot)
    return (BallotEnded(ballot=ballot, ending=BallotEnding.CANCELLED),)


def pass_uncovered(state: IssueState, *, ballot: UUID) -> tuple[BallotEnded]:
    """The vote passed the plan, but what should pay for it cannot be drawn any more.

    The authorisation has expired, was taken back, or was drawn by others while the vote ran. The
    plan stays agreed, for another vote or another source. Refused: `no-ballot-open`.
    """
    _running(state, ballot)
    return (BallotEnded(ballot=ballot, ending=BallotEnding.UNCOVERED),)


def approve_by_ballot(
    state: IssueState, *, ballot: UUID, rule: ApprovalRule, note: Sealed | None
) -> tuple[BallotEnded, Approved | VariationApproved]:
    """The vote reached its thresholds: the plan, or its variation, is approved.

    Refused: `no-ballot-open`, `other-rule` (it was called by another rule).
    """
    running = _running(state, ballot)
    if running.rule is not rule:
        raise Refused(Code.OTHER_RULE, rule=str(running.rule))
    ended = BallotEnded(ballot=ballot, ending=BallotEnding.DECIDED)
    version = running.version
    if state.status is Status.APPROVED:
        varied = VariationApproved(version=version, rule=rule, note=note, ballot=ballot)
        return (ended, varied)
    approved = Approved(version=version, rule=rule, note=note, certificate=None, ballot=ballot)
    return (ended, approved)


def reject_by_ballot(
    state: IssueState, *, ballot: UUID, reason: Sealed
) -> tuple[BallotEnded | Rejected, ...]:
    """The vote missed its thresholds: the plan is turned down (`no-ballot-open`).

    A variation that missed them leaves the approved plan in force, and is a draft as before.
    """
    running = _running(state, ballot)
    ended = BallotEnded(ballot=ballot, ending=BallotEnding.DECIDED)
    if state.status is Status.APPROVED:
        return (ended,)
    version, rule = running.version, running.rule
    turned_down = Rejected(version=version, rule=rule, reason=reason, bearer=None, ballot=ballot)
    return (ended, turned_down)


def _running(state: IssueState, ballot: UUID) -> OpenBallot:
    admit(BallotEnded, state)
    if state.ballot is None or state.ballot.ballot != ballot:
        raise Refused(Code.NO_BALLOT_OPEN)
    return state.ballot


def _wrong_rule(state: IssueState, rule: ApprovalRule) -> Refused:
    line = uncovered_line(state, state.negotiation.proposal)
    if line is not None and rule not in OWNERS_RULES:
        return Refused(Code.NEEDS_OWNERS_DECISION, line=line)
    return Refused(Code.OTHER_RULE, rule=str(rule_at_hand(state)))


def _version(state: IssueState) -> int:
    # No ballot is called where no plan is agreed.
    proposal = state.negotiation.proposal
    return proposal.version if proposal else 0
