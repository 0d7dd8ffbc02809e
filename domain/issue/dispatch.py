"""Handing an issue to parties (派单), what each says of its part, and taking it back."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    DispatchRecalled,
    ReturnGranted,
    ReturnRefused,
    ReturnRequested,
)
from domain.issue.guards import admit, guard
from domain.issue.lifecycle import require
from domain.issue.parts import Dispatch
from domain.issue.policies import open_dispatch
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
    admit(Dispatched, state)
    if len(set(parties)) != len(parties):
        raise Refused(Code.PARTY_REPEATED)
    for party in parties:
        earlier = state.dispatch_of(party)
        if party not in known_parties:
            raise Refused(Code.UNKNOWN_PARTY)
        if earlier is not None and earlier.open:
            raise Refused(Code.DISPATCH_STILL_OPEN)
    return (Dispatched(parties=tuple(parties), note=note),)


def acknowledge(state: IssueState, *, party: UUID) -> tuple[Acknowledged]:
    """A party takes its order (签收), once: `not-dispatched`, `already-acknowledged`."""
    if _order(Acknowledged, state, party).acknowledged:
        raise Refused(Code.ALREADY_ACKNOWLEDGED)
    return (Acknowledged(party=party),)


def complete_dispatch(
    state: IssueState, *, party: UUID, note: Sealed | None
) -> tuple[DispatchCompleted]:
    """A party finishes its part; who never acknowledged has done so by finishing."""
    _order(DispatchCompleted, state, party)
    return (DispatchCompleted(party=party, note=note),)


def request_return(state: IssueState, *, party: UUID, reason: Sealed) -> tuple[ReturnRequested]:
    """A party asks to be relieved (退单): `not-dispatched`, `return-pending`."""
    if _order(ReturnRequested, state, party).return_requested:
        raise Refused(Code.RETURN_PENDING)
    return (ReturnRequested(party=party, reason=reason),)


def grant_return(state: IssueState, *, party: UUID, note: Sealed | None) -> tuple[ReturnGranted]:
    """The dispatcher takes the order back: `not-dispatched`, `no-return-requested`."""
    _asked_return(ReturnGranted, state, party)
    return (ReturnGranted(party=party, note=note),)


def refuse_return(state: IssueState, *, party: UUID, reason: Sealed) -> tuple[ReturnRefused]:
    """The order stays with the party: `not-dispatched`, `no-return-requested`."""
    _asked_return(ReturnRefused, state, party)
    return (ReturnRefused(party=party, reason=reason),)


def recall(state: IssueState, *, party: UUID, reason: Sealed | None) -> tuple[DispatchRecalled]:
    """The dispatcher takes an order back unasked: `not-dispatched`."""
    _order(DispatchRecalled, state, party)
    return (DispatchRecalled(party=party, reason=reason),)


def _order(event: type, state: IssueState, party: UUID) -> Dispatch:
    """The party's own order first: who has none hears so, whatever the others have done."""
    require(event, state.status)
    order = open_dispatch(state, party)
    guard(event, state)
    return order


def _asked_return(event: type, state: IssueState, party: UUID) -> None:
    if not _order(event, state, party).return_requested:
        raise Refused(Code.NO_RETURN_REQUESTED)
