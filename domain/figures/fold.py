"""The fold of an issue's facts: what each event makes countable, and what it undoes.

Facts stand on record alone: a clock is missed when its miss was recorded, not when time ran
out. So a figure as of a day is the same whoever asks, whenever.
"""

from collections.abc import Mapping

from domain.calendar.state import Calendars
from domain.clock import fold as clocks_fold
from domain.clock.outcomes import outcome_of
from domain.clock.parts import Clocks
from domain.clock.reading import due_of
from domain.figures import beside, codes, stages
from domain.figures.codes import Answer, Exit
from domain.figures.parts import Milestones
from domain.figures.slots import ended, held, made
from domain.history import Stamp
from domain.issue import events
from domain.issue.revisit import unhappy
from domain.method.terms import Scale
from domain.moment import EARLIEST
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
    return beside.evolve(_loop(stages.evolve(told, event, stamp), event, stamp), event, stamp)


def _clocked(
    told: Milestones, before: Clocks | None, stamp: Stamp, calendars: Calendars
) -> Milestones:
    """Every clock that the event touched, as it stands now."""
    known = {id(timer) for timer in (*before.running, *before.ended)} if before else set()
    for timer in (*told.clocks.running, *told.clocks.ended):
        if id(timer) not in known:
            # Read before all time: that it is over is what the record says of it, or does not.
            outcome = outcome_of(timer, due_of(timer, calendars), EARLIEST)
            kind, began = timer.id.kind, timer.started.occurred_at
            slot = f"{kind}.{timer.id.number}"
            told = held(told, stamp, slot, codes.timed(kind, outcome), happened=began)
    return told


def _loop(told: Milestones, event: object, stamp: Stamp) -> Milestones:
    match event:
        case events.Triaged(scale=scale):
            return _scaled(told, stamp, scale)
        case events.Done(outcome=outcome):
            return held(told, stamp, f"done.{told.round}", codes.completed(outcome))
        case events.Revisited():
            return _revisited(told, event, stamp)
        case events.Reopened(round=number, cause=cause):
            return _again(told, stamp, number, codes.reopened(cause))
        case events.ReworkOrdered(round=number):
            return _again(told, stamp, number, codes.REWORKED)
        case events.DeclineOverruled() | events.Unmerged():
            return _opened(ended(told, "exit"), stamp)
        case events.Transferred(rules=rules):
            return replace(told, reopen_on=rules.reopen_on)
        case _:
            return _left(told, event, stamp)


def _left(told: Milestones, event: object, stamp: Stamp) -> Milestones:
    how = _EXITS.get(type(event))
    if how is None:
        return told
    return held(ended(told, "open"), stamp, "exit", codes.left(how))


def _scaled(told: Milestones, stamp: Stamp, scale: Scale | None) -> Milestones:
    if scale is None:
        return ended(told, "scale")
    return held(told, stamp, "scale", codes.scaled(scale), happened=told.reported)


def _opened(told: Milestones, stamp: Stamp) -> Milestones:
    """It waits since it was reported, however often it was closed meanwhile."""
    return held(told, stamp, "open", codes.OPEN, happened=told.reported)


def _again(told: Milestones, stamp: Stamp, number: int, code: str) -> Milestones:
    told = ended(told, "settled", "exit")
    return _opened(held(told, stamp, f"round.{number}", code), stamp)


def _revisited(told: Milestones, event: events.Revisited, stamp: Stamp) -> Milestones:
    answer = _ANSWERS[event.resolved]
    inspects = event.kind is events.RevisitKind.INSPECTION and event.resolved is not None
    code = codes.inspected(answer) if inspects else codes.asked(answer)
    told = made(told, stamp, "asked", code)
    if event.satisfaction is not None:
        told = made(told, stamp, "rating", codes.rated(event.satisfaction))
    if event.resolved:
        told = held(told, stamp, "settled", codes.settled(told.clocks.level))
    if unhappy(told.reopen_on, event.resolved, event.satisfaction):
        # It waits for its next round, or for the superior to conclude.
        return told
    return ended(told, "open")


_EXITS: Mapping[type, Exit] = {
    events.Declined: Exit.DECLINED,
    events.Withdrawn: Exit.WITHDRAWN,
    events.Merged: Exit.MERGED,
    events.Concluded: Exit.CONCLUDED,
}

_ANSWERS: Mapping[bool | None, Answer] = {
    True: Answer.RESOLVED,
    False: Answer.UNRESOLVED,
    None: Answer.UNREACHABLE,
}
