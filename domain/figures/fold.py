"""The fold of an issue's facts: what each event makes countable, and what it undoes.

Facts stand on record alone: a clock is missed when its miss was recorded, not when time ran
out. So a figure as of a day is the same whoever asks, whenever.
"""

from domain.calendar.days import Day, day_of
from domain.calendar.state import Calendars
from domain.clock import fold as clocks_fold
from domain.clock.outcomes import outcome_of
from domain.clock.parts import Clocks, Timer
from domain.clock.reading import due_of
from domain.figures import codes, stages
from domain.figures.parts import Fact, Milestones
from domain.figures.slots import ended, held, made
from domain.history import Stamp
from domain.issue import events
from domain.issue.revisit import unhappy
from domain.moment import Moment
from domain.replacing import replace


def begin(event: events.Reported, stamp: Stamp, calendars: Calendars) -> Milestones:
    """What the report makes countable."""
    told = Milestones(
        clocks=clocks_fold.begin(event, stamp),
        reopen_on=event.rules.reopen_on,
        reported=stamp.occurred_at,
        began=stamp.occurred_at,
    )
    told = held(told, stamp, "report", codes.reported(event.discovery))
    return _clocked(_opened(told, stamp), None, stamp, calendars)


def evolve(told: Milestones, event: object, stamp: Stamp, calendars: Calendars) -> Milestones:
    """The facts after *event*; one that counts for nothing changes nothing."""
    before = told.clocks
    clocks = clocks_fold.evolve(before, event, stamp)
    if clocks is not before:
        told = _clocked(replace(told, clocks=clocks), before, stamp, calendars)
    return _oversight(_loop(stages.evolve(told, event, stamp), event, stamp), event, stamp)


def _clocked(
    told: Milestones, before: Clocks | None, stamp: Stamp, calendars: Calendars
) -> Milestones:
    """Every clock that the event touched, as it stands now."""
    known = {*before.running, *before.ended} if before else set()
    for timer in (*told.clocks.running, *told.clocks.ended):
        if timer not in known:
            told = held(
                told,
                stamp,
                f"{timer.id.kind}.{timer.id.number}",
                codes.timed(timer.id.kind, outcome_of(timer, due_of(timer, calendars), _ON_RECORD)),
                happened=timer.started.occurred_at,
            )
    return told
