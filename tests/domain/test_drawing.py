"""A report is drawn once its period is over, and once."""

from datetime import date

from domain.body.events import Level, ReportDrawn, ReportKind
from domain.body.registry import draw_report
from domain.period import Period
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import registered

APRIL = Period(first=date(2026, 4, 1), last=date(2026, 4, 30))
DRAWN = ReportDrawn(
    kind=ReportKind.MONTHLY,
    first=APRIL.first,
    last=APRIL.last,
    as_of=date(2026, 4, 30),
    definitions=2,
)


def drawing(
    *history: object, today: date, period: Period = APRIL, kind: ReportKind = ReportKind.MONTHLY
) -> Outcome:
    """Draw it, by version 2 of the definitions."""
    facts = {"kind": kind, "period": period, "today": today, "definitions": 2}
    return given(*history or (registered(),)).when(draw_report, **facts)


def test_it_is_as_of_the_day_before() -> None:
    drawing(today=date(2026, 5, 1)).then(DRAWN).leaves(drawn={ReportKind.MONTHLY: APRIL.last})
    later = ReportDrawn(
        kind=DRAWN.kind, first=DRAWN.first, last=DRAWN.last, as_of=date(2026, 5, 6), definitions=2
    )
    drawing(today=date(2026, 5, 7)).then(later)


def test_every_body_has_reports() -> None:
    for level in Level:
        drawing(registered(level), today=date(2026, 5, 1)).then(DRAWN)


def test_not_while_its_period_goes_on() -> None:
    for today in (date(2026, 4, 1), date(2026, 4, 30)):
        drawing(today=today).refused(Code.PERIOD_NOT_OVER, today=today.isoformat())


def test_once_and_none_behind_the_newest() -> None:
    today, march = date(2026, 5, 1), Period(first=date(2026, 3, 1), last=date(2026, 3, 31))
    for period in (APRIL, march):
        drawing(registered(), DRAWN, today=today, period=period).refused(
            Code.ALREADY_DRAWN, last="2026-04-30"
        )


def test_each_kind_has_its_own() -> None:
    half = Period(first=date(2026, 4, 16), last=APRIL.last)
    drawing(
        registered(), DRAWN, today=date(2026, 5, 1), period=half, kind=ReportKind.HALF_MONTHLY
    ).leaves(drawn={ReportKind.MONTHLY: APRIL.last, ReportKind.HALF_MONTHLY: APRIL.last})
    may = Period(first=date(2026, 5, 1), last=date(2026, 5, 31))
    drawing(registered(), DRAWN, today=date(2026, 6, 1), period=may).leaves(
        drawn={ReportKind.MONTHLY: may.last}
    )
