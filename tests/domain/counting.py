"""Counting in specs: what of an issue counts after some events."""

from domain.calendar.days import Day, day_of
from domain.figures.fold import begin, evolve
from domain.figures.parts import Milestones
from domain.issue import events
from domain.method.terms import Clock
from tests.domain.timing import CALENDARS, On, at, promised

DAY = "2025-09-22"
BEGIN = On(promised(), f"{DAY} 09:00")
CLOCKS = tuple(clock.value for clock in Clock)


def counted(*history: On | object, begin_with: On = BEGIN) -> Milestones:
    """What counts after these; what is not dated follows at ten o'clock."""
    assert isinstance(begin_with.event, events.Reported)
    told = begin(begin_with.event, begin_with.stamp, CALENDARS)
    for each in history:
        one = each if isinstance(each, On) else On(each, f"{DAY} 10:00")
        told = evolve(told, one.event, one.stamp, CALENDARS)
    return told


def code(told: Milestones, slot: str) -> str | None:
    fact = told.fact(slot)
    return fact.code if fact else None


def value(told: Milestones, slot: str) -> int | None:
    fact = told.fact(slot)
    return fact.value if fact else None


def codes(told: Milestones) -> set[str]:
    """What it counts as, clocks and stages left out."""
    return {f.code for f in told.facts if f.slot.split(".")[0] not in (*CLOCKS, "stage")}


def on(text: str) -> Day:
    return day_of(at(text))
