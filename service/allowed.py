"""`allowed_actions`: what the caller could do next, by the lifecycle, the policies, the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
from service import policy
from service.policy import Action, Principal, Reach, Scope, covers

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

_SCOPES = tuple(Scope)

_CLOSER = frozenset(
    {
        Action.ACKNOWLEDGE,
        Action.COMPLETE_DISPATCH,
        Action.REQUEST_RETURN,
        Action.TAKE_POSITION,
        Action.DECIDE,
        Action.APPROVE_VARIATION,
        Action.REVISIT,
        Action.OBJECT,
    }
)
"""The actions of which `_fits` or `_accepted` ask more than their policies."""


def allowed_actions(
    principal: Principal, reach: Reach, state: IssueState, *, now: Moment
) -> Sequence[Action]:
    """The actions that *principal* may do on this issue, and that its state accepts *now*."""
    covered = frozenset([scope for scope in _SCOPES if covers(scope, principal, reach)])
    offers = _offers(policy.TABLE, principal.roles, covered, state.status)
    actions = [
        one.action
        for one in offers.guarded
        if (one.unguarded or _agreed(one, state))
        and (not one.closer or _stands(one, principal, state, now))
    ]
    if _discloses(offers.disclosing, state):
        actions.append(Action.DISCLOSE)
    # A receipt changes nothing, so that no state forbids it.
    if offers.receipts:
        actions.append(Action.RECEIPT)
    return actions


@dataclass(frozen=True, slots=True)
class _Offer:
    """An action in a role, and the policies of each of its events that its status permits.

    *unguarded* says that one of these has no policy; *closer* that more is asked than policies.
    """

    action: Action
    role: Role
    guards: tuple[tuple[Policy, ...], ...]
    unguarded: bool
    closer: bool


@dataclass(frozen=True, slots=True)
class _Offers:
    """What can be done on an issue in one status by who is covered so far, and in which role."""

    guarded: Sequence[_Offer]
    disclosing: Role | None
    receipts: bool


@lru_cache(maxsize=4096)
def _offers(
    table: policy.Table, roles: frozenset[Role], covered: frozenset[Scope], status: Status
) -> _Offers:
    """What depends on no more than this, found once."""
    acting = table.acting(roles, covered)
    permitted = (
        (action, tuple(policies_at(status, one) for one in events if permits(one, status)))
        for action, events in _EVENTS.items()
        if action in acting
    )
    guarded = tuple(
        _Offer(action, acting[action], guards, not all(guards), action in _CLOSER)
        for action, guards in permitted
        if guards
    )
    return _Offers(guarded, acting.get(Action.DISCLOSE), Action.RECEIPT in acting)


def _stands(offer: _Offer, principal: Principal, state: IssueState, now: Moment) -> bool:
    action, role = offer.action, offer.role
    return _fits(principal, role, action, state) and _accepted(role, action, state, now)


def _agreed(offer: _Offer, state: IssueState) -> bool:
    # A plain loop: this is asked some thirty times for each answer.
    for policies in offer.guards:  # noqa: SIM110
        if all_agree(policies, state):
            return True
    return False


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
