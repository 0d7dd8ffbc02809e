"""What an issue draws on the owners' standing authorisations, as the register keeps them."""

from collections.abc import Mapping

from domain.issue.fund import fund_lines, fund_way
from domain.issue.parts import Approval, FundWay, Proposal
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule
from domain.replacing import replace


def due(before: IssueState, after: IssueState) -> Mapping[int, int]:
    """What is to be drawn of each authorisation by its number, in 分; less than 0 is given back.

    It changes with the plan in force, and with its final account. What was spent stays drawn,
    whatever becomes of the plan: so a plan that is annulled and approved anew draws what it has
    still to spend, and so does one that is carried out again after its account was rendered.
    """
    if _books(before) == _books(after):
        return {}
    old, new = _drawn(before), _drawn(after)
    changed = {number: new.get(number, 0) - old.get(number, 0) for number in {*old, *new}}
    return {number: amount for number, amount in sorted(changed.items()) if amount}


def due_if_approved(state: IssueState, rule: ApprovalRule) -> Mapping[int, int]:
    """What would be drawn, were the version on the table approved by *rule* now."""
    proposal = state.negotiation.proposal
    way = fund_way(state, proposal, rule=rule, certified=False)
    approval = Approval(proposal=proposal, rule=rule, way=way)
    return due(state, replace(state, approval=approval))


def _books(state: IssueState) -> tuple[Proposal | None, bool]:
    """The plan in force, and whether its account is closed."""
    approval = state.approval
    return approval.proposal if approval else None, state.rendered


def _drawn(state: IssueState) -> Mapping[int, int]:
    """What the plan in force may still spend of each authorisation: nothing once it is settled."""
    approval = state.approval
    if approval is None or approval.way is not FundWay.AUTHORISATION or state.rendered:
        return {}
    drawn: dict[int, int] = {}
    for line in fund_lines(approval.proposal):
        number = line.authorisation.number if line.authorisation else None
        account = state.account(line.number)
        if number is not None and account is not None:
            left = max(0, line.amount - account.spent_on_plan)
            drawn[number] = drawn.get(number, 0) + left
    return drawn
