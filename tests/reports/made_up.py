"""A report with figures made up, for whatever it is shown as."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.body.events import Level, ReportKind
from domain.figures.codes import Money, Stage
from domain.issue.events import Stance
from domain.labels import Label
from domain.method.terms import Clock
from domain.metric.text import Metric
from domain.moment import MINUTE, Moment
from domain.period import Period
from domain.vocabulary.state import parse
from ledger.checkpoints import Stored
from projections.figures.rows import Split
from service.migrate import METHODS
from service.reports.parts import Line, Of, Report, Spot, Standing, Step
from service.reports.periods import before, days_in
from service.reports.record import Drawn
from service.sections import Backlog, ClockRow, Funds, Rate, Section, StageTime

COMMITTEE, COMPOUND = UUID(int=7), UUID(int=8)
VOCABULARY = parse((METHODS / "vocabulary.toml").read_text("utf-8"))
INJECTED = "=HYPERLINK(1)<b>"
"""A name that a workbook might take for a formula and a page for mark-up."""

RATING = Metric(
    label=Label(zh="满意率", en="Satisfaction rate"),
    numerator=("rating.satisfied", "rating.fair"),
    denominator=("rating.satisfied", "rating.fair", "rating.dissatisfied"),
    excluded=("asked.unreachable",),
)
LEVELS = Metric(
    label=Label(zh="社区内解决占比", en="Solved within"),
    numerator=("settled.compound",),
    denominator=("settled.compound", "settled.district"),
    excluded=(),
)


def rate(numerator: int, denominator: int, **counted: int) -> Rate:
    """The satisfaction rate."""
    return Rate(
        name="satisfied-rate",
        metric=RATING,
        numerator=numerator,
        denominator=denominator,
        counted={"asked.unreachable": 2} | counted,
    )


def clock(kind: Clock, **counts: int) -> ClockRow:
    """Clocks of a kind; what is not said is 0."""
    names = ("running", "met", "claimed", "late", "missed", "cancelled")
    return ClockRow(clock=kind, **(dict.fromkeys(names, 0) | counts))


def section(counts: Mapping[str, int], **parts: Any) -> Section:
    """Figures of which nothing but *parts* is there."""
    empty: dict[str, Any] = {
        "key": {},
        "rates": (rate(0, 0),),
        "clocks": (),
        "backlog": Backlog(total=0, ages={}),
        "stages": (),
        "funds": (),
        "meetings": {},
        "positions": {},
    }
    return Section(counts=counts, **(empty | parts))


ROOT = base64.b64encode(bytes(range(224, 256))).decode()
CHECKPOINT = Stored(
    size=4700,
    note=f"bihuan/ledger/7\n4700\n{ROOT}\n\n— bihuan/ledger/7 {'A' * 92}\n",
    signed_at=Moment(1_776_290_400_000_000),
)

WHOLE = section(
    {
        "reported.told": 11,
        "reported.found": 4,
        "done.solved": 9,
        "rating.satisfied": 5,
        "rating.dissatisfied": 1,
        "settled.compound": 6,
        "settled.district": 2,
    },
    rates=(
        rate(5, 6),
        Rate(name="near", metric=LEVELS, numerator=6, denominator=8, counted={}),
    ),
    clocks=(
        clock(Clock.RESPONSE, met=14, missed=1),
        clock(Clock.COMPLETION, met=8, claimed=1, late=2, missed=3, running=1),
    ),
    backlog=Backlog(total=5, ages={3: 2, 30: 1, 0: 2}),
    stages=(
        StageTime(stage=Stage.RESPONSE, count=14, median=540, p90=5_400),
        StageTime(stage=Stage.COMPLETION, count=9, median=2 * 86_400, p90=0),
    ),
    funds=(Funds(money=Money.RECEIVED, source="government", n=2, amount=123_450),),
    meetings={"hearing": 3},
    positions={("owners-committee", Stance.AGREE): 4, ("police", Stance.OBJECT): 1},
)
EARLIER = section(
    {"reported.told": 7, "done.solved": 10},
    rates=(rate(6, 8),),
    stages=(StageTime(stage=Stage.RESPONSE, count=1, median=600, p90=600),),
)


def line(zh: str, en: str, told: int) -> Line:
    """A category's figures; there were none in the period before."""
    made = section({"reported.told": told}, key={Split.CATEGORY: "parking"})
    return Line(name=Label(zh=zh, en=en), section=made, before=None)


def report(kind: ReportKind = ReportKind.HALF_MONTHLY, **parts: Any) -> Report:
    """The first half of an April, or that April or year; *parts* replace."""
    lasts = {
        ReportKind.HALF_MONTHLY: date(2026, 4, 15),
        ReportKind.MONTHLY: date(2026, 4, 30),
        ReportKind.YEARLY: date(2026, 12, 31),
    }
    first = date(2026, 1, 1) if kind is ReportKind.YEARLY else date(2026, 4, 1)
    period = Period(first=first, last=lasts[kind])
    days = days_in(Period(first=first, last=first.replace(day=3)))
    whole: dict[str, Any] = {
        "of": Of(body=COMMITTEE, name=INJECTED, code="LB", level=Level.COMMITTEE),
        "kind": kind,
        "period": period,
        "as_of": period.last,
        "drawn": Drawn(
            kind=kind,
            period=period,
            as_of=period.last,
            definitions=1,
            at=Moment(1_776_290_400_000_000 + 5 * MINUTE),
            version=9,
        ),
        "preliminary": False,
        "final": True,
        "position": 4711,
        "checkpoint": CHECKPOINT,
        "definitions": 1,
        "whole": WHOLE,
        "before": EARLIER,
        "before_period": before(kind, period),
        "categories": (line("停车", "Parking", 8), line(INJECTED, INJECTED, 3)),
        "committees": (),
        "spots": (
            Spot(
                category=Label(zh="停车", en="Parking"),
                category_code="parking",
                compound=Label(zh=INJECTED, en=INJECTED),
                compound_id=str(COMPOUND),
                reports=6,
                before=2,
            ),
        ),
        "trend": tuple(
            Step(period=day, section=section({"reported.told": n, "reported.found": 1}))
            for n, day in enumerate(days)
        ),
        "standing": Standing(
            overdue=3,
            unanswered=2,
            late=1,
            overdue_numbers=("LB-2026-000003", "LB-2026-000007"),
            unanswered_numbers=(),
        ),
        "vocabulary": VOCABULARY,
        "places": {COMPOUND: INJECTED},
    }
    return Report(**(whole | parts))
