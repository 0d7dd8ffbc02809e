"""Grids with a line for each type, hot spot, committee, day or month."""

from collections.abc import Sequence
from datetime import date

from api.reports.cells import Cell, Column, Grid, Kind, Share, share_of
from api.reports.words import Speech
from domain.body.events import ReportKind
from domain.figures.codes import PRINCIPAL, REWORKED, completed, reopened, reported
from domain.issue.events import Discovery, Outcome, ReopenCause
from domain.method.terms import Clock
from domain.period import Period
from service.reports.drawing import reports_in
from service.reports.parts import Line, Report
from service.sections import Rate, Section

_MADE = (*map(reported, Discovery), *map(completed, Outcome))
"""Told, found, solved, explained."""

_REOPENED = (*map(reopened, ReopenCause), REWORKED)
_SATISFIED = "satisfied-rate"


def categories(report: Report, speech: Speech) -> Grid:
    """Type by frequency by satisfaction."""
    columns = (
        Column(speech["category"], Kind.TEXT),
        *_frequency_columns(speech),
        Column(speech["dissatisfied"]),
        Column(speech["satisfied"], Kind.SHARE),
    )
    rows = [
        (speech.label(line.name), *_frequency(line), *_mood(line)) for line in report.categories
    ]
    return Grid(name="categories", title=speech["categories"], columns=columns, rows=rows)


def spots(report: Report, speech: Speech) -> Grid:
    """Where the most was reported of one type."""
    columns = (
        Column(speech["category"], Kind.TEXT),
        Column(speech["compound"], Kind.TEXT),
        Column(speech["reports"]),
        Column(speech["before"]),
        Column(speech["change"], Kind.CHANGE),
    )
    rows = [
        (
            speech.label(spot.category),
            speech.label(spot.compound),
            spot.reports,
            spot.before,
            spot.reports - spot.before,
        )
        for spot in report.spots
    ]
    return Grid(name="spots", title=speech["spots"], columns=columns, rows=rows)


def committees(report: Report, speech: Speech) -> Grid:
    """A superior's table; of the rates those whose codes are told apart."""
    rates = [rate for rate in report.whole.rates if _is_told_apart(rate)]
    columns = (
        Column(speech["committee"], Kind.TEXT),
        *_frequency_columns(speech),
        Column(speech["backlog"]),
        Column(speech["overdue"]),
        *(Column(speech.label(rate.label), Kind.SHARE) for rate in rates),
    )
    rows = [
        (
            speech.label(line.name),
            *_frequency(line),
            line.section.backlog.total,
            _overdue(line.section),
            *(share_of(line.section, rate.name) for rate in rates),
        )
        for line in report.committees
    ]
    return Grid(name="committees", title=speech["committees"], columns=columns, rows=rows)


def trend(report: Report, speech: Speech) -> Grid:
    """Day by day, or month by month."""
    columns = (
        Column(speech["day"], Kind.TEXT),
        *(Column(speech.fixed("discovery", how)) for how in Discovery),
        *(Column(speech.fixed("outcome", how)) for how in Outcome),
    )
    rows: list[tuple[Cell, ...]] = [
        (step_named(report.kind, step.period), *counts)
        for step, counts in zip(report.trend, trend_counts(report), strict=True)
    ]
    return Grid(name="trend", title=speech["trend"], columns=columns, rows=rows)


def trend_counts(report: Report) -> Sequence[Sequence[int]]:
    """Of each step: told, found, solved, explained."""
    return [[step.section.counts.get(code, 0) for code in _MADE] for step in report.trend]


def step_named(kind: ReportKind, period: Period) -> str:
    """A day as 06-16, a month as 2026-06."""
    first: date = period.first
    return f"{first:%m-%d}" if kind is ReportKind.HALF_MONTHLY else f"{first:%Y-%m}"


def _frequency_columns(speech: Speech) -> Sequence[Column]:
    return (
        Column(speech["reports"]),
        Column(speech["before"]),
        Column(speech["change"], Kind.CHANGE),
        *(Column(speech.fixed("discovery", how)) for how in Discovery),
        *(Column(speech.fixed("outcome", how)) for how in Outcome),
        Column(speech["reopened"]),
    )


def _frequency(line: Line) -> Sequence[Cell]:
    counts, now = line.section.counts, reports_in(line.section)
    before = reports_in(line.before) if line.before else 0
    made = (counts.get(code, 0) for code in _MADE)
    return now, before, now - before, *made, sum(counts.get(code, 0) for code in _REOPENED)


def _mood(line: Line) -> tuple[int, Share]:
    dissatisfied = line.section.counts.get("rating.dissatisfied", 0)
    return dissatisfied, share_of(line.section, _SATISFIED)


def _overdue(section: Section) -> int:
    return sum(row.missed for row in section.clocks if row.clock is Clock.COMPLETION)


def _is_told_apart(rate: Rate) -> bool:
    return all(code in PRINCIPAL for code in (*rate.metric.numerator, *rate.metric.denominator))
