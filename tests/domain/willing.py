"""For each event a decision and words to which nobody can object: what is left is the state."""

from collections.abc import Callable, Iterator, Mapping

from domain.clock import decisions
from domain.issue import (
    allocating,
    balloting,
    dispatch,
    events,
    funding,
    negotiation,
    oversight,
    revisit,
)
from domain.issue.events import Stance
from domain.issue.state import IssueState
from domain.method.rules import BALLOT_RULES
from domain.method.terms import Track
from domain.refusal import Refused
from tests.domain.dsl import T0, Rule
from tests.domain.examples import (
    STRANGER,
    sealed,
)
from tests.domain.loop import SEATS
from tests.domain.timing import CALENDARS, clock, limit
from tests.domain.voting import BALLOT
from tests.domain.worded import (
    ASKED,
    LOOK,
    OUTSIDER,
    PARTIES,
    PLAN,
    RULES,
    Words,
)

OWED: Words = {"line": 1, "unit": "1-101", "amount": 1}


def _dispatches(_state: IssueState) -> Iterator[tuple[Rule, Words]]:
    for party in PARTIES:
        handed = {"known_parties": PARTIES, "parties": [party], "note": None}
        yield dispatch.dispatch, handed


def _triages(_state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """On each track: what was begun as an emergency stays one."""
    rule, words = RULES[events.Triaged]
    for track in Track:
        yield rule, {**words, "track": track, "ground": sealed()}


def _levels(rule: Rule) -> Callable[[IssueState], Iterator[tuple[Rule, Words]]]:
    def each(_state: IssueState) -> Iterator[tuple[Rule, Words]]:
        for level in events.Level:
            yield rule, {"level": level, "body": STRANGER, "reason": sealed()}

    return each


def _plans(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """Whatever money lies on a line stays on it."""
    lines = tuple(
        funding.WantedLine(source=a.source, payer=a.payer, amount=0, pays_for=sealed())
        for a in state.accounts
    )
    yield negotiation.table_proposal, PLAN | {"lines": lines}


def _words(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """Each seat by its own voice."""
    for seat, (_, voice) in SEATS.items():
        yield (
            negotiation.take_position,
            {
                "version": state.negotiation.versions,
                "seat": seat,
                "voice": voice,
                "stance": Stance.AGREE,
                "reason": None,
            },
        )


def _bookings(rule: Rule) -> Callable[[IssueState], Iterator[tuple[Rule, Words]]]:
    def each(state: IssueState) -> Iterator[tuple[Rule, Words]]:
        for line in range(max(1, len(state.accounts))):
            yield rule, {"line": line + 1, "amount": 1, "note": sealed()}

    return each


def _ballots(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """By each rule, of owners who have a committee."""
    for rule in BALLOT_RULES:
        yield balloting.call_ballot, {"ballot": BALLOT, "rule": rule, "by_owners": True}


def _endings(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    yield balloting.end_ballot, {"ballot": state.ballot.ballot if state.ballot else BALLOT}


def _shares(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """Each unit of each line, the most that it owes."""
    owing = [
        {"line": split.line, "unit": unit, "amount": asked - paid}
        for split in state.allocations
        for unit, asked, paid in allocating.owed(split)
    ]
    yield from ((allocating.pay_share, one) for one in owing or [OWED])


def _splits(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    rule, words = RULES[events.CostAllocated]
    for line in state.plan.lines if state.plan else (None,):
        yield rule, words | {"line": line.number if line else 1}


def _answers(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    kind = ASKED if state.asks_reporter else LOOK
    content = revisit.Answer(kind=kind, resolved=True)
    yield revisit.revisit, {"by": OUTSIDER, "answer": content}


def _clocks(state: IssueState) -> Iterator[events.ClockId]:
    """Each clock that runs; one that every issue had where none does."""
    running = [timer.id for timer in state.clocks.running]
    return iter(running or [clock()])


def _pauses(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    for one in _clocks(state):
        why: Words = {"ground": events.PauseGround.WEATHER, "note": sealed()}
        yield decisions.pause, why | {"clock": one, "occurred": T0, "now": T0}


def _resumptions(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    for one in _clocks(state):
        yield decisions.resume, {"clock": one, "note": None}


def _extensions(state: IssueState) -> Iterator[tuple[Rule, Words]]:
    for one in _clocks(state):
        more: Words = {"by": limit("1 natural day"), "reason": sealed(), "approver": STRANGER}
        yield decisions.extend, more | {"calendars": CALENDARS, "clock": one, "now": T0}


DEPENDING: Mapping[type, Callable[[IssueState], Iterator[tuple[Rule, Words]]]] = {
    events.Dispatched: _dispatches,
    events.Triaged: _triages,
    events.ClockPaused: _pauses,
    events.ClockResumed: _resumptions,
    events.DeadlineExtended: _extensions,
    events.Escalated: _levels(oversight.escalate),
    events.HandedDown: _levels(oversight.hand_down),
    events.ProposalTabled: _plans,
    events.PositionTaken: _words,
    events.Negotiated: _words,
    events.FundsPledged: _bookings(funding.pledge),
    events.FundsReceived: _bookings(funding.receive),
    events.FundsSpent: _bookings(funding.spend),
    events.FundsReturned: _bookings(funding.give_back),
    events.Revisited: _answers,
    events.BallotCalled: _ballots,
    events.BallotEnded: _endings,
    events.SharePaid: _shares,
    events.CostAllocated: _splits,
}

BY_PARTY = frozenset(
    {
        events.Acknowledged,
        events.DispatchCompleted,
        events.ReturnRequested,
        events.ReturnGranted,
        events.ReturnRefused,
        events.DispatchRecalled,
    }
)


def tries(event: type, state: IssueState) -> Iterator[tuple[Rule, Words]]:
    """Every way to ask for *event* that is worth trying on this state."""
    if event in DEPENDING:
        yield from DEPENDING[event](state)
        return
    rule, words = RULES[event]
    for party in PARTIES if event in BY_PARTY else (None,):
        yield rule, words if party is None else {**words, "party": party}


def decided(event: type, state: IssueState) -> tuple[set[type], set[tuple[str, str]]]:
    """The classes of all events that came of it, and the codes and statuses of all refusals."""
    came: set[type] = set()
    refused: set[tuple[str, str]] = set()
    for rule, words in tries(event, state):
        try:
            came |= {type(each) for each in rule(state, **words)}
        except Refused as refusal:
            refused.add((refusal.code, str(refusal.facts.get("status", ""))))
    return came, refused


BY_TIME = frozenset({events.DeadlineWarned, events.DeadlineMissed, events.DeadlineRecalculated})
"""Nobody decides them: they are recorded when it is time; see test_fire.py."""

LET_GO = frozenset({events.ReporterErased, events.TextsErased})
"""Decided with the person, or by time alone; see test_issue_erasure.py."""

NO_DECISION_OF_ITS_OWN = frozenset({events.Reported, events.ReworkOrdered}) | BY_TIME | LET_GO
"""A report begins a stream, and rework is ordered by the revisit, in the same breath."""
