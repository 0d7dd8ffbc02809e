"""The tables against their hand-written description.

Each check raises AssertionError where they disagree. `test_lifecycle.py` runs the checks on the
real tables, `test_mutation.py` on damaged ones; they look the tables up at run time.
"""

from collections.abc import Callable
from dataclasses import replace

from domain.issue import guards, lifecycle
from domain.issue.events import (
    Replied,
    Reported,
)
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.refusal import Code
from tests.domain.described import (
    ALWAYS,
    EVENTS,
    EXAMPLES,
    HISTORIES,
    MOVES,
    READY,
    decision,
    existing,
    expected_at,
)
from tests.domain.dsl import fold, given
from tests.domain.examples import (
    reported,
)

Check = Callable[[], None]


def check_permits() -> None:
    """A stream begins with a report, and goes on as the list says."""
    for event in EVENTS:
        assert lifecycle.permits(event, None) == (event is Reported), event
    for event, status in existing():
        assert lifecycle.permits(event, status) == expected_at(event, status), (event, status)


def check_require() -> None:
    """What is not in the list is refused by name, and nothing else is."""
    for event in EVENTS:
        beginning = given().when(lifecycle.require, event=event, status=None)
        if event is Reported:
            beginning.answers(None)
        else:
            beginning.refused(Code.STATUS_FORBIDS, status="none")
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
    for event, example in EXAMPLES.items():
        rule, arguments = decision(event)
        for status in Status:
            stream = given(reported(), *READY.get(event, ())).standing(status=status)
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
    return {event for event in EVENTS if guards.would_accept(event, state)}


CHECKS: tuple[Check, ...] = (
    check_permits,
    check_require,
    check_arrive,
    check_evolve,
    check_decisions,
    check_offers,
)
