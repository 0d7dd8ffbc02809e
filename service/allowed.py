"""`allowed_actions`: what the caller could do next, by the lifecycle, the policies, the table."""

from collections.abc import Mapping, Sequence

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
"""The event that each action on an issue appends."""


def allowed_actions(principal: Principal, reach: Reach, state: IssueState) -> Sequence[Action]:
    """The actions that *principal* may do on this issue, and that its state accepts."""
    return [
        action
        for action, event in _EVENTS.items()
        if role_for(principal, action, reach) and would_accept(event, state)
    ]
