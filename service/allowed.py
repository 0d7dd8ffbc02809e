"""`allowed_actions`: what the caller could do next, by the lifecycle, the policies, the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from domain.actor import Role
from domain.issue import events
from domain.issue.answer import may_disclose
from domain.issue.guards import all_agree, policies_at
from domain.issue.lifecycle import Status, permits
from domain.issue.parts import Dispatch
from domain.issue.policies import Policy
from domain.issue.revisit import require_objectable, require_rateable
from domain.issue.seats import seats_decide, seats_vary
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.refusal import Refused
from service.policy import Action, Principal, Reach, Scope, covers, lines_of

_EVENTS: Mapping[Action, tuple[type, ...]] = {
    Action.LINK: (events.Linked,),
    Action.ATTACH: (events.Attached,),
    Action.TRIAGE: (events.Triaged,),
    Action.TRANSFER: (events.Transferred,),
    Action.PUBLISH: (events.Published,),
    Action.WITHDRAW_PUBLICATION: (events.PublicationWithdrawn,),
    Action.DECLINE: (events.Declined,),
    Action.OVERRULE_DECLINE: (events.DeclineOverruled,),
    Action.WITHDRAW: (events.Withdrawn, events.ReporterDetached),
    Action.DISPATCH: (events.Dispatched,),
    Action.ACKNOWLEDGE: (events.Acknowledged,),
    Action.COMPLETE_DISPATCH: (events.DispatchCompleted,),
    Action.REQUEST_RETURN: (events.ReturnRequested,),
    Action.DECIDE_RETURN: (events.ReturnGranted,),
    Action.RECALL: (events.DispatchRecalled,),
    Action.RESPOND: (events.Responded,),
    Action.REPLY: (events.Replied,),
    Action.URGE: (events.Urged,),
    Action.SUPERVISE: (events.Supervised,),
    Action.ESCALATE: (events.Escalated,),
    Action.HAND_DOWN: (events.HandedDown,),
    Action.MERGE: (events.Merged,),
    Action.UNMERGE: (events.Unmerged,),
    Action.NOTE_MEETING: (events.MeetingNoted,),
    Action.TABLE: (events.ProposalTabled,),
    Action.TAKE_POSITION: (events.PositionTaken,),
    Action.FAIL_NEGOTIATION: (events.NegotiationFailed,),
    Action.REOPEN_NEGOTIATION: (events.NegotiationReopened,),
    Action.DECIDE: (events.Approved,),
    Action.APPROVE_VARIATION: (events.VariationApproved,),
    Action.ANNUL: (events.ApprovalAnnulled,),
    Action.START_WORK: (events.WorkStarted,),
    Action.NOTE_PROGRESS: (events.ProgressNoted,),
    Action.BOOK_FUNDS: (
        events.FundsPledged,
        events.FundsReceived,
        events.FundsSpent,
        events.FundsReturned,
    ),
    Action.COMPLETE: (events.Done,),
    Action.ATTEMPT_REVISIT: (events.RevisitAttempted,),
    Action.REVISIT: (events.Revisited,),
    Action.OBJECT: (events.Reopened,),
    Action.CONCLUDE: (events.Concluded,),
}
"""The events that each action on an issue may append to it; one that is accepted is enough."""


def allowed_actions(
    principal: Principal, reach: Reach, state: IssueState, *, now: Moment
) -> Sequence[Action]:
    """The actions that *principal* may do on this issue, and that its state accepts *now*."""
    roles = _Roles(principal, reach)
    actions = [
        one.action
        for one in _possible(state.status)
        if (role := roles.of(one.action)) is not None
        and (one.unguarded or any(all_agree(policies, state) for policies in one.guards))
        and _fits(principal, role, one.action, state)
        and _accepted(role, one.action, state, now)
    ]
    if _discloses(roles.of(Action.DISCLOSE), state):
        actions.append(Action.DISCLOSE)
    # A receipt changes nothing, so that no state forbids it.
    if roles.of(Action.RECEIPT) is not None:
        actions.append(Action.RECEIPT)
    return actions


@dataclass(frozen=True, slots=True)
class _Possible:
    """An action that the lifecycle knows at a status, by the policies of each of its events.

    *unguarded* says that one of the events has none.
    """

    action: Action
    guards: tuple[tuple[Policy, ...], ...]
    unguarded: bool


@cache
def _possible(status: Status) -> Sequence[_Possible]:
    """What `would_accept` looks up for each event, looked up once."""
    permitted = (
        (action, tuple(policies_at(status, one) for one in events if permits(one, status)))
        for action, events in _EVENTS.items()
    )
    return tuple(
        _Possible(action, guards, not all(guards)) for action, guards in permitted if guards
    )


class _Roles:
    """In which role each action is done on one issue; every scope is looked at once."""

    def __init__(self, principal: Principal, reach: Reach) -> None:
        self._lines = lines_of(principal.roles)
        self._covered = {scope for scope in Scope if covers(scope, principal, reach)}

    def of(self, action: Action) -> Role | None:
        """What `role_for` tells."""
        for grant in self._lines.get(action, ()):
            if grant.scope in self._covered:
                return grant.role
        return None


def _fits(principal: Principal, role: Role, action: Action, state: IssueState) -> bool:
    """What the action asks of this caller beyond their role."""
    match action:
        case Action.ACKNOWLEDGE | Action.COMPLETE_DISPATCH | Action.REQUEST_RETURN:
            return role is not Role.HANDLER or _own_order_accepts(principal, action, state)
        case Action.TAKE_POSITION:
            return role is Role.CLERK or _has_seat(principal, state)
        case Action.DECIDE:
            return _decides(role, state)
        case Action.APPROVE_VARIATION:
            return role is Role.SUPERIOR or seats_vary(state)
        case Action.REVISIT:
            return principal.person not in state.works.persons or role is Role.RESIDENT
        case _:
            return True


def _accepted(role: Role, action: Action, state: IssueState, now: Moment) -> bool:
    """Where more than the state's policies decides, the command's own rule is asked."""
    try:
        if action is Action.OBJECT:
            require_objectable(state, now=now)
        if action is Action.REVISIT and role is Role.RESIDENT:
            require_rateable(state)
    except Refused:
        return False
    return True


def _own_order_accepts(principal: Principal, action: Action, state: IssueState) -> bool:
    """A handler speaks for their own party alone, and so needs an order that is theirs."""
    order = _order_of(principal, state)
    if order is None or not order.open:
        return False
    if action is Action.ACKNOWLEDGE:
        return not order.acknowledged
    return action is Action.COMPLETE_DISPATCH or not order.return_requested


def _order_of(principal: Principal, state: IssueState) -> Dispatch | None:
    return state.dispatch_of(principal.organisation) if principal.organisation else None


def _has_seat(principal: Principal, state: IssueState) -> bool:
    proposal = state.negotiation.proposal
    seats = proposal.seats if proposal else ()
    return any(seat.organisation == principal.organisation for seat in seats)


def _decides(role: Role, state: IssueState) -> bool:
    """At *reported* it is emergency work that is confirmed, which no clerk does."""
    match role:
        case Role.SUPERIOR:
            return True
        case Role.OWNERS_COMMITTEE:
            refused = state.emergency is not None and state.emergency.refused
            return state.status is Status.REPORTED and not refused
        case _:
            return state.status is Status.NEGOTIATED and seats_decide(state)


def _discloses(role: Role | None, state: IssueState) -> bool:
    if role is None:
        return False
    try:
        may_disclose(state, asker_is_party=role is Role.HANDLER)
    except Refused:
        return False
    return True
