"""Terms: how much time a step may take; what starts and stops a clock stands elsewhere."""

from dataclasses import dataclass
from enum import StrEnum


class Clock(StrEnum):
    """The time limits of the field (时限); a supervision's limit is its own, no method's."""

    RESPONSE = "response"
    COMPLETION = "completion"
    DISPATCH = "dispatch"
    ACKNOWLEDGEMENT = "acknowledgement"
    NEGOTIATION = "negotiation"
    APPROVAL = "approval"
    REVISIT = "revisit"
    SUPERVISION = "supervision"


class Basis(StrEnum):
    """Whether time runs always, or only while the committee works."""

    NATURAL = "natural"
    WORKING = "working"


class Span(StrEnum):
    """The unit in which a limit is written. A working day is the calendar's, not 8 hours."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One limit, as it is pinned in an issue: e.g. 15 natural minutes to respond."""

    clock: Clock
    amount: int
    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An amount of time that somebody was given, e.g. 3 working days."""

    amount: int
    span: Span
    basis: Basis


LONGEST_DAYS = 3660
"""About ten years: what is longer is no time limit."""

_MINUTES = {Span.MINUTE: 1, Span.HOUR: 60, Span.DAY: 24 * 60}
_DAYS_OF_AN_HOUR = 24
"""A working day may have an hour alone, so that so many times as long may pass."""


def longest(limit: Limit) -> int:
    """The minutes that may pass until a limit is over, days that are off left out."""
    minutes = limit.amount * _MINUTES[limit.span]
    stretched = limit.basis is Basis.WORKING and limit.span is not Span.DAY
    return minutes * _DAYS_OF_AN_HOUR if stretched else minutes


def is_in_range(*limits: Limit) -> bool:
    """Whether limits that follow each other are one: a minute each, and 3,660 days in all.

    Of working time those are 3,660 hours: a day may have one.
    """
    most = LONGEST_DAYS * _MINUTES[Span.DAY]
    return all(one.amount >= 1 for one in limits) and sum(map(longest, limits)) <= most


class Track(StrEnum):
    """How an issue travels.

    The whole loop (大事多方办); one handler and no negotiation (小事专人管); or work first, and
    the confirmation afterwards (应急).
    """

    NORMAL = "normal"
    FAST = "fast"
    EMERGENCY = "emergency"


class Scale(StrEnum):
    """The field's three sorts of trouble (小事、急事、难事), counted apart."""

    SMALL = "small"
    URGENT = "urgent"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule:
    """A term and the issues to which it applies; an empty condition applies to all."""

    term: Term
    categories: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()

    def applies(self, category: str | None, scale: Scale | None) -> bool:
        """Whether an issue of that category and scale falls under this rule."""
        return (not self.categories or category in self.categories) and (
            not self.scales or scale in self.scales
        )


def resolve(
    rules: tuple[TermRule, ...], category: str | None, scale: Scale | None
) -> tuple[Term, ...]:
    """The terms in force, one per clock in the order of `Clock`; a later rule overrides."""
    chosen = {rule.term.clock: rule.term for rule in rules if rule.applies(category, scale)}
    return tuple(chosen[clock] for clock in Clock if clock in chosen)
