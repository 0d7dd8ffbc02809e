"""The charts of a report."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from api.charts import Series, bars, lines, stacked_bars, stacked_columns
from api.reports.grids import age_named
from api.reports.lines import step_named, trend_counts
from api.reports.words import Speech
from domain.body.events import ReportKind
from domain.figures.codes import rated, reported
from domain.issue.events import Discovery, Outcome, Satisfaction
from projections.figures.adding import AGES, OLDER
from service.reports.parts import Line, Report

_MOST = 15
"""So many bars stand in one chart; the table has them all."""


def pictures(report: Report, speech: Speech) -> Mapping[str, Markup]:
    """The charts by the grid that each stands beside; none where nothing happened."""
    made = (*_over_time(report, speech), *_of_lines(report, speech), *_of_now(report, speech))
    return {grid: Markup(svg) for grid, svg in made}  # noqa: S704  # its texts were escaped when it was written


def _over_time(report: Report, speech: Speech) -> Iterator[tuple[str, str]]:
    counts = trend_counts(report)
    if not any(map(any, counts)):
        return
    labels = [step_named(report.kind, step.period) for step in report.trend]
    told, found, solved, explained = (list(numbers) for numbers in zip(*counts, strict=True))
    if report.kind is ReportKind.HALF_MONTHLY:
        by_source = [
            Series(speech.fixed("discovery", Discovery.TOLD), told),
            Series(speech.fixed("discovery", Discovery.FOUND), found),
        ]
        yield "trend", stacked_columns(speech["trend"], labels, by_source)
        return
    reports = [a + b for a, b in zip(told, found, strict=True)]
    series = [
        Series(speech["reports"], reports),
        Series(speech.fixed("outcome", Outcome.SOLVED), solved),
        Series(speech.fixed("outcome", Outcome.EXPLAINED), explained),
    ]
    yield "trend", lines(speech["trend"], labels, series)


def _of_lines(report: Report, speech: Speech) -> Iterator[tuple[str, str]]:
    for name, told in (("categories", report.categories), ("committees", report.committees)):
        some = [line for line in told if any(_told_and_found(line))][:_MOST]
        if some:
            counts = [_told_and_found(line) for line in some]
            series = [
                Series(speech.fixed("discovery", Discovery.TOLD), [told for told, _ in counts]),
                Series(speech.fixed("discovery", Discovery.FOUND), [found for _, found in counts]),
            ]
            names = [speech.label(line.name) for line in some]
            yield name, stacked_bars(speech[name], names, series)


def _of_now(report: Report, speech: Speech) -> Iterator[tuple[str, str]]:
    backlog, counts = report.whole.backlog, report.whole.counts
    if backlog.total:
        ages = [(age_named(most, speech), backlog.ages.get(most, 0)) for most in (*AGES, OLDER)]
        yield "backlog", bars(speech["backlog"], ages)
    ratings = [
        (speech.fixed("satisfaction", one), counts.get(rated(one), 0)) for one in Satisfaction
    ]
    if any(n for _, n in ratings):
        yield "ratings", bars(speech["ratings"], ratings)


def _told_and_found(line: Line) -> tuple[int, int]:
    counts = line.section.counts
    return counts.get(reported(Discovery.TOLD), 0), counts.get(reported(Discovery.FOUND), 0)
