"""The named rules of an issue beyond its status, listed together.

Each takes the state and refuses by name, or says nothing. Decisions call them; so does
`allowed_actions`, so that what is offered and what is accepted cannot drift apart.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from domain.issue import events
from domain.issue.lifecycle import permits
from domain.issue.state import Dispatch, IssueState
from domain.method.terms import Track
from domain.refusal import Code, Refused

Policy = Callable[[IssueState], None]


def triaged_first(state: IssueState) -> None:
    """Nothing is done before somebody said what it is (`not-triaged`)."""
    if state.track is None:
        raise Refused(Code.NOT_TRIAGED)


def fast_track_only(state: IssueState) -> None:
    """From *reported*, only the fast track leads straight to *done* (`not-fast-track`)."""
    if state.track is not Track.FAST:
        raise Refused(Code.NOT_FAST_TRACK, track=str(state.track))


def no_dispatch_open(state: IssueState) -> None:
    """Nothing is done while a party still has the order in hand (`dispatch-open`)."""
    still = sum(not d.completed for d in state.dispatches)
    if still:
        raise Refused(Code.DISPATCH_OPEN, open=still)


def somebody_dispatched(state: IssueState) -> None:
    """A party can report on its order only while one is open (`not-dispatched`)."""
    if all(d.completed for d in state.dispatches):
        raise Refused(Code.NOT_DISPATCHED)


def order_waiting(state: IssueState) -> None:
    """An order is taken once (`already-acknowledged`), so one must still wait to be taken."""
    if all(d.acknowledged for d in state.dispatches):
        raise Refused(Code.ALREADY_ACKNOWLEDGED)


POLICIES: Mapping[type, tuple[Policy, ...]] = {
    events.Acknowledged: (order_waiting,),
    events.DispatchCompleted: (somebody_dispatched,),
    events.Done: (triaged_first, fast_track_only, no_dispatch_open),
}
"""Which policies guard which event, in the order in which they are told."""


def guard(event: type, state: IssueState) -> None:
    """Apply every policy of *event*."""
    for policy in POLICIES.get(event, ()):
        policy(state)


def would_accept(event: type, state: IssueState) -> bool:
    """Whether a command for *event* can succeed on this state, its own words aside."""
    if not permits(event, state.status):
        return False
    try:
        guard(event, state)
    except Refused:
        return False
    return True


def open_dispatch(state: IssueState, party: UUID) -> Dispatch:
    """The order that *party* has in hand; refused with `not-dispatched` where there is none."""
    dispatch = state.dispatch_of(party)
    if dispatch is None or dispatch.completed:
        raise Refused(Code.NOT_DISPATCHED)
    return dispatch
