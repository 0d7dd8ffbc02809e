"""Letting fall due what is due, in specs: bodies, limits, and the issue afterwards."""

from collections.abc import Sequence
from uuid import UUID

from domain.calendar.state import Calendars
from domain.clock.firing import Fired, fire
from domain.issue.events import DeadlineMissed, DeadlineWarned, Escalated
from domain.issue.state import IssueState
from domain.levels import Level
from domain.moment import Moment
from tests.domain.examples import (
    COMMITTEE,
    LINBA_TIMING,
    RESPONDED,
    SUBDISTRICT,
    uid,
)
from tests.domain.timing import (
    CALENDARS,
    On,
    at,
    clock,
    promised,
    told,
)

NINE = "2025-09-22 09:00"
BODIES = {Level.COMMITTEE: COMMITTEE, Level.SUBDISTRICT: SUBDISTRICT, Level.DISTRICT: uid(6)}
LIMITS = {"response": "15 natural minute", "completion": "24 natural hour"}
BEGAN = On(promised(LIMITS, LINBA_TIMING), NINE)
ANSWERED = On(RESPONDED, "2025-09-22 09:05")
DUE = at("2025-09-23 09:00")
WARNING = DeadlineWarned(clock=clock(), due=DUE, provisional=False)
MISS = DeadlineMissed(clock=clock(), due=DUE, provisional=False)


def firing(
    state: IssueState, now: str | Moment, calendars: Calendars = CALENDARS, **bodies: UUID | None
) -> tuple[Fired, ...]:
    """What is due, where each level has its body unless told."""
    known: dict[str, UUID | None] = {level.value: body for level, body in BODIES.items()}
    moment = at(now) if isinstance(now, str) else now
    return fire(state, calendars, body_of=lambda level: (known | bodies)[level], now=moment)


def fired(
    state: IssueState, now: str, calendars: Calendars = CALENDARS
) -> tuple[IssueState, Sequence[Fired]]:
    """The issue after what was due has been recorded, and that; to look again finds nothing."""
    found = firing(state, now, calendars)
    after = told(*(On(event, now) for event in found), state=state)
    assert firing(after, now, calendars) == ()
    return after, found


def missed(found: Sequence[Fired]) -> list[str]:
    """The clocks that were missed, in the order in which that is told."""
    clocks = [one.clock for one in found if isinstance(one, DeadlineMissed)]
    return [f"{one.kind} {one.number}" for one in clocks]


def climbed(number: int, level: Level) -> Escalated:
    """Up one rung."""
    return Escalated(level=level, body=BODIES[level], reason=None, rung=number)
