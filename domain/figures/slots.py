"""Slots: where a fact stands, so that what changes is told from what happens again."""

from collections.abc import Iterable

from domain.calendar.days import day_of
from domain.figures.parts import Fact, Milestones
from domain.history import Stamp
from domain.moment import Moment
from domain.replacing import replace


def held(
    told: Milestones,
    stamp: Stamp,
    slot: str,
    code: str,
    *,
    happened: Moment | None = None,
    detail: str = "",
    value: int = 0,
) -> Milestones:
    """With that fact in its slot; one that says the same stays as it was recorded first."""
    fact = Fact(
        slot=slot,
        code=code,
        day=day_of(stamp.occurred_at if happened is None else happened),
        since=day_of(stamp.at),
        detail=detail,
        value=value,
    )
    old = told.fact(slot)
    if old is None:
        return replace(told, facts=(*told.facts, fact))
    if replace(old, since=fact.since) == fact:
        return told
    return replace(told, facts=tuple(fact if one is old else one for one in told.facts))


def made(
    told: Milestones, stamp: Stamp, what: str, code: str, *, detail: str = "", value: int = 0
) -> Milestones:
    """With one more fact of what may happen any number of times: `what.1`, `what.2` …"""
    number = dict(told.made).get(what, 0) + 1
    others = tuple(one for one in told.made if one[0] != what)
    told = replace(told, made=(*others, (what, number)))
    return held(told, stamp, f"{what}.{number}", code, detail=detail, value=value)


def ended(told: Milestones, *slots: str) -> Milestones:
    """Without the facts of those slots."""
    left = tuple(fact for fact in told.facts if fact.slot not in slots)
    return told if len(left) == len(told.facts) else replace(told, facts=left)


def resumed(facts: Iterable[Fact], stamp: Stamp) -> tuple[Fact, ...]:
    """The same facts under other dimensions, recorded anew."""
    return tuple(replace(fact, since=day_of(stamp.at)) for fact in facts)
