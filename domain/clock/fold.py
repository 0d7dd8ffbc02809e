"""The fold of an issue's clocks: one event after the other, and never a refusal.

It needs nothing but the events, so that the issue's own state, lists and figures fold the same.
"""

from uuid import UUID

from domain.clock import repinning, timers
from domain.clock.parts import Clocks
from domain.clock.reopening import reopened
from domain.clock.rules import BEGINS, CALLS_OFF, ENDS, RESTORES, SUSPENDS
from domain.history import Stamp
from domain.issue import events
from domain.method.terms import Clock, Limit, Track
from domain.replacing import replace


def begin(event: events.Reported, stamp: Stamp) -> Clocks:
    """The clocks that a report begins."""
    told = event.discovery is events.Discovery.TOLD
    clocks = Clocks(
        terms=event.terms,
        timing=event.rules.timing,
        timetable=event.timetable,
        answerable=told or event.reporter is not None,
        known=event.reporter is not None,
        told=told,
        level=repinning.lowest(event.compound),
        level_at=stamp.at,
    )
    return _begun(clocks, event, stamp)


def folded(clocks: Clocks | None, event: object, stamp: Stamp) -> Clocks | None:
    """The clocks after *event* of a whole stream; None before the report."""
    if clocks is not None:
        return evolve(clocks, event, stamp)
    return begin(event, stamp) if isinstance(event, events.Reported) else None


def evolve(clocks: Clocks, event: object, stamp: Stamp) -> Clocks:
    """The clocks after *event*; an event that is none of theirs changes nothing."""
    if type(event) not in CONCERNED:
        return clocks
    party = _party(event)
    clocks = _ended(clocks, event, stamp, party)
    for kind in CALLS_OFF.get(type(event), ()):
        clocks = timers.called_off(clocks, kind, stamp, party)
    clocks = _suspended(clocks, event, stamp)
    clocks = _noted(clocks, event, stamp)
    return _begun(clocks, event, stamp)


def _ended(clocks: Clocks, event: object, stamp: Stamp, party: UUID | None) -> Clocks:
    if isinstance(event, events.Published) and clocks.known:
        # Whoever is known is answered, and not by a notice.
        return clocks
    for kind in ENDS.get(type(event), ()):
        clocks = timers.ended(clocks, kind, stamp, party)
    return clocks


def _suspended(clocks: Clocks, event: object, stamp: Stamp) -> Clocks:
    for kind in SUSPENDS.get(type(event), ()):
        clocks = timers.suspended(clocks, kind, stamp)
    return timers.restored(clocks, stamp) if isinstance(event, RESTORES) else clocks


def _noted(clocks: Clocks, event: object, stamp: Stamp) -> Clocks:
    """What the event says of the clocks themselves, or of how they are to be counted."""
    if type(event) not in _NOTED:
        return clocks
    match event:
        case events.ReporterDetached():
            return replace(clocks, answerable=False, known=False)
        case events.ReporterErased():
            return _unknown(clocks, stamp)
        case events.Merged():
            return replace(clocks, merged=True)
        case events.Unmerged():
            return replace(clocks, merged=False)
        case events.Escalated(level=level) | events.HandedDown(level=level):
            return replace(clocks, level=level, level_at=stamp.at)
        case events.Triaged():
            return repinning.triaged(clocks, event, stamp)
        case events.Transferred():
            return repinning.transferred(clocks, event, stamp)
        case events.DeadlineRecalculated(calendar=calendar):
            return repinning.recalculated(clocks, calendar)
        case events.Reopened(round=number) | events.ReworkOrdered(round=number):
            again = isinstance(event, events.Reopened)
            return reopened(clocks, number, stamp, negotiates=again)
        case _:
            return timers.told(clocks, event, stamp)


def _unknown(clocks: Clocks, stamp: Stamp) -> Clocks:
    """As if the reporter had never been known: what was told is answered in public.

    What staff found themselves nobody waits for any more.
    """
    answerable = clocks.answerable and clocks.told
    unknown = replace(clocks, known=False, answerable=answerable)
    return unknown if answerable else timers.called_off(unknown, Clock.RESPONSE, stamp)


def _begun(clocks: Clocks, event: object, stamp: Stamp) -> Clocks:
    for kind in BEGINS.get(type(event), ()):
        if _is_due_to_begin(clocks, event, kind):
            clocks = _begun_one(clocks, event, kind, stamp)
    return clocks


def _begun_one(clocks: Clocks, event: object, kind: Clock, stamp: Stamp) -> Clocks:
    match event:
        case events.Supervised(limit=limit):
            return timers.begun(clocks, kind, stamp, limit=limit)
        case events.Dispatched(parties=parties):
            for party in parties:
                clocks = timers.begun(clocks, kind, stamp, limit=_limit(clocks, kind), party=party)
            return clocks
        case _:
            return timers.begun(clocks, kind, stamp, limit=_limit(clocks, kind))


def _limit(clocks: Clocks, kind: Clock) -> Limit | None:
    return clocks.limit_of(kind)


def _is_due_to_begin(clocks: Clocks, event: object, kind: Clock) -> bool:
    if kind is Clock.RESPONSE:
        # What staff found themselves nobody waits for.
        return clocks.answerable
    if kind is Clock.NEGOTIATION:
        return clocks.track is Track.NORMAL and clocks.running_of(kind) is None
    if isinstance(event, events.Replied):
        return clocks.merged and clocks.running_of(kind) is None
    return True


def _party(event: object) -> UUID | None:
    match event:
        case (
            events.Acknowledged(party=party)
            | events.DispatchCompleted(party=party)
            | events.ReturnGranted(party=party)
            | events.DispatchRecalled(party=party)
        ):
            return party
        case _:
            return None


_NOTED: frozenset[type] = frozenset(
    {
        events.ReporterDetached,
        events.ReporterErased,
        events.Merged,
        events.Unmerged,
        events.Escalated,
        events.HandedDown,
        events.Triaged,
        events.Transferred,
        events.Reopened,
        events.ReworkOrdered,
        events.ClockPaused,
        events.ClockResumed,
        events.DeadlineExtended,
        events.DeadlineWarned,
        events.DeadlineMissed,
        events.DeadlineRecalculated,
    }
)
"""Every other event says nothing of the clocks themselves: they only begin or end with it."""

CONCERNED: frozenset[type] = frozenset({*BEGINS, *ENDS, *CALLS_OFF, *SUSPENDS, *RESTORES, *_NOTED})
"""Every other event changes no clock."""
