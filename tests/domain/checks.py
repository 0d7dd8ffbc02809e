"""What the lifecycle must be, written by hand and without reading its table.

Each check raises AssertionError where the tables disagree with it. `test_lifecycle.py` runs them
on the real tables, `test_mutation.py` on damaged ones; they look the tables up at run time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from domain.issue import answer, dispatch, intake, lifecycle, policies
from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    Done,
    Outcome,
    Replied,
    Reported,
    Responded,
    Triaged,
)
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.method.terms import Scale, Track
from domain.refusal import Code
from tests.domain.dsl import Rule, fold, given
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    DONE,
    FAST,
    LINBA,
    PROPERTY,
    REPLIED,
    RESPONDED,
    VOCABULARY,
    dispatched,
    reported,
    sealed,
    triaged,
)

Check = Callable[[], None]

EVENTS: tuple[type, ...] = (
    Reported,
    Triaged,
    Dispatched,
    Acknowledged,
    DispatchCompleted,
    Responded,
    Replied,
    Done,
)

OPEN: frozenset[Status] = frozenset({Status.REPORTED})
ACCEPTED: Mapping[type, frozenset[Status]] = {
    Triaged: OPEN,
    Dispatched: OPEN,
    Acknowledged: OPEN,
    DispatchCompleted: OPEN,
    Responded: OPEN,
    Done: OPEN,
    Replied: OPEN | {Status.DONE},
}
"""The statuses at which each event may be appended to an existing issue."""

MOVES: Mapping[type, Status] = {Done: Status.DONE}
"""The events that change the status; all others leave it as it is."""

EXAMPLES: Mapping[type, object] = {
    Triaged: triaged(),
    Dispatched: dispatched(),
    Acknowledged: ACKNOWLEDGED,
    DispatchCompleted: COMPLETED,
    Responded: RESPONDED,
    Replied: REPLIED,
    Done: DONE,
}
"""One event of each class that can follow a report."""

PARTIES_SPEAK: frozenset[type] = frozenset({Acknowledged, DispatchCompleted})
BOTH = dispatched(PROPERTY, CONTRACTOR)

HISTORIES: tuple[tuple[tuple[object, ...], frozenset[type]], ...] = (
    ((), frozenset()),
    ((RESPONDED, REPLIED), frozenset()),
    ((triaged(),), frozenset()),
    ((FAST,), frozenset({Done})),
    ((FAST, triaged()), frozenset()),
    ((dispatched(),), PARTIES_SPEAK),
    ((dispatched(), ACKNOWLEDGED), frozenset({DispatchCompleted})),
    (
        (dispatched(PROPERTY, CONTRACTOR), ACKNOWLEDGED),
        frozenset({Acknowledged, DispatchCompleted}),
    ),
    ((BOTH, COMPLETED), PARTIES_SPEAK),
    ((dispatched(), COMPLETED), frozenset()),
    ((FAST, dispatched(), ACKNOWLEDGED), frozenset({DispatchCompleted})),
    ((FAST, dispatched(), COMPLETED), frozenset({Done})),
)
"""What follows a report, and what an issue then accepts beside `ALWAYS`."""

NO_NOTE: dict[str, object] = {"note": None}
MESSAGE: dict[str, object] = {"message": sealed()}
TRIAGE: dict[str, object] = {
    "method": LINBA,
    "vocabulary": VOCABULARY,
    "category": "lighting",
    "scale": Scale.SMALL,
    "track": Track.NORMAL,
    "summary": None,
}
COMPLETION: dict[str, object] = {
    "vocabulary": VOCABULARY,
    "outcome": Outcome.SOLVED,
    "reply": sealed(),
    "outputs": [],
    "cost": None,
}

ALWAYS: frozenset[type] = frozenset({Triaged, Dispatched, Responded, Replied})


def existing() -> Iterator[tuple[type, Status]]:
    """Every event at every status of an issue that exists."""
    for event in EVENTS:
        for status in Status:
            yield event, status


def expected_at(event: type, status: Status) -> bool:
    """Whether *event* may be appended at *status*, by the hand-written list."""
    return status in ACCEPTED.get(event, frozenset())


def decision(event: type, party: UUID = PROPERTY) -> tuple[Rule, dict[str, object]]:
    """The rule that decides *event*, with arguments to which nobody can object."""
    rules: Mapping[type, tuple[Rule, dict[str, object]]] = {
        Triaged: (intake.triage, TRIAGE),
        Dispatched: (dispatch.dispatch, {"known_parties": {party}, "parties": [party]} | NO_NOTE),
        Acknowledged: (dispatch.acknowledge, {"party": party}),
        DispatchCompleted: (dispatch.complete_dispatch, {"party": party} | NO_NOTE),
        Responded: (answer.respond, MESSAGE),
        Replied: (answer.reply, MESSAGE),
        Done: (answer.complete, COMPLETION),
    }
    return rules[event]


def check_permits() -> None:
    """A stream begins with a report, and goes on as the list says."""
    for event in EVENTS:
        assert lifecycle.permits(event, None) == (event is Reported), event
    for event, status in existing():
        assert lifecycle.permits(event, status) == expected_at(event, status), (event, status)


def check_require() -> None:
    """What is not in the list is refused by name, and nothing else is."""
    for event, status in existing():
        outcome = given().when(lifecycle.require, event=event, status=status)
        if expected_at(event, status):
            outcome.answers(None)
        else:
            outcome.refused(Code.STATUS_FORBIDS, status=status)


def check_arrive() -> None:
    """Only the moving events move, and only from where they are accepted."""
    assert lifecycle.LIFECYCLE.get((Reported, None)) is Status.REPORTED
    for event, status in existing():
        head = MOVES.get(event, status) if expected_at(event, status) else status
        assert lifecycle.arrive(event, status) is head, (event, status)


def check_evolve() -> None:
    """A fold stands where the list says after each event at each status."""
    for event, example in EXAMPLES.items():
        for status in Status:
            head = MOVES.get(event, status) if expected_at(event, status) else status
            before = given(reported()).standing(status=status).state
            assert fold([example], before).status is head, (event, status)


def check_decisions() -> None:
    """Each decision is refused at each status that the list does not name."""
    ready = {Done: (FAST,), Acknowledged: (dispatched(),), DispatchCompleted: (dispatched(),)}
    for event, example in EXAMPLES.items():
        rule, arguments = decision(event)
        for status in Status:
            stream = given(reported(), *ready.get(event, ())).standing(status=status)
            if expected_at(event, status):
                stream.when(rule, **arguments).then(example)
            else:
                stream.when(rule, **arguments).refused(Code.STATUS_FORBIDS, status=status)


def check_offers() -> None:
    """What an issue offers after some histories, at *reported* and everywhere else."""
    for history, further in HISTORIES:
        state = given(reported(), *history).state
        assert offered(state) == ALWAYS | further, history
        for status in Status:
            after_done = {Replied} if status is Status.DONE else set()
            if status is not Status.REPORTED:
                assert offered(replace(state, status=status)) == after_done, (history, status)


def offered(state: IssueState) -> set[type]:
    """The events that the policies say this issue would accept."""
    return {event for event in EVENTS if policies.would_accept(event, state)}


CHECKS: tuple[Check, ...] = (
    check_permits,
    check_require,
    check_arrive,
    check_evolve,
    check_decisions,
    check_offers,
)
