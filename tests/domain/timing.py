"""Time in specs: a calendar of two years, moments as a wall clock shows them, and histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.actor import SYSTEM
from domain.calendar.state import Calendars
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import Reading, due_of, read
from domain.history import Stamp
from domain.issue import events
from domain.issue.evolve import evolve
from domain.issue.state import IssueState
from domain.method.terms import Basis, Clock, Limit, Span, Term
from domain.method.timing import Timing
from domain.moment import SHANGHAI, Moment, moment_of
from tests.domain.examples import TIMETABLE, reported, ruled, sealed

NOTICES = """
format = 1
version = 1
source = "国务院办公厅的通知"

[years.2025]
off = [
  "01-01", "01-28", "01-29", "01-30", "01-31", "02-01", "02-02", "02-03", "02-04",
  "04-04", "04-05", "04-06", "05-01", "05-02", "05-03", "05-04", "05-05",
  "05-31", "06-01", "06-02", "10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07", "10-08",
]
on = ["01-26", "02-08", "04-27", "09-28", "10-11"]

[years.2026]
off = [
  "01-01", "01-02", "01-03", "02-15", "02-16", "02-17", "02-18", "02-19", "02-20", "02-21",
  "02-22", "02-23", "04-04", "04-05", "04-06", "05-01", "05-02", "05-03", "05-04", "05-05",
  "06-19", "06-20", "06-21", "09-25", "09-26", "09-27",
  "10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07",
]
on = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
"""
"""The working days of two years, copied from the notices by hand."""

NEXT_NOTICE = NOTICES.replace("version = 1", "version = 2") + (
    '\n[years.2027]\noff = ["01-01"]\non = []\n'
)
CALENDARS = Calendars(texts={1: NOTICES})
LATER_CALENDARS = Calendars(texts={1: NOTICES, 2: NEXT_NOTICE})


def at(text: str) -> Moment:
    """The moment that a wall clock in Shanghai shows as `2025-09-30 16:50`."""
    return moment_of(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))


def limit(text: str) -> Limit:
    """`3 working day`, `24 natural hour`."""
    amount, basis, span = text.split()
    return Limit(amount=int(amount), span=Span(span), basis=Basis(basis))


def terms(**limits: str) -> tuple[Term, ...]:
    """`completion="3 working day"`, and so on."""
    found = {Clock(name): limit(text) for name, text in limits.items()}
    return tuple(
        Term(clock=c, amount=one.amount, span=one.span, basis=one.basis) for c, one in found.items()
    )


EVERY = {
    "response": "15 natural minute",
    "completion": "24 natural hour",
    "dispatch": "2 natural hour",
    "acknowledgement": "4 natural hour",
    "negotiation": "3 natural day",
    "approval": "5 natural day",
    "revisit": "3 natural day",
}
"""A limit for each clock that a method may limit."""

BEGAN = at("2025-09-22 09:00")
"""A Monday."""


@dataclass(frozen=True)
class On:
    """An event, when it is said to have happened, and when it was recorded if that is later."""

    event: object
    when: str
    entered: str | None = None

    @property
    def stamp(self) -> Stamp:
        """What stands beside it."""
        return Stamp(at=at(self.entered or self.when), occurred_at=at(self.when), by=SYSTEM)


def told(*history: On | object, state: Any = None) -> IssueState:
    """The issue after these events; what is not dated follows a minute after the one before."""
    now = BEGAN if state is None else state.clocks.level_at
    for each in history:
        stamp = each.stamp if isinstance(each, On) else Stamp(at=now, occurred_at=now, by=SYSTEM)
        event: Any = each.event if isinstance(each, On) else each
        state = evolve(state, event, stamp)
        now = Moment(stamp.at + 60_000_000)
    assert isinstance(state, IssueState)
    return state


def promised(
    limits: Mapping[str, str] | None = None, timing: Timing | None = None, **other: Any
) -> events.Reported:
    """A report under these limits, all unless told, in a committee with office hours."""
    rules = ruled(**({} if timing is None else {"timing": timing}))
    found = terms(**(EVERY if limits is None else limits))
    return reported(**{"terms": found, "rules": rules, "timetable": TIMETABLE} | other)


def timer(state: IssueState, kind: Clock, number: int = 1) -> Timer:
    """That clock of the issue, which must be there."""
    found = state.clocks.find(events.ClockId(kind=kind, number=number))
    assert found is not None, (kind, number)
    return found


def running(clocks: Clocks) -> Sequence[str]:
    """The clocks that run, as `completion 1`."""
    return sorted(f"{one.id.kind} {one.id.number}" for one in clocks.running)


def clock(kind: Clock = Clock.COMPLETION, number: int = 1) -> events.ClockId:
    """The first completion clock, unless told."""
    return events.ClockId(kind=kind, number=number)


PAUSED = events.ClockPaused(
    clock=clock(), ground=events.PauseGround.RESIDENT, note=sealed("waiting")
)
RESUMED = events.ClockResumed(clock=clock(), note=None)


def extended(text: str, kind: Clock = Clock.COMPLETION) -> events.DeadlineExtended:
    """More time for a clock."""
    return events.DeadlineExtended(
        clock=clock(kind), by=limit(text), reason=sealed(), approver=sealed().key
    )


def missed(kind: Clock, due: Moment) -> events.DeadlineMissed:
    """Its limit was over."""
    return events.DeadlineMissed(clock=clock(kind), due=due, provisional=False)


def usual(**other: Any) -> Timing:
    """The usual timing with some of another method's."""
    return replace(Timing(), **other)


MONDAY = "2025-09-22"


def begun(completion: str, when: str, **other: Any) -> On:
    """A report under that limit to complete, and a quarter of an hour to respond."""
    limits = {"response": "15 natural minute", "completion": completion}
    return On(promised(limits, **other), when)


def due(state: IssueState) -> Moment | None:
    """When completion is due."""
    return due_of(timer(state, Clock.COMPLETION), CALENDARS)


def reading(state: IssueState, when: str, kind: Clock = Clock.COMPLETION) -> Reading:
    """That clock at that time."""
    return read(timer(state, kind), state.clocks, CALENDARS, at(when))
