"""What the lifecycle must be, written by hand and without reading its table."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from domain.issue import answer, dispatch, intake, works
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
from domain.method.terms import Scale, Track
from tests.domain.dsl import Rule
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
    sealed,
    triaged,
)

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

READY: Mapping[type, tuple[object, ...]] = {
    Done: (FAST,),
    Acknowledged: (dispatched(),),
    DispatchCompleted: (dispatched(),),
}
"""What must have happened after the report before an event's decision can succeed."""

ALWAYS: frozenset[type] = frozenset({Triaged, Dispatched, Responded, Replied})
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
    ((BOTH, ACKNOWLEDGED), PARTIES_SPEAK),
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
        Done: (works.complete, COMPLETION),
    }
    return rules[event]
