"""Drawing a report: all its figures are asked for here, and none is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.body.events import Level, ReportKind
from domain.figures.codes import reported
from domain.issue.events import Discovery
from domain.labels import Label
from domain.method.terms import Clock
from domain.period import Period
from domain.replacing import replace
from projections.figures.rows import Split
from service.reports.parts import Line, Spot, Step
from service.reports.periods import before, days_in, months_up_to
from service.sections import Backlog, ClockRow, Section
from service.statistics import Figures

MOST_SPOTS = 10
"""So many hot spots are told."""

_FEWEST = 2
"""What was reported once is no hot spot."""

_MONTHS = 12
_REPORTS = tuple(map(reported, Discovery))

Ask = Callable[[Period, tuple[Split, ...]], Figures]
"""The figures of a period, split; as of the report's day, by its definitions."""

NameOf = Callable[[Split, str], Label]
"""What a key of a split is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be drawn, and of whom to ask."""

    kind: ReportKind
    level: Level
    period: Period
    as_of: date
    ask: Ask
    name_of: NameOf

    @property
    def earlier(self) -> Period:
        """The period that it is compared with."""
        return before(self.kind, self.period)


def whole(plan: Plan, period: Period) -> Section:
    """All issues of a period in one section."""
    [section] = plan.ask(period, ()).sections
    return section


def lines(plan: Plan, split: Split) -> Sequence[Line]:
    """Each key beside what it was in the period before; the most reports first."""
    earlier = {one.key[split]: one for one in plan.ask(plan.earlier, (split,)).sections}
    told = [
        Line(
            name=plan.name_of(split, one.key[split]),
            section=one,
            before=earlier.get(one.key[split]),
        )
        for one in plan.ask(plan.period, (split,)).sections
    ]
    return sorted(told, key=lambda line: (-reports_in(line.section), line.name.zh))


def complete(plan: Plan, committees: Iterable[str]) -> Sequence[Line]:
    """A line of every committee, also of those to which nothing was reported."""
    told = {line.section.key[Split.COMMITTEE]: line for line in lines(plan, Split.COMMITTEE)}
    empty = _nothing(whole(plan, plan.period))
    for key in committees:
        if key not in told:
            section = replace(empty, key={Split.COMMITTEE: key})
            name = plan.name_of(Split.COMMITTEE, key)
            told[key] = Line(name=name, section=section, before=None)
    return sorted(told.values(), key=lambda line: line.name.zh)


def spots(plan: Plan) -> Sequence[Spot]:
    """Where the most was reported of one category: at least twice, the ten most."""
    by = (Split.CATEGORY, Split.COMPOUND)
    earlier = {_place(one): reports_in(one) for one in plan.ask(plan.earlier, by).sections}
    found = [
        _spot(plan, one, earlier.get(_place(one), 0))
        for one in plan.ask(plan.period, by).sections
        if reports_in(one) >= _FEWEST
    ]
    found.sort(key=lambda spot: (-spot.reports, spot.before, spot.category.zh, spot.compound.zh))
    return found[:MOST_SPOTS]


def trend(plan: Plan) -> Sequence[Step]:
    """Day by day of half a month; else the twelve months up to the period's end."""
    daily = plan.kind is ReportKind.HALF_MONTHLY
    steps = days_in(plan.period) if daily else months_up_to(plan.period, _MONTHS)
    begun = (period for period in steps if period.first <= plan.as_of)
    return [Step(period=period, section=whole(plan, period)) for period in begun]


def reports_in(section: Section) -> int:
    """How many reports there were, told and found."""
    return sum(section.counts.get(code, 0) for code in _REPORTS)


def _nothing(like: Section) -> Section:
    """A section by the same definitions in which nothing happened."""
    return Section(
        key={},
        counts={},
        rates=tuple(replace(rate, numerator=0, denominator=0, counted={}) for rate in like.rates),
        clocks=tuple(_none_of(row.clock) for row in like.clocks),
        backlog=Backlog(total=0, ages={}),
        stages=(),
        funds=(),
        meetings={},
        positions={},
    )


def _none_of(clock: Clock) -> ClockRow:
    return ClockRow(clock=clock, running=0, met=0, claimed=0, late=0, missed=0, cancelled=0)


def _place(section: Section) -> tuple[str, str]:
    return section.key[Split.CATEGORY], section.key[Split.COMPOUND]


def _spot(plan: Plan, section: Section, earlier: int) -> Spot:
    category, compound = _place(section)
    return Spot(
        category=plan.name_of(Split.CATEGORY, category),
        category_code=category,
        compound=plan.name_of(Split.COMPOUND, compound),
        compound_id=compound,
        reports=reports_in(section),
        before=earlier,
    )
