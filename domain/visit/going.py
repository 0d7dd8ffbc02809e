"""Somebody is at a door: what became of it, what was found, and when they go round again."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.visit.events import (
    Attempted,
    ChangesPassed,
    DoorOutcome,
    FindingTaken,
    Found,
    RoundBegun,
)
from domain.visit.planning import require_door, require_open
from domain.visit.state import Finding, VisitState
from domain.vocabulary.state import Vocabulary

POPULATION = "population"
"""The topic whose findings are changes of population (人口变动), for 社区云."""


def attempt(
    state: VisitState,
    *,
    door: str,
    visitor: UUID | None,
    outcome: DoorOutcome,
    note: Sealed | None,
) -> tuple[Attempted]:
    """Somebody was at a door, in the round that runs.

    Refused beside `require_door`: `door-opened`, where it was opened before and the plan does not
    ask to come again.
    """
    known = require_door(state, door)
    if known.opened_on is not None and state.every is None:
        raise Refused(Code.DOOR_OPENED, door=door)
    made = Attempted(door=door, round=state.round, visitor=visitor, outcome=outcome, note=note)
    return (made,)


def begin_round(state: VisitState, *, due: date, today: date) -> tuple[RoundBegun]:
    """They go round again to the doors that are not done.

    Refused: `visit-closed`, `round-open` (some door has not been tried, and the round's day is not
    over), `due-in-the-past`.
    """
    require_open(state)
    untried = (
        not door.dropped
        and door.round < state.round
        and (door.opened_on is None or state.every is not None)
        for door in state.doors.values()
    )
    if today <= state.rounds[-1].due and (not state.doors or any(untried)):
        raise Refused(Code.ROUND_OPEN, round=state.round)
    if due < today:
        raise Refused(Code.DUE_IN_THE_PAST)
    return (RoundBegun(round=state.round + 1, due=due),)


def find(
    state: VisitState,
    vocabulary: Vocabulary,
    *,
    door: str,
    topic: str,
    change: str | None,
    text: Sealed,
) -> tuple[Found]:
    """What was heard or seen at a door.

    Refused beside `require_door`: `unknown-topic`, `unknown-change`, `change-required` (a change
    of population says which, and nothing else does).
    """
    require_door(state, door)
    if topic not in vocabulary.topics:
        raise Refused(Code.UNKNOWN_TOPIC)
    if change is not None and change not in vocabulary.changes:
        raise Refused(Code.UNKNOWN_CHANGE)
    if (topic == POPULATION) is not (change is not None):
        raise Refused(Code.CHANGE_REQUIRED)
    number = len(state.findings) + 1
    return (Found(number=number, door=door, topic=topic, change=change, text=text),)


def take(
    state: VisitState,
    *,
    number: int,
    issue: UUID | None = None,
    undertaking: UUID | None = None,
    line: int | None = None,
) -> tuple[FindingTaken]:
    """A finding went on, to an issue or an undertaking; also of a closed plan.

    Refused: `unknown-finding`, `finding-taken`.
    """
    if require_finding(state, number).taken:
        raise Refused(Code.FINDING_TAKEN, number=number)
    return (FindingTaken(number=number, issue=issue, undertaking=undertaking, line=line),)


def pass_on(state: VisitState, *, numbers: Sequence[int], to: str) -> tuple[ChangesPassed]:
    """Changes of population were passed on to a platform; also of a closed plan.

    Refused: `unknown-finding` (also for what is no change of population), `change-passed`.
    """
    for number in numbers:
        found = require_finding(state, number)
        if found.change is None:
            raise Refused(Code.UNKNOWN_FINDING)
        if found.passed is not None:
            raise Refused(Code.CHANGE_PASSED, number=number)
    return (ChangesPassed(numbers=tuple(dict.fromkeys(numbers)), to=to),)


def require_finding(state: VisitState, number: int) -> Finding:
    """A finding by its number; refused: `unknown-finding`."""
    found = state.findings.get(number)
    if found is None:
        raise Refused(Code.UNKNOWN_FINDING)
    return found
