"""Questions to statistics: whose, of which period, as of when, and how long they may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from bench.bodies import Bodies
from bench.counted import DAYS
from domain.calendar.days import Day, date_of
from domain.period import Period
from projections.figures.making import month_of
from projections.figures.rows import Split
from projections.figures.spans import first_day, last_day
from service.statistics import Wanted


class Scope(StrEnum):
    """Whose figures are asked for."""

    COMMITTEE = "committee"
    COMPOUND = "compound"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"


LIMITS: Mapping[Scope, float] = {
    Scope.COMMITTEE: 0.050,
    Scope.COMPOUND: 0.050,
    Scope.SUBDISTRICT: 0.200,
    Scope.DISTRICT: 0.200,
}
"""Seconds that an answer may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The figures of one body after another, of a period that depends on the last day.

    *past* asks as of the middle of a month that is over. *recent* periods lie within a year.
    """

    scope: Scope
    period: Callable[[Day], Period]
    past: bool = False
    by: tuple[Split, ...] = ()
    recent: bool = True

    @property
    def limit(self) -> float:
        """Seconds that the answer may take."""
        return LIMITS[self.scope]

    def wanted(self, bodies: Bodies, today: Day, turn: int) -> Wanted:
        """What is asked in a turn."""
        body, compound = _asked(self.scope, bodies, turn)
        return Wanted(
            body=body,
            compound=compound,
            period=self.period(today),
            as_of=_middle(today) if self.past else None,
            by=self.by,
        )


def _asked(scope: Scope, bodies: Bodies, turn: int) -> tuple[UUID, UUID | None]:
    number = turn % len(bodies.committees)
    match scope:
        case Scope.COMMITTEE:
            return bodies.committees[number], None
        case Scope.COMPOUND:
            compounds = bodies.compounds[number]
            return bodies.committees[number], compounds[turn % len(compounds)]
        case Scope.SUBDISTRICT:
            return bodies.subdistricts[turn % len(bodies.subdistricts)], None
        case Scope.DISTRICT:
            return bodies.district, None


def month(today: Day) -> Period:
    """The last month that is over."""
    return _months(today, 1)


def year(today: Day) -> Period:
    """Twelve months, up to the last one that is over."""
    return _months(today, 12)


def half_month(today: Day) -> Period:
    """Days within one month."""
    first = first_day(month_of(today) - 2)
    return _period(Day(first + 5), Day(first + 19))


def ragged(today: Day) -> Period:
    """From the middle of one month to that of another: no other ends cost more."""
    last = month_of(today) - 2
    return _period(Day(first_day(last - 8) + 15), Day(first_day(last) + 14))


def all_years(today: Day) -> Period:
    """Everything that there is."""
    return _period(Day(today - DAYS + 1), today)


def _months(today: Day, many: int) -> Period:
    last = month_of(today) - 1
    return _period(first_day(last - many + 1), last_day(last))


def _middle(today: Day) -> date:
    """Behind which much was recorded that has to be left out."""
    return date_of(Day(first_day(month_of(today) - 1) + 14))


def _period(first: Day, last: Day) -> Period:
    return Period(first=date_of(first), last=date_of(last))


_COMMITTEE, _COMPOUND, _SUBDISTRICT, _DISTRICT = Scope
_KINDS, _CATEGORY = (Split.COMMITTEE,), (Split.CATEGORY,)

QUESTIONS: Mapping[str, Question] = {
    "committee_month": Question(scope=_COMMITTEE, period=month),
    "committee_half_month": Question(scope=_COMMITTEE, period=half_month),
    "committee_year": Question(scope=_COMMITTEE, period=year),
    "committee_all": Question(scope=_COMMITTEE, period=all_years, recent=False),
    "committee_past": Question(scope=_COMMITTEE, period=ragged, past=True),
    "committee_by_category_year": Question(scope=_COMMITTEE, period=year, by=_CATEGORY),
    "compound_year": Question(scope=_COMPOUND, period=year),
    "compound_all": Question(scope=_COMPOUND, period=all_years, recent=False),
    "subdistrict_year": Question(scope=_SUBDISTRICT, period=year),
    "subdistrict_past": Question(scope=_SUBDISTRICT, period=ragged, past=True),
    "district_month": Question(scope=_DISTRICT, period=month),
    "district_year": Question(scope=_DISTRICT, period=year),
    "district_all": Question(scope=_DISTRICT, period=all_years, recent=False),
    "district_past": Question(scope=_DISTRICT, period=ragged, past=True),
    "district_by_category_year": Question(scope=_DISTRICT, period=year, by=_CATEGORY),
    "district_by_category_past": Question(scope=_DISTRICT, period=ragged, past=True, by=_CATEGORY),
    "district_by_committee_month": Question(scope=_DISTRICT, period=month, by=(Split.COMMITTEE,)),
}
"""By the names of their ratios."""
