"""A report as grids: the same for the page, the workbook and whoever reads them aloud."""

from collections.abc import Callable, Sequence

from api.reports.beside import funds, levels, meetings, positions, ratings
from api.reports.cells import Cell, Column, Grid, Kind, Share, points, share_of
from api.reports.lines import categories, committees, spots, trend
from api.reports.words import Speech
from domain.clock.outcomes import Outcome as Became
from domain.figures.codes import (
    REWORKED,
    SUPERVISED,
    URGED,
    Exit,
    completed,
    escalated,
    left,
    reopened,
    reported,
    scaled,
)
from domain.issue.events import Discovery, Outcome, ReopenCause
from domain.levels import Level
from domain.method.terms import Scale
from projections.figures.adding import AGES, OLDER
from service.reports.drawing import reports_in
from service.reports.parts import Report
from service.sections import ClockRow, Rate, Section

_TOLD = (
    *map(reported, Discovery),
    *map(scaled, Scale),
    *map(completed, Outcome),
    *map(reopened, ReopenCause),
    REWORKED,
    *map(left, Exit),
    *(escalated(level) for level in Level if level is not Level.COMPOUND),
    SUPERVISED,
    URGED,
)
"""The counts of the summary, in their order."""


def grids(report: Report, speech: Speech) -> Sequence[Grid]:
    """All that have anything to tell; the summary and the rates always."""
    made = (grid(report, speech) for grid in _GRIDS)
    return [grid for grid in made if grid.rows]


def _summary(report: Report, speech: Speech) -> Grid:
    columns = (
        Column(speech["item"], Kind.TEXT),
        Column(speech["now"]),
        Column(speech["before"]),
        Column(speech["change"], Kind.CHANGE),
    )
    whole, before = report.whole, report.before
    counted = [
        (speech["reports"], reports_in(whole), reports_in(before)),
        *(
            (speech.fixed("figure", code), whole.counts.get(code, 0), before.counts.get(code, 0))
            for code in _TOLD
        ),
    ]
    rows = [(name, now, then, now - then) for name, now, then in counted]
    return Grid(name="summary", title=speech["summary"], columns=columns, rows=rows)


def _rates(report: Report, speech: Speech) -> Grid:
    columns = (
        Column(speech["item"], Kind.TEXT),
        Column(speech["rate"], Kind.SHARE),
        Column(speech["before"], Kind.SHARE),
        Column(speech["points"], Kind.POINTS),
        Column(speech["excluded"], Kind.TEXT),
    )
    rows = [_rate(rate, report.before, speech) for rate in report.whole.rates]
    return Grid(name="rates", title=speech["rates"], columns=columns, rows=rows)


def _rate(rate: Rate, before: Section, speech: Speech) -> tuple[Cell, ...]:
    now, then = Share(rate.numerator, rate.denominator), share_of(before, rate.name)
    left_out = (
        f"{speech.fixed('figure', code)} {rate.counted.get(code, 0)}"
        for code in rate.metric.excluded
    )
    return speech.label(rate.label), now, then, points(now, then), "; ".join(left_out)


_BECAME = (
    Became.MET,
    Became.CLAIMED,
    Became.LATE,
    Became.MISSED,
    Became.RUNNING,
    Became.CANCELLED,
)


def _clocks(report: Report, speech: Speech) -> Grid:
    columns = (
        Column(speech["clock"], Kind.TEXT),
        Column(speech["started"]),
        *(Column(speech.fixed("clock-outcome", outcome)) for outcome in _BECAME),
        Column(speech["in_time"], Kind.SHARE),
    )
    rows = [_clock(row, speech) for row in report.whole.clocks if row.started]
    return Grid(name="clocks", title=speech["clocks"], columns=columns, rows=rows)


def _clock(row: ClockRow, speech: Speech) -> tuple[Cell, ...]:
    ended = row.met, row.claimed, row.late, row.missed
    going = row.running, row.cancelled
    share = Share(row.met, row.over)
    return speech.fixed("clock", row.clock), row.started, *ended, *going, share


def _standing(report: Report, speech: Speech) -> Grid:
    standing = report.standing
    columns = [Column(speech["item"], Kind.TEXT), Column(speech["count"])]
    rows: list[list[Cell]] = [
        [speech["overdue"], standing.overdue],
        [speech["unanswered"], standing.unanswered],
        [speech["unanswered_late"], standing.late],
    ]
    told = (standing.overdue_numbers, standing.unanswered_numbers, None)
    if standing.overdue_numbers is not None:
        columns.append(Column(speech["numbers"], Kind.TEXT))
        for row, numbers in zip(rows, told, strict=True):
            row.append(" ".join(numbers or ()))
    return Grid(name="standing", title=speech["standing"], columns=columns, rows=rows)


def _backlog(report: Report, speech: Speech) -> Grid:
    columns = (Column(speech["age"], Kind.TEXT), Column(speech["count"]))
    backlog = report.whole.backlog
    rows: list[tuple[Cell, ...]] = [
        (age_named(most, speech), backlog.ages.get(most, 0)) for most in (*AGES, OLDER)
    ]
    rows.append((speech["total"], backlog.total))
    return Grid(name="backlog", title=speech["backlog"], columns=columns, rows=rows)


def age_named(most: int, speech: Speech) -> str:
    """A class of age."""
    return speech["age_beyond"] if most == OLDER else speech["age_up_to"].format(days=most)


def _stages(report: Report, speech: Speech) -> Grid:
    columns = (
        Column(speech["stage"], Kind.TEXT),
        Column(speech["count"]),
        Column(speech["median"], Kind.SPAN),
        Column(speech["p90"], Kind.SPAN),
        Column(speech["median_before"], Kind.SPAN),
    )
    before = {one.stage: one.median for one in report.before.stages}
    rows = [
        (speech.fixed("stage", one.stage), one.count, one.median, one.p90, before.get(one.stage))
        for one in report.whole.stages
        if one.count
    ]
    return Grid(name="stages", title=speech["stages"], columns=columns, rows=rows)


_GRIDS: Sequence[Callable[[Report, Speech], Grid]] = (
    _summary,
    _standing,
    _rates,
    categories,
    spots,
    committees,
    _clocks,
    _backlog,
    _stages,
    ratings,
    levels,
    funds,
    meetings,
    positions,
    trend,
)
"""What a report tells, in this order."""
