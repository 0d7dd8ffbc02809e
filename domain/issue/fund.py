"""The maintenance fund (维修资金): it belongs to the owners, who decide on its use.

To use it needs a decision of theirs (Civil Code arts 278, 281), which no agreement of seats, no
superior and no canvass of households replaces. Amounts in 分.
"""

from collections.abc import Sequence

from domain.issue.events import FundingLine
from domain.issue.parts import FundWay, Proposal
from domain.issue.state import IssueState
from domain.method.rules import OWNERS_RULES, ApprovalRule, FundExit
from domain.refusal import Code, Refused

MAINTENANCE_FUND = "maintenance-fund"
"""The one source that the law binds to a decision of the owners."""


def fund_lines(proposal: Proposal | None) -> Sequence[FundingLine]:
    """What a plan takes from the fund."""
    lines = proposal.lines if proposal else ()
    return [line for line in lines if line.source == MAINTENANCE_FUND]


def uncovered_line(state: IssueState, proposal: Proposal | None) -> int | None:
    """The first line of the fund that no earlier authorisation covers; None where there is none.

    Lines that name the same authorisation draw on it together. What the lines without a number
    refer to is sealed, so all of them count as one, with the smallest cap.
    """
    lines = fund_lines(proposal)
    given = [line.authorisation for line in lines if line.authorisation]
    drawn: dict[int | None, int] = {}
    for line in lines:
        told = line.authorisation
        if told is None or FundExit.STANDING_AUTHORISATION not in state.rules.fund_exits:
            return line.number
        drawn[told.number] = drawn.get(told.number, 0) + line.amount
        if drawn[told.number] > min(one.cap for one in given if one.number == told.number):
            return line.number
    return None


def require_owners(state: IssueState, proposal: Proposal, *, certified: bool) -> None:
    """Refuse with `needs-owners-decision` what only the owners can let their fund pay.

    Two exits exist, by locality, as the method says: an earlier authorisation by the owners up
    to its cap; and in an emergency a case of the local list, *certified* by an expert.
    """
    line = uncovered_line(state, proposal)
    if line is not None and not (certified and listed_emergency(state)):
        raise Refused(Code.NEEDS_OWNERS_DECISION, line=line)


def fund_way(
    state: IssueState, proposal: Proposal | None, *, rule: ApprovalRule, certified: bool
) -> FundWay | None:
    """Why the fund may pay for an approved plan; None where it pays nothing."""
    if not fund_lines(proposal):
        return None
    if rule in OWNERS_RULES:
        return FundWay.OWNERS
    if uncovered_line(state, proposal) is None:
        return FundWay.AUTHORISATION
    # Nothing else would have let the plan be approved but the owners, all of them.
    return FundWay.EMERGENCY if certified and listed_emergency(state) else FundWay.OWNERS


def listed_emergency(state: IssueState) -> bool:
    """Whether it is an emergency of the local list."""
    return state.emergency is not None and state.emergency.case is not None


def fund_spent(state: IssueState) -> int:
    """What the fund has paid for the plan that stands."""
    return sum(one.spent_on_plan for one in state.accounts if one.source == MAINTENANCE_FUND)


def route_open(state: IssueState) -> int | None:
    """What the fund may still pay in an emergency, None where it does not pay for one.

    Refused: `consent-missing` (neither the owners' committee nor who acts in its place has
    consented to this version of the plan), `price-unreviewed`,
    `beyond-reviewed-price` (the reviewed price is paid).
    """
    if state.approval is None or state.approval.way is not FundWay.EMERGENCY:
        return None
    if not state.consented:
        raise Refused(Code.CONSENT_MISSING)
    if state.route.reviewed is None:
        raise Refused(Code.PRICE_UNREVIEWED)
    left = state.route.reviewed - fund_spent(state)
    if left <= 0:
        raise Refused(Code.BEYOND_REVIEWED_PRICE, left=0)
    return left
