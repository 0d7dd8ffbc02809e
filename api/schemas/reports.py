"""Reports (报表): which are asked for, and how they are told."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from api.figure_words import Worded
from api.labels import label_of
from api.language import Language, in_language
from api.reports.lines import trend_counts
from api.schemas.checkpoints import CheckpointShown, checkpoint_of
from api.schemas.fields import AtLeast, Body, Day, Named, Shown, Time
from api.schemas.figures import SectionShown
from domain.body.events import Level, ReportKind
from service.reports.parts import Line, Report, Spot, Standing
from service.reports.record import Drawn


class ReportFilter(Body):
    """As of when a report is drawn."""

    as_of: Annotated[
        Day | None,
        Field(
            description="as the record stood at the end of that day; if unsaid, as the report on "
            "record was drawn, else today",
            examples=["2026-05-01"],
        ),
    ] = None
    at_least: AtLeast | None = None


class ReportDrawnShown(Shown):
    """A report on record. Its figures are drawn again whenever it is read."""

    kind: ReportKind
    kind_label: str
    first: date
    last: date
    as_of: date
    drawn_at: Time
    definitions: int


class ReportList(Shown):
    """A page of a body's reports, the newest first."""

    items: list[ReportDrawnShown]
    next: str | None


class ComparedShown(Shown):
    """The figures of one key in the period, and in the one before."""

    label: str
    now: SectionShown
    before: SectionShown | None


class SpotShown(Shown):
    """A hot spot (热点): reports of one category in one compound; None for what has none."""

    category: str | None
    category_label: str
    compound: str | None
    compound_label: str
    reports: int
    before: int


class TrendStep(Shown):
    """A day or month of the trend."""

    first: date
    last: date
    told: int
    found: int
    solved: int
    explained: int


class StandingShown(Shown):
    """What was late or unanswered at the end of the as-of day, whenever it began.

    `unanswered_late` are those of the unanswered whose time is over. Numbers of issues are told as
    of today and of a committee alone, at most 200.
    """

    overdue: int
    unanswered: int
    unanswered_late: int
    overdue_numbers: Sequence[str] | None
    unanswered_numbers: Sequence[str] | None


class BeforeShown(Shown):
    """The period before, as of the same day."""

    first: date
    last: date
    figures: SectionShown


class ReportShown(Shown):
    """The report of a period: `preliminary` while that is not over, or as of a day within it.

    `drawn_at` is None for one that is not on record. `final` says that nothing can change it any
    more, `position` how far the record was read, `definitions` by which version its rates are.
    """

    body: Named
    level: Level
    kind: ReportKind
    kind_label: str
    first: date
    last: date
    as_of: date
    preliminary: bool
    final: bool
    drawn_at: Time | None
    definitions: int
    position: int
    figures: SectionShown
    before: BeforeShown
    categories: list[ComparedShown]
    committees: list[ComparedShown]
    hot_spots: list[SpotShown]
    standing: StandingShown
    trend: list[TrendStep]
    checkpoint: CheckpointShown | None = Field(
        description="the newest of the record when this was drawn; keep it"
    )


def drawn_of(drawn: Drawn, language: Language) -> ReportDrawnShown:
    """A report in a list."""
    return ReportDrawnShown(
        kind=drawn.kind,
        kind_label=label_of("report-kind", drawn.kind, language),
        first=drawn.period.first,
        last=drawn.period.last,
        as_of=drawn.as_of,
        drawn_at=drawn.at,
        definitions=drawn.definitions,
    )


def report_of(report: Report, language: Language) -> ReportShown:
    """The whole of it."""
    worded = Worded(language, report.vocabulary, report.places)
    earlier = report.before_period
    return ReportShown(
        body=Named(id=report.of.body, name=report.of.name),
        level=report.of.level,
        kind=report.kind,
        kind_label=label_of("report-kind", report.kind, language),
        first=report.period.first,
        last=report.period.last,
        as_of=report.as_of,
        preliminary=report.preliminary,
        final=report.final,
        drawn_at=report.drawn.at if report.drawn else None,
        definitions=report.definitions,
        position=report.position,
        figures=worded.section(report.whole),
        before=BeforeShown(
            first=earlier.first, last=earlier.last, figures=worded.section(report.before)
        ),
        categories=[_compared(line, worded, language) for line in report.categories],
        committees=[_compared(line, worded, language) for line in report.committees],
        hot_spots=[_spot(spot, language) for spot in report.spots],
        standing=_standing(report.standing),
        trend=_trend(report),
        checkpoint=checkpoint_of(report.checkpoint) if report.checkpoint else None,
    )


def _compared(line: Line, worded: Worded, language: Language) -> ComparedShown:
    return ComparedShown(
        label=in_language(line.name, language),
        now=worded.section(line.section),
        before=worded.section(line.before) if line.before else None,
    )


def _spot(spot: Spot, language: Language) -> SpotShown:
    return SpotShown(
        category=spot.category_code or None,
        category_label=in_language(spot.category, language),
        compound=spot.compound_id or None,
        compound_label=in_language(spot.compound, language),
        reports=spot.reports,
        before=spot.before,
    )


def _standing(standing: Standing) -> StandingShown:
    return StandingShown(
        overdue=standing.overdue,
        unanswered=standing.unanswered,
        unanswered_late=standing.late,
        overdue_numbers=standing.overdue_numbers,
        unanswered_numbers=standing.unanswered_numbers,
    )


def _trend(report: Report) -> list[TrendStep]:
    names = ("told", "found", "solved", "explained")
    return [
        TrendStep(
            first=step.period.first,
            last=step.period.last,
            **dict(zip(names, counts, strict=True)),
        )
        for step, counts in zip(report.trend, trend_counts(report), strict=True)
    ]
