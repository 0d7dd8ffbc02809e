"""`allowed_actions`: what the caller could do next, by the lifecycle, the policies, the table."""

from collections.abc import Sequence

from domain.actor import Role
from domain.issue.answer import may_disclose
from domain.issue.demands import ready_to_revisit
from domain.issue.guards import all_agree
from domain.issue.keeping import is_kept_by
from domain.issue.lifecycle import Status
from domain.issue.parts import Dispatch
from domain.issue.revisit import require_objectable, require_rateable
from domain.issue.seats import ballot_decides, seats_decide, seats_vary
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.refusal import Refused
from service import policy
from service.offers import Offer, offers_at
from service.policy import Action, Principal, Reach, Scope, covers

_SCOPES = tuple(Scope)


def allowed_actions(
    principal: Principal, reach: Reach, state: IssueState, *, now: Moment
) -> Sequence[Action]:
    """The actions that *principal* may do on this issue, and that its state accepts *now*.

    None where its texts are gone: every one of them would write some.
    """
    if state.texts_erased is not None:
        return ()
    covered = frozenset([scope for scope in _SCOPES if covers(scope, principal, reach)])
    offers = offers_at(policy.TABLE, principal.roles, covered, state.status)
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


def _stands(offer: Offer, principal: Principal, state: IssueState, now: Moment) -> bool:
    action, role = offer.action, offer.role
    return _fits(principal, role, action, state) and _accepted(role, action, state, now)


def _agreed(offer: Offer, state: IssueState) -> bool:
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
            waits = ballot_decides(state)
            return not waits and (role is Role.SUPERIOR or seats_vary(state))
        case Action.KEEP:
            mine = principal.organisation
            return role is Role.CLERK or (mine is not None and is_kept_by(state, mine))
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
        elif action is Action.REVISIT:
            ready_to_revisit(state)
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
    if state.status is Status.NEGOTIATED and ballot_decides(state):
        return False
    match role:
        case Role.SUPERIOR:
            return True
        case Role.OWNERS_COMMITTEE:
            refused = state.emergency is not None and state.emergency.refused
            return state.status is Status.REPORTED and not refused
        case _:
            return state.status is Status.NEGOTIATED and seats_decide(state)


def _discloses(role: Role | None, state: IssueState) -> bool:
    # Of who is let go it is opened by a duty of law alone, which nobody is offered.
    if role is None or state.reporter is None:
        return False
    try:
        may_disclose(state, asker_is_party=role is Role.HANDLER)
    except Refused:
        return False
    return True
