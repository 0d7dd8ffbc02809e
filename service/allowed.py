"""`allowed_actions`: what the caller could do next, by the lifecycle, the policies, the table."""

from collections.abc import Mapping, Sequence

from domain.actor import Role
from domain.issue import events
from domain.issue.policies import would_accept
from domain.issue.state import IssueState
from service.policy import Action, Principal, Reach, role_for

_EVENTS: Mapping[Action, type] = {
    Action.TRIAGE: events.Triaged,
    Action.DISPATCH: events.Dispatched,
    Action.ACKNOWLEDGE: events.Acknowledged,
    Action.COMPLETE_DISPATCH: events.DispatchCompleted,
    Action.RESPOND: events.Responded,
    Action.REPLY: events.Replied,
    Action.COMPLETE: events.Done,
}
"""The event that each action on an issue appends to it."""


def allowed_actions(principal: Principal, reach: Reach, state: IssueState) -> Sequence[Action]:
    """The actions that *principal* may do on this issue, and that its state accepts."""
    actions = [
        action
        for action, event in _EVENTS.items()
        if (role := role_for(principal, action, reach)) is not None
        and would_accept(event, state)
        and _own_order_accepts(principal, role, event, state)
    ]
    if _discloses(principal, reach, state):
        actions.append(Action.DISCLOSE)
    # A receipt changes nothing, so that no state forbids it.
    if role_for(principal, Action.RECEIPT, reach) is not None:
        actions.append(Action.RECEIPT)
    return actions


def _own_order_accepts(principal: Principal, role: Role, event: type, state: IssueState) -> bool:
    """A handler speaks for their own party alone, and so needs an order that is theirs."""
    if role is not Role.HANDLER or event not in (events.Acknowledged, events.DispatchCompleted):
        return True
    order = state.dispatch_of(principal.organisation) if principal.organisation else None
    if order is None or order.completed:
        return False
    return event is events.DispatchCompleted or not order.acknowledged


def _discloses(principal: Principal, reach: Reach, state: IssueState) -> bool:
    role = role_for(principal, Action.DISCLOSE, reach)
    if role is None or state.reporter is None:
        return False
    return role is not Role.HANDLER or not state.confidential
