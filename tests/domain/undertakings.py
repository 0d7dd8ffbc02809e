"""Undertakings that specs share, with defaults."""

from typing import Any

from domain.moment import local
from domain.undertaking.beginning import way_of
from domain.undertaking.events import (
    Begun,
    Count,
    Counted,
    Joined,
    LineAdded,
    LineMoved,
    Measure,
    StepReached,
    TextAdopted,
)
from tests.domain.dsl import T0
from tests.domain.examples import COMMITTEE, COMPOUND, OWNER, PROPERTY, VOCABULARY, sealed

TODAY = local(T0).date()


def begun(kind: str = "lending", **other: Any) -> Begun:
    """One of the usual committee, by the shipped way of its kind."""
    known = VOCABULARY.undertakings[kind]
    measures = tuple(Measure(code=c, unit=u, target=None) for c, u in known.measures.items())
    fields: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": kind,
        "name": "共享车位",
        "about": None,
        "vocabulary": VOCABULARY.version,
        "way": way_of(known),
        "measures": measures,
        "first": None,
        "last": None,
        "recurrence": None,
        "person": None,
        "credit": None,
        "organisation": None,
        "above": None,
    }
    return Begun(**fields | other)


def joined(party: int = 1, **other: Any) -> Joined:
    """The property company takes part."""
    fields: dict[str, Any] = {
        "person": None,
        "organisation": PROPERTY,
        "role": "partner",
        "skills": (),
        "people": None,
        "note": None,
    }
    return Joined(party=party, **fields | other)


def neighbour(party: int = 2, **other: Any) -> Joined:
    """A neighbour who can repair takes part."""
    fields: dict[str, Any] = {"person": OWNER, "organisation": None, "skills": ("repair",)}
    return joined(party, **fields | other)


def reached(step: str, party: int | None = None) -> StepReached:
    """It is as far as that."""
    return StepReached(step=step, party=party, evidence=None, note=None)


def added(line: int = 1, **other: Any) -> LineAdded:
    """A thing that is lent."""
    fields: dict[str, Any] = {
        "text": sealed("text"),
        "unit": "jian",
        "quantity": 1,
        "due": None,
    }
    return LineAdded(line=line, **fields | other)


def moved(step: str, line: int = 1, **other: Any) -> LineMoved:
    """A line came there."""
    fields: dict[str, Any] = {"party": None, "due": None, "note": None}
    return LineMoved(line=line, step=step, **fields | other)


def counts(**numbers: int) -> tuple[Count, ...]:
    """How much of each measure."""
    return tuple(Count(measure=code, number=number) for code, number in numbers.items())


def counted(number: int = 1, **other: Any) -> Counted:
    """What an occasion came to."""
    fields: dict[str, Any] = {
        "on": TODAY,
        "counts": counts(sessions=1, attendances=47),
        "party": None,
        "line": None,
        "note": None,
    }
    return Counted(number=number, **fields | other)


def adopted(version: int = 1, **other: Any) -> TextAdopted:
    """A version of a text."""
    fields: dict[str, Any] = {
        "text": "一、楼道不堆物。",
        "holds_from": TODAY,
        "ballot": None,
        "meeting": None,
        "note": None,
    }
    return TextAdopted(version=version, **fields | other)
