"""What if (假设推演): the same history under other terms, or by another version of the calendar.

A what-if changes the rule, and not what people did. When they answered, paused, extended or
opened again stays as it is on record; nobody knows what they would have done under the other
rule. So pauses and extensions stand also where the assumed method would not have allowed them,
and the committee's hours, the track and the ladder's steps stay what they were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.calendar.hours import Timetable
from domain.clock.fold import folded
from domain.clock.outcomes import Event
from domain.clock.parts import Clocks, Timer
from domain.issue import events
from domain.method.rules import Rules
from domain.method.terms import Scale, Term, resolve
from domain.method.text import Method
from domain.replacing import replace

_NAMING = (events.ClockPaused, events.ClockResumed, events.DeadlineExtended)
"""What people did to one clock, which may have another number under other terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Another method's terms and timing for all issues, another calendar, or both.

    `calendar` is a version of it. None leaves what is on record.
    """

    method: Method | None = None
    calendar: int | None = None


def assume(history: Sequence[Event], assumption: Assumption) -> Sequence[Event]:
    """The history as it would tell of its clocks, event for event; None in the place of one that
    would not be there."""
    if assumption == Assumption():
        return history
    would = list(_under(history, assumption))
    named = any(isinstance(event, _NAMING) for event, _ in would)
    return list(_renumbered(history, would)) if named else would


def _under(history: Sequence[Event], assumption: Assumption) -> Iterator[Event]:
    category: str | None = None
    for event, stamp in history:
        if isinstance(event, events.Reported | events.Triaged):
            category = event.category
        yield _assumed(event, category, assumption), stamp


def _assumed(event: object, category: str | None, assumption: Assumption) -> object:
    match event:
        case events.DeadlineWarned() | events.DeadlineMissed():
            # They tell of the deadlines that were.
            return None
        case events.DeadlineRecalculated() if assumption.calendar is not None:
            return None
        case events.Reported() | events.Transferred():
            return replace(
                event,
                terms=_terms(event.terms, category, None, assumption),
                rules=_rules(event.rules, assumption),
                timetable=_timetable(event.timetable, assumption),
            )
        case events.Triaged():
            return replace(event, terms=_terms(event.terms, category, event.scale, assumption))
        case _:
            return event


def _terms(
    pinned: tuple[Term, ...], category: str | None, scale: Scale | None, assumption: Assumption
) -> tuple[Term, ...]:
    method = assumption.method
    return pinned if method is None else resolve(method.terms, category, scale)


def _rules(pinned: Rules, assumption: Assumption) -> Rules:
    method = assumption.method
    return pinned if method is None else replace(pinned, timing=method.rules.timing)


def _timetable(pinned: Timetable, assumption: Assumption) -> Timetable:
    calendar = assumption.calendar
    return pinned if calendar is None else replace(pinned, calendar=calendar)


def _renumbered(history: Sequence[Event], would: Sequence[Event]) -> Iterator[Event]:
    """What names a clock names the one that runs in its stead."""
    real: Clocks | None = None
    other: Clocks | None = None
    for (event, stamp), (assumed, _) in zip(history, would, strict=True):
        found = _renamed(assumed, real, other)
        real, other = folded(real, event, stamp), folded(other, found, stamp)
        yield found, stamp


def _renamed(event: object, real: Clocks | None, other: Clocks | None) -> object:
    if not isinstance(event, _NAMING) or real is None or other is None:
        return event
    meant = real.find(event.clock)
    found = None if meant is None else _counterpart(meant, other)
    return None if found is None else replace(event, clock=found.id)


def _counterpart(meant: Timer, clocks: Clocks) -> Timer | None:
    """The running clock of that kind and party: the one that began at the same time, if any."""
    same = [t for t in clocks.running if (t.id.kind, t.party) == (meant.id.kind, meant.party)]
    return min(same, key=lambda timer: timer.started != meant.started, default=None)
