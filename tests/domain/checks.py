"""The tables against their hand-written description.

Each check raises AssertionError where they disagree. `test_lifecycle.py` runs the checks on the
real tables, `test_mutation.py` on damaged ones; they look the tables up at run time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from domain.issue import events, guards, lifecycle
from domain.issue.lifecycle import Status
from domain.issue.parts import Merging
from domain.issue.state import IssueState
from domain.method.rules import CheckRule, Step
from domain.refusal import Code
from tests.domain.burdens import BURDENS, stops
from tests.domain.described import (
    EDGES,
    EVENTS,
    event_called,
    expected_at,
    leads_to,
)
from tests.domain.dsl import fold, given
from tests.domain.examples import (
    EMERGENCY,
    FAST,
    REPLIED,
    SUBDISTRICT,
    dispatched,
    reported,
    ruled,
    sealed,
)
from tests.domain.loop import (
    ABSORBED,
    AGREED,
    APPROVED,
    FAILED,
    FUNDED,
    PUBLISHED,
    RETURN_ASKED,
    SEATS,
    TABLED,
    UNHAPPY,
    WORDS,
    negotiated,
    position,
    received,
    started,
    tabled,
)
from tests.domain.occurring import EXAMPLES
from tests.domain.offers import FREE, HISTORIES
from tests.domain.timing import PAUSED
from tests.domain.voting import LISTED, REFERRED, SECURED, allocated, called
from tests.domain.willing import NO_DECISION_OF_ITS_OWN, decided

Check = Callable[[], None]
Pairs = Iterable[tuple[type, Status]]

HIGH = events.Escalated(
    level=events.Level.SUBDISTRICT, body=SUBDISTRICT, reason=sealed(), rung=None
)
URGENT_PLAN = (reported(), EMERGENCY, tabled(), *WORDS, negotiated(), received())
DRAFT = (*APPROVED, tabled(2), *(position(seat, version=2) for seat in SEATS))
TO_CHECK = CheckRule(code="photo", step=Step.DONE)
LAST_WORD = (*TABLED, *WORDS[:2])
WILLING: Mapping[type, tuple[object, ...]] = {
    events.PublicationWithdrawn: (reported(), PUBLISHED),
    events.Acknowledged: (reported(), dispatched()),
    events.DispatchCompleted: (reported(), dispatched()),
    events.ReturnRequested: (reported(), dispatched()),
    events.DispatchRecalled: (reported(), dispatched()),
    events.ReturnGranted: (reported(), dispatched(), RETURN_ASKED),
    events.ReturnRefused: (reported(), dispatched(), RETURN_ASKED),
    events.Released: (reported(), ABSORBED),
    events.HandedDown: (reported(), HIGH),
    events.ClockResumed: (reported(), PAUSED),
    events.Checked: (reported(rules=ruled(checks=(TO_CHECK,))),),
    events.ProposalTabled: TABLED[:2],
    events.PositionTaken: LAST_WORD,
    events.Negotiated: LAST_WORD,
    events.NegotiationReopened: (*TABLED, FAILED),
    events.Approved: URGENT_PLAN,
    events.Rejected: URGENT_PLAN,
    events.VariationApproved: DRAFT,
    events.ApprovalAnnulled: APPROVED,
    events.ApprovalVoided: APPROVED,
    events.WorkStarted: (reported(), EMERGENCY),
    events.ProgressNoted: (reported(), EMERGENCY, started()),
    events.FundsPledged: TABLED,
    events.FundsReceived: TABLED,
    events.FundsSpent: FUNDED,
    events.FundsReturned: FUNDED,
    events.BallotCalled: DRAFT,
    events.BallotEnded: (*AGREED, called()),
    events.ReferralEnded: (reported(), REFERRED),
    events.CostAllocated: APPROVED,
    events.SharePaid: (*APPROVED, allocated()),
    events.AccountRendered: APPROVED,
    events.SafetySecured: LISTED,
    events.EmergencyConsented: (*LISTED, SECURED, tabled()),
    events.PriceReviewed: LISTED,
    events.Done: (reported(), FAST),
    events.RevisitAttempted: (reported(), REPLIED),
    events.Revisited: (reported(), REPLIED),
    events.Concluded: (reported(rules=replace(reported().rules, rounds=1)), UNHAPPY),
    events.Reopened: (reported(), UNHAPPY),
    events.ReworkOrdered: (*APPROVED, UNHAPPY),
}
"""A history after which nothing but the status can forbid an event; a report is enough for most.

`standing` moves it to every status, also to ones that this history never comes to.
"""


@cache
def at(event: type, status: Status, stood: Status = Status.NEGOTIATED) -> IssueState:
    """An issue at *status* that is otherwise willing; a merged one stood at *stood* before."""
    ready = given(*WILLING.get(event, (reported(),)))
    merging: dict[str, Any] = {}
    if status is Status.MERGED:
        before = ready.state.merging
        merging = {"merging": Merging(before=stood, children=before.children)}
    state: IssueState = ready.standing(status=status, **merging).state
    return state


def check_permits(pairs: Pairs = EDGES) -> None:
    """A stream begins with a report, and goes on as the list says."""
    for event in EVENTS:
        assert lifecycle.permits(event, None) == (event is events.Reported), event
    for event, status in pairs:
        assert lifecycle.permits(event, status) == expected_at(event, status), (event, status)


def check_require() -> None:
    """What is not in the list is refused by name, and nothing else is."""
    for event in EVENTS:
        beginning = given().when(lifecycle.require, event=event, status=None)
        if event is events.Reported:
            beginning.answers(None)
        else:
            beginning.refused(Code.STATUS_FORBIDS, status="none")
    for event, status in EDGES:
        outcome = given().when(lifecycle.require, event=event, status=status)
        if expected_at(event, status):
            outcome.answers(None)
        else:
            outcome.refused(Code.STATUS_FORBIDS, status=status)


def check_arrive(pairs: Pairs = EDGES) -> None:
    """Only the moving events move, and only from where they are accepted."""
    assert lifecycle.LIFECYCLE.get((events.Reported, None)) is Status.REPORTED
    for event, status in pairs:
        for before in (Status.REPORTED, Status.NEGOTIATED):
            head = leads_to(event, status, before)
            assert lifecycle.arrive(event, status, before) is head, (event, status)


def check_evolve(pairs: Pairs = EDGES) -> None:
    """A fold stands where the list says after each event at each status."""
    for event, status in pairs:
        if event is events.Reported:
            continue
        for before in (Status.REPORTED, Status.NEGOTIATED):
            head = leads_to(event, status, before)
            after = fold([EXAMPLES[event]], at(event, status, before))
            assert after.status is head, (event, status)


def check_decisions(pairs: Pairs = EDGES) -> None:
    """Each decision comes to its event at each status of the list, and at no other."""
    for event, status in pairs:
        if event in NO_DECISION_OF_ITS_OWN:
            continue
        came, refused = decided(event, at(event, status))
        assert (event in came) == expected_at(event, status), (event, status)
        if not came and event is not events.Released:
            assert refused == {(Code.STATUS_FORBIDS, status)}, (event, status)


def check_offers(asked: Iterable[type] = EVENTS) -> None:
    """What an issue offers after some histories."""
    for event in asked:
        for state, offered in expected_offers():
            assert guards.would_accept(event, state) == (event in offered), (event, state)


def check_burdens(asked: Iterable[type] = EVENTS) -> None:
    """What stops an event stops that event, and what is none of its business does not."""
    for event in asked:
        for state, offered, why in burdened(event):
            assert guards.would_accept(event, state) == offered, (event, state.status, why)


TOLD: tuple[tuple[tuple[object, ...], type, Code], ...] = (
    ((reported(),), events.Done, Code.NOT_TRIAGED),
    ((reported(),), events.ReturnRequested, Code.NOT_DISPATCHED),
    ((reported(), FAST), events.FundsSpent, Code.UNKNOWN_LINE),
    ((reported(), FAST), events.FundsReturned, Code.UNKNOWN_LINE),
    ((reported(), EMERGENCY, dispatched()), events.Done, Code.WORK_NOT_STARTED),
    ((*TABLED, FAILED), events.PositionTaken, Code.NEGOTIATION_OVER),
    ((*FUNDED, ABSORBED, dispatched()), events.Done, Code.DISPATCH_OPEN),
)
"""Where several rules refuse, which of them is told."""


def check_told() -> None:
    """The first objection is the most helpful one."""
    for history, event, code in TOLD:
        with_state = given(*history)
        outcome = with_state.when(lambda state, event=event: guards.guard(event, state))
        assert outcome.refusal is not None
        assert outcome.refusal.code is code, event


@cache
def burdened(event: type) -> tuple[tuple[IssueState, bool, str], ...]:
    """The event's willing issue at each status that accepts it, under each burden."""
    statuses = [status for status in Status if expected_at(event, status)]
    return tuple(
        (lay(at(event, status)), not stops(burden, event, status), burden)
        for status in statuses
        for burden, (lay, _) in BURDENS.items()
    )


@cache
def expected_offers() -> tuple[tuple[IssueState, frozenset[type]], ...]:
    """The folded histories, with everything that they offer."""
    return tuple(map(_offer, *zip(*HISTORIES, strict=True)))


def _offer(history: tuple[object, ...], further: str) -> tuple[IssueState, frozenset[type]]:
    state: IssueState = fold(history)
    free = {event for event in FREE if expected_at(event, state.status)}
    names = further.split()
    lacking = {event_called(name[1:]) for name in names if name.startswith("-")}
    told = {event_called(name) for name in names if not name.startswith("-")}
    return state, frozenset(free - lacking | told)


CHECKS: tuple[Check, ...] = (
    check_permits,
    check_require,
    check_arrive,
    check_evolve,
    check_decisions,
    check_offers,
    check_burdens,
    check_told,
)
