"""Stages: how long the parts of the way took, in natural time."""

from domain.figures.codes import Stage, lasted
from domain.figures.parts import Milestones
from domain.figures.slots import held
from domain.history import Stamp
from domain.issue import events
from domain.moment import SECOND, Moment
from domain.replacing import replace


def evolve(told: Milestones, event: object, stamp: Stamp) -> Milestones:
    """With the stages that *event* ends, and the moments from which later ones are measured."""
    when = stamp.occurred_at
    match event:
        case events.Responded() | events.Replied() | events.Declined():
            return _answered(told, stamp)
        case events.Published() if not told.clocks.known:
            # To an anonymous report one can only answer in public.
            return _answered(told, stamp)
        case events.Dispatched():
            return _earliest(told, stamp, Stage.DISPATCH)
        case events.Negotiated():
            told = _lasted(told, stamp, Stage.NEGOTIATION, told.began)
            return replace(told, negotiated=when)
        case events.Approved():
            return _lasted(told, stamp, Stage.APPROVAL, told.negotiated)
        case events.Done():
            told = _lasted(_answered(told, stamp), stamp, Stage.COMPLETION, told.began)
            return replace(told, done=when)
        case events.Revisited():
            return _lasted(told, stamp, Stage.REVISIT, told.done)
        case events.Reopened(round=number) | events.ReworkOrdered(round=number):
            return replace(told, round=number, began=when, negotiated=None, done=None)
        case _:
            return told


def _answered(told: Milestones, stamp: Stamp) -> Milestones:
    """A first answer, where there is somebody who waits for one."""
    if told.round > 1 or not told.clocks.answerable:
        return told
    return _earliest(told, stamp, Stage.RESPONSE)


def _earliest(told: Milestones, stamp: Stamp, stage: Stage) -> Milestones:
    """What happened first counts, also where it was entered after what came later."""
    known = told.fact(f"{lasted(stage)}.1")
    if known is not None and known.value <= _seconds(told.reported, stamp.occurred_at):
        return told
    return _lasted(told, stamp, stage, told.reported)


def _lasted(told: Milestones, stamp: Stamp, stage: Stage, since: Moment | None) -> Milestones:
    if since is None:
        return told
    number = 1 if stage is Stage.DISPATCH else told.round
    seconds = _seconds(since, stamp.occurred_at)
    return held(told, stamp, f"{lasted(stage)}.{number}", lasted(stage), value=seconds)


def _seconds(since: Moment, until: Moment) -> int:
    """Whole seconds; what was dated back before its beginning took none."""
    return max(0, until - since) // SECOND
