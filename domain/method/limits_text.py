"""How a method's text writes its time limits, and what its clocks go by.

[[terms]]
clock = "completion"
limit = "24 hours"
basis = "natural"

[clocks]
grace_minutes = 60
at_risk = 80
pausable = ["completion"]
laddered = ["completion", "supervision"]
reopening = { response = "ends", completion = "afresh", dispatch = "ends", negotiation = "ends" }

[[ladder]]
to = "subdistrict"
after = "2 hours"
basis = "natural"
"""

import re
from itertools import pairwise

from domain.levels import Level
from domain.method.choices import chosen, member, members
from domain.method.terms import (
    LONGEST_DAYS,
    Basis,
    Clock,
    Limit,
    Scale,
    Span,
    Term,
    TermRule,
    is_in_range,
)
from domain.method.timing import USUAL_TIMING, Reopening, Rung, Timing
from domain.text import Table

_LIMIT = re.compile(r"([1-9][0-9]{0,6}) (minute|hour|day)s?")
_NEEDED = (Clock.RESPONSE, Clock.COMPLETION)
"""What every method promises; without a limit the other clocks do not run."""

_REOPENED = tuple(clock for clock, _ in USUAL_TIMING.reopening)
"""The clocks that a round begins; the others begin with what they measure."""

_MOST_GRACE = 7 * 24 * 60
_MOST_PERCENT = 99
_NOT_PAUSED = (Clock.SUPERVISION, Clock.RESPONSE)
"""A superior's limit is not for others to stop, and an answer waits for nobody."""


def terms(root: Table) -> tuple[TermRule, ...]:
    """The time limits with their conditions."""
    rules = tuple(_rule(table) for table in root.tables("terms"))
    without_condition = {r.term.clock for r in rules if not r.categories and not r.scales}
    # It begins with the report, before anybody knows category and scale.
    dispatch = [rule.term.clock for rule in rules if rule.term.clock is Clock.DISPATCH]
    for clock in (*_NEEDED, *dispatch):
        if root.strict and clock not in without_condition:
            raise root.fault("terms", f"a limit without condition is required for {clock}")
    return rules


def timing(root: Table) -> Timing:
    """What the clocks go by; the usual for what a text that is not strict leaves out."""
    clocks = root.table("clocks")
    clocks.only("grace_minutes", "at_risk", "pausable", "laddered", "reopening")
    return Timing(
        grace=_up_to(clocks, "grace_minutes", USUAL_TIMING.grace, _MOST_GRACE),
        at_risk=_up_to(clocks, "at_risk", USUAL_TIMING.at_risk, _MOST_PERCENT),
        pausable=_pausable(clocks),
        reopening=_reopening(clocks.table("reopening")),
        ladder=_ladder(root),
        laddered=_laddered(clocks),
    )


def _rule(table: Table) -> TermRule:
    table.only("clock", "limit", "basis", "categories", "scales")
    clock = member(table, "clock", Clock)
    if table.strict and clock is Clock.SUPERVISION:
        raise table.fault("clock", "a supervision's limit is set by the superior each time")
    limit = _limit(table, "limit")
    term = Term(clock=clock, amount=limit.amount, span=limit.span, basis=limit.basis)
    return TermRule(
        term=term, categories=table.texts("categories"), scales=members(table, "scales", Scale)
    )


def _limit(table: Table, key: str) -> Limit:
    limit = _LIMIT.fullmatch(table.text(key))
    if limit is None:
        raise table.fault(key, "write it as '15 minutes', '24 hours' or '5 days'")
    amount, span = int(limit[1]), Span(limit[2])
    found = Limit(amount=amount, span=span, basis=member(table, "basis", Basis))
    if table.strict and not is_in_range(found):
        raise table.fault(key, f"1 minute to {LONGEST_DAYS} days, or {LONGEST_DAYS} working hours")
    return found


def _up_to(table: Table, key: str, default: int, most: int) -> int:
    number = table.count(key, default)
    if table.strict and number > most:
        raise table.fault(key, f"a whole number from 0 to {most} is required")
    return number


def _pausable(table: Table) -> tuple[Clock, ...]:
    clocks = _clocks(table, "pausable", USUAL_TIMING.pausable)
    if table.strict and set(clocks) & set(_NOT_PAUSED):
        raise table.fault("pausable", f"never paused: {', '.join(_NOT_PAUSED)}")
    return clocks


def _laddered(table: Table) -> tuple[Clock, ...]:
    clocks = _clocks(table, "laddered", USUAL_TIMING.laddered)
    if table.strict and Clock.REVISIT in clocks:
        raise table.fault("laddered", "what waits for its revisit is done: nobody takes it over")
    return clocks


def _clocks(table: Table, key: str, default: tuple[Clock, ...]) -> tuple[Clock, ...]:
    if key in table.values:
        return members(table, key, Clock)
    if table.strict:
        raise table.fault(key, "a list of clocks is required; it may be empty")
    return default


def _reopening(table: Table) -> tuple[tuple[Clock, Reopening], ...]:
    table.only(*_REOPENED)
    return tuple(
        (clock, chosen(table, clock, Reopening, usual)) for clock, usual in USUAL_TIMING.reopening
    )


def _ladder(root: Table) -> tuple[Rung, ...]:
    rungs = tuple(_rung(table) for table in root.tables("ladder"))
    levels = [list(Level).index(rung.level) for rung in rungs]
    if root.strict and not all(lower < higher for lower, higher in pairwise(levels)):
        raise root.fault("ladder", "each rung leads higher than the one before it")
    return rungs


def _rung(table: Table) -> Rung:
    table.only("to", "after", "basis")
    level = member(table, "to", Level)
    if table.strict and level is Level.COMPOUND:
        raise table.fault("to", "there is nothing below the compound to climb from")
    return Rung(level=level, wait=_limit(table, "after"))
