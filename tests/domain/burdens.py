"""What may weigh on an issue, one thing at a time, and which events are stopped by it.

Written by hand. A burden is laid on an issue that is otherwise willing; whatever is not named
beside it goes on as before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.clock.parts import Miss, Pause
from domain.issue.events import Discovery, Level, PauseGround
from domain.issue.lifecycle import Status
from domain.issue.parts import (
    NO_ROUTE,
    NO_WORKS,
    Account,
    Dispatch,
    OpenBallot,
    OpenReferral,
    Proposal,
)
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule, CheckRule, MeetingRule, Step, Waiver
from domain.method.terms import Track
from tests.domain.described import event_called
from tests.domain.dsl import T0
from tests.domain.examples import CHILD, STRANGER
from tests.domain.timing import usual

Burden = Callable[[IssueState], IssueState]
HANDED = Dispatch(party=STRANGER, since=T0, acknowledged=True, return_requested=True)
WAITING = Pause(since=T0, ground=PauseGround.WEATHER)
VOTE = OpenBallot(ballot=STRANGER, version=1, rule=ApprovalRule.CANVASS)
NO_PLAN = Proposal(
    version=1,
    sites=(),
    budget=0,
    lines=(),
    seats=(),
    rule=ApprovalRule.JOINT_AGREEMENT,
    tabled_at=T0,
)
HELD = Account(line=9, source="donation", payer=None, received=5)


# A burden names one field and its value, which the checker cannot pair in a `**` of many types.
def _talks(state: IssueState, **change: object) -> IssueState:
    return replace(state, negotiation=replace(state.negotiation, **change))  # type: ignore[arg-type]


def _orders(state: IssueState, **change: object) -> IssueState:
    marked = tuple(replace(d, **change) for d in state.dispatches)  # type: ignore[arg-type]
    return replace(state, dispatches=marked)


def _clocks(state: IssueState, **change: object) -> IssueState:
    running = tuple(replace(t, **change) for t in state.clocks.running)  # type: ignore[arg-type]
    return replace(state, clocks=replace(state.clocks, running=running))


def _off_plan(state: IssueState) -> IssueState:
    approval = state.approval
    if approval is None or approval.proposal is None:
        return state
    proposal = replace(approval.proposal, lines=())
    return replace(state, approval=replace(approval, proposal=proposal))


def _unfunded(state: IssueState) -> IssueState:
    """A plan of which one 分 is nobody's."""
    plan = state.negotiation.proposal or NO_PLAN
    return _talks(state, proposal=replace(plan, budget=plan.budget + 1))


def _unlisted(state: IssueState) -> IssueState:
    return replace(state, emergency=state.emergency and replace(state.emergency, case=None))


def _poor(state: IssueState) -> IssueState:
    return replace(state, accounts=tuple(replace(a, received=0) for a in state.accounts))


def _parent(state: IssueState) -> IssueState:
    children = (*state.merging.children, CHILD)
    return replace(state, merging=replace(state.merging, children=children))


def _waives(state: IssueState, waiver: Waiver) -> IssueState:
    waives = state.emergency and replace(state.emergency, waives=(waiver,))
    return replace(state, emergency=waives)


def _asking(state: IssueState, step: Step) -> IssueState:
    meetings = (MeetingRule(kinds=("hearing",), step=step),)
    return replace(state, meetings=(), rules=replace(state.rules, meetings=meetings))


def _unchecked(state: IssueState, step: Step) -> IssueState:
    checks = (CheckRule(code="photo", step=step),)
    return replace(state, checked=(), rules=replace(state.rules, checks=checks))


PARTIES = """acknowledged dispatch-completed return-requested return-granted return-refused
    dispatch-recalled"""
MONEY = "funds-pledged funds-received funds-spent funds-returned"
IN_NEED = "safety-secured emergency-consented price-reviewed"

BURDENS: Mapping[str, tuple[Burden, str]] = {
    "untriaged": (lambda s: replace(s, track=None), "proposal-tabled done"),
    "slow": (lambda s: replace(s, track=Track.NORMAL), "done@reported"),
    "idle": (lambda s: replace(s, track=Track.EMERGENCY, works=NO_WORKS), "done progress-noted"),
    "at work": (
        lambda s: replace(s, works=replace(s.works, started=True)),
        "work-started transferred declined withdrawn merged",
    ),
    "handed": (
        lambda s: replace(s, dispatches=(*s.dispatches, HANDED)),
        "transferred declined merged done",
    ),
    "unhanded": (lambda s: replace(s, dispatches=()), PARTIES),
    "taken": (lambda s: _orders(s, acknowledged=True), "acknowledged"),
    "asked": (lambda s: _orders(s, return_requested=True), "return-requested"),
    "unasked": (lambda s: _orders(s, return_requested=False), "return-granted return-refused"),
    "unheard": (
        lambda s: replace(s, reporter=None, discovery=Discovery.TOLD, published=False),
        "done reporter-detached revisit-attempted reopened publication-withdrawn",
    ),
    "left": (
        lambda s: replace(s, reporter_left=True),
        "reporter-detached revisit-attempted reopened",
    ),
    "private": (lambda s: replace(s, published=False), "publication-withdrawn"),
    "unanswered": (
        lambda s: replace(s, answered=False),
        "revisit-attempted@merged revisited@merged",
    ),
    "asked about": (
        lambda s: replace(s, settled_at=T0),
        "revisited@merged",
    ),
    "rich": (
        lambda s: replace(s, accounts=(*s.accounts, HELD)),
        "transferred declined withdrawn merged concluded account-rendered",
    ),
    "paid": (lambda s: replace(s, accounts=(*s.accounts, replace(HELD, spent=5))), "merged"),
    "poor": (_poor, "funds-spent funds-returned"),
    "off plan": (_off_plan, "funds-spent cost-allocated"),
    "penniless": (
        lambda s: replace(s, accounts=()),
        f"{MONEY} cost-allocated account-rendered",
    ),
    "closed": (
        lambda s: replace(s, rendered=True),
        f"{MONEY} cost-allocated share-paid account-rendered",
    ),
    "undivided": (lambda s: replace(s, allocations=()), "share-paid"),
    "voting": (
        lambda s: replace(s, ballot=VOTE),
        "transferred declined withdrawn merged proposal-tabled position-taken "
        "negotiation-reopened ballot-called approved rejected variation-approved "
        "approval-annulled done reopened",
    ),
    "not voting": (lambda s: replace(s, ballot=None), "ballot-ended"),
    "referred": (
        lambda s: replace(s, referral=OpenReferral(referral=STRANGER, organisations=())),
        "referral-made transferred",
    ),
    "unreferred": (lambda s: replace(s, referral=None), "referral-ended"),
    "unfunded": (_unfunded, "ballot-called"),
    "unlisted": (_unlisted, IN_NEED),
    "unsecured": (lambda s: replace(s, route=NO_ROUTE), "emergency-consented"),
    "parent": (_parent, "transferred merged"),
    "top": (lambda s: replace(s, level=Level.DISTRICT), "escalated"),
    "bottom": (lambda s: replace(s, level=Level.COMPOUND), "handed-down"),
    "clockless": (
        lambda s: replace(s, clocks=replace(s.clocks, running=())),
        "clock-paused clock-resumed deadline-extended",
    ),
    "standing still": (lambda s: _clocks(s, pauses=(WAITING,)), "clock-paused"),
    "going on": (lambda s: _clocks(s, pauses=()), "clock-resumed"),
    "overdue": (
        lambda s: _clocks(s, misses=(Miss(due=T0, at=T0),)),
        "clock-paused deadline-extended",
    ),
    "hurried": (
        lambda s: replace(s, clocks=replace(s.clocks, timing=usual(pausable=()))),
        "clock-paused",
    ),
    "late": (lambda s: replace(s, round=s.rules.rounds), "rework-ordered reopened"),
    "early": (
        lambda s: replace(s, round=1, rules=replace(s.rules, rounds=3)),
        "concluded",
    ),
    "content": (
        lambda s: replace(s, objected=False),
        "concluded rework-ordered reopened@reported reopened@negotiated",
    ),
    "failed": (
        lambda s: _talks(s, failed=True),
        "proposal-tabled position-taken negotiation-failed",
    ),
    "talking": (lambda s: _talks(s, failed=False), "negotiation-reopened@reported"),
    "unplanned": (
        lambda s: replace(s, approval=None),
        "approval-annulled approval-voided rework-ordered funds-spent",
    ),
    "voided": (lambda s: replace(s, voided=True), "funds-spent cost-allocated rework-ordered"),
    "tableless": (
        lambda s: _talks(s, proposal=None),
        "position-taken variation-approved ballot-called@approved emergency-consented",
    ),
    "planless": (
        lambda s: _talks(replace(s, approval=None), proposal=None),
        "position-taken variation-approved ballot-called@approved approval-annulled "
        "approval-voided rework-ordered funds-spent cost-allocated emergency-consented",
    ),
    "unsaid": (
        lambda s: _talks(s, positions=()),
        "variation-approved ballot-called@approved",
    ),
    "waiting for approval": (
        lambda s: _waives(s, Waiver.NEGOTIATION),
        "work-started@reported",
    ),
    "waiting for talks": (
        lambda s: _waives(s, Waiver.APPROVAL),
        "approved@reported rejected@reported",
    ),
    "unheard before talks": (lambda s: _asking(s, Step.NEGOTIATED), "negotiated"),
    "unheard before approval": (
        lambda s: _asking(s, Step.APPROVED),
        "approved@negotiated ballot-called@negotiated",
    ),
    "unheard before the end": (lambda s: _asking(s, Step.DONE), "done"),
    "unchecked": (lambda s: _unchecked(s, Step.DONE), "done"),
    "checked": (
        lambda s: replace(s, checked=tuple((one.step, one.code) for one in s.rules.checks)),
        "checked",
    ),
    "calm": (
        lambda s: replace(s, emergency=None),
        f"approved@reported rejected@reported work-started@reported {IN_NEED}",
    ),
}
"""What it is, and the events that it stops: at every status, or at the one behind the `@`."""


def stops(burden: str, event: type, status: Status) -> bool:
    """Whether that burden stops *event* there."""
    for told in BURDENS[burden][1].split():
        name, _, where = told.partition("@")
        if event_called(name) is event and where in ("", status):
            return True
    return False
