"""Sections made of sums: rates by their definitions, clocks, stages, money, meetings, words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.clock.outcomes import Outcome
from domain.figures import codes
from domain.figures.codes import Money, Stage
from domain.figures.durations import quantile
from domain.issue.events import Stance
from domain.method.terms import Clock
from domain.metric.text import Metric
from projections.figures.adding import AGES, OLDER, Sum, Sums
from projections.figures.rows import Split
from service.sections import Backlog, ClockRow, Funds, Rate, Section, StageTime

_Details = Mapping[str, Mapping[str, Sum]]
"""By code, then by detail, in the order of their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """By what sections are made: the rates that are defined, and the codes that are kept."""

    metrics: Mapping[str, Metric]
    codes: Collection[str]

    def section(self, key: Mapping[Split, str], sums: Sums, ages: Mapping[int, int]) -> Section:
        """The section of one key. A rate that is of codes which are not kept is left out."""
        counts, details = self._counts(sums), _by_code(sums)
        return Section(
            key=key,
            counts=counts,
            rates=tuple(
                self._rate(name, metric, counts)
                for name, metric in self.metrics.items()
                if {*metric.numerator, *metric.denominator} <= counts.keys()
            ),
            clocks=tuple(_clock(clock, counts) for clock in Clock),
            backlog=_backlog(ages),
            stages=tuple(
                _stage(stage, details) for stage in Stage if codes.lasted(stage) in self.codes
            ),
            funds=_funds(details),
            meetings=_numbers(details, codes.MEETING),
            positions=_positions(details),
        )

    def _counts(self, sums: Sums) -> Mapping[str, int]:
        counts = {code: 0 for code in codes.KNOWN_CODES if code in self.codes}
        for (code, _), one in sums.items():
            counts[code] += one.n
        return counts

    def _rate(self, name: str, metric: Metric, counts: Mapping[str, int]) -> Rate:
        named = dict.fromkeys((*metric.numerator, *metric.denominator, *metric.excluded))
        return Rate(
            name=name,
            metric=metric,
            numerator=sum(counts[code] for code in metric.numerator),
            denominator=sum(counts[code] for code in metric.denominator),
            counted={code: counts[code] for code in named if code in counts},
        )


def _clock(clock: Clock, counts: Mapping[str, int]) -> ClockRow:
    found = {outcome: counts[codes.timed(clock, outcome)] for outcome in Outcome}
    return ClockRow(
        clock=clock,
        running=found[Outcome.RUNNING],
        met=found[Outcome.MET],
        claimed=found[Outcome.CLAIMED],
        late=found[Outcome.LATE],
        missed=found[Outcome.MISSED],
        cancelled=found[Outcome.CANCELLED],
    )


def _backlog(ages: Mapping[int, int]) -> Backlog:
    told = {most: ages.get(most, 0) for most in (*AGES, OLDER)}
    return Backlog(total=sum(told.values()), ages=told)


def _stage(stage: Stage, details: _Details) -> StageTime:
    classes = {int(took): n for took, n in _numbers(details, codes.lasted(stage)).items()}
    return StageTime(
        stage=stage,
        count=sum(classes.values()),
        median=quantile(classes, 50),
        p90=quantile(classes, 90),
    )


def _funds(details: _Details) -> tuple[Funds, ...]:
    return tuple(
        Funds(money=money, source=source, n=one.n, amount=one.amount)
        for money in Money
        for source, one in details.get(codes.paid(money), {}).items()
    )


def _positions(details: _Details) -> Mapping[tuple[str, Stance], int]:
    found = {
        (seat, stance): n
        for stance in Stance
        for seat, n in _numbers(details, codes.spoken(stance)).items()
    }
    return dict(sorted(found.items()))


def _by_code(sums: Sums) -> _Details:
    """Looked through once: a district has a section for each committee."""
    found: dict[str, dict[str, Sum]] = {}
    for (code, detail), one in sorted(sums.items()):
        found.setdefault(code, {})[detail] = one
    return found


def _numbers(details: _Details, code: str) -> Mapping[str, int]:
    return {detail: one.n for detail, one in details.get(code, {}).items()}
