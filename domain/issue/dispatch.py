"""Handing an issue to parties (派单), and what each party says of its own part."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.issue.events import Acknowledged, DispatchCompleted, Dispatched
from domain.issue.lifecycle import require
from domain.issue.policies import guard, open_dispatch
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def dispatch(
    state: IssueState,
    known_parties: Collection[UUID],
    *,
    parties: Sequence[UUID],
    note: Sealed | None,
) -> tuple[Dispatched]:
    """Hand the issue to one party or several (双交办).

    Refused: `status-forbids`, `unknown-party`, `party-repeated`, `dispatch-still-open` (the
    party has not finished its earlier order).
    """
    require(Dispatched, state.status)
    guard(Dispatched, state)
    if len(set(parties)) != len(parties):
        raise Refused(Code.PARTY_REPEATED)
    for party in parties:
        earlier = state.dispatch_of(party)
        if party not in known_parties:
            raise Refused(Code.UNKNOWN_PARTY)
        if earlier is not None and not earlier.completed:
            raise Refused(Code.DISPATCH_STILL_OPEN)
    return (Dispatched(parties=tuple(parties), note=note),)


def acknowledge(state: IssueState, *, party: UUID) -> tuple[Acknowledged]:
    """A party takes its order (签收), once: `not-dispatched`, `already-acknowledged`."""
    require(Acknowledged, state.status)
    # The party's own order first: who has none hears so, whatever the others have done.
    order = open_dispatch(state, party)
    guard(Acknowledged, state)
    if order.acknowledged:
        raise Refused(Code.ALREADY_ACKNOWLEDGED)
    return (Acknowledged(party=party),)


def complete_dispatch(
    state: IssueState, *, party: UUID, note: Sealed | None
) -> tuple[DispatchCompleted]:
    """A party finishes its part; who never acknowledged has done so by finishing."""
    require(DispatchCompleted, state.status)
    guard(DispatchCompleted, state)
    open_dispatch(state, party)
    return (DispatchCompleted(party=party, note=note),)
