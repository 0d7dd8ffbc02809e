"""Figures of a report by name, as a superior's own form asks for them.

    period:first  period:last  as-of  body:name  body:code  definitions  record
    reports  count:CODE  rate:NAME  rate:NAME:numerator  rate:NAME:denominator
    clock:CLOCK:WHAT (started, met, claimed, late, missed, running, cancelled, over)
    stage:STAGE:median  stage:STAGE:p90  stage:STAGE:count   (hours)
    backlog:total  backlog:DAYS  standing:overdue  standing:unanswered  standing:late
    funds:MONEY:SOURCE (yuan)  meeting:KIND  position:SEAT:STANCE

With `before:` in front, what stands in a section is that of the period before. A rate is a
fraction; what cannot be told (nothing of nothing, no time measured) is None.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.figures.codes import KNOWN_CODES, Money, Stage
from domain.figures.durations import BEYOND, HOUR
from domain.issue.events import Stance
from domain.method.terms import Clock
from projections.figures.adding import AGES, OLDER
from service.reports.drawing import reports_in
from service.reports.parts import Report
from service.sections import Section

Value = str | int | float | date | None

BEFORE = "before"


class UnknownFigure(Exception):
    """A report knows no figure of this name."""


def figure(report: Report, key: str) -> Value:
    """The figure that *key* names; raises `UnknownFigure`."""
    name, *rest = key.split(":")
    try:
        if name in _OF_REPORT:
            return _OF_REPORT[name](report, rest)
        if name == BEFORE and rest:
            return _OF_SECTION[rest[0]](report, report.before, rest[1:])
        return _OF_SECTION[name](report, report.whole, rest)
    except (KeyError, ValueError):
        raise UnknownFigure(key) from None


def _period(report: Report, rest: Sequence[str]) -> Value:
    [which] = rest
    return {"first": report.period.first, "last": report.period.last}[which]


def _body(report: Report, rest: Sequence[str]) -> Value:
    [which] = rest
    return {"name": report.of.name, "code": report.of.code}[which]


def _plain(read: Callable[[Report], Value]) -> Callable[[Report, Sequence[str]], Value]:
    def told(report: Report, rest: Sequence[str]) -> Value:
        [] = rest
        return read(report)

    return told


def _standing(report: Report, rest: Sequence[str]) -> Value:
    [which] = rest
    standing = report.standing
    return {
        "overdue": standing.overdue,
        "unanswered": standing.unanswered,
        "late": standing.late,
    }[which]


def _reports(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    [] = rest
    return reports_in(section)


def _count(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    [code] = rest
    if code not in KNOWN_CODES:
        raise KeyError(code)
    return section.counts.get(code, 0)


def _rate(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    name, *part = rest
    rate = {one.name: one for one in section.rates}[name]
    match part:
        case []:
            return rate.numerator / rate.denominator if rate.denominator else None
        case ["numerator"]:
            return rate.numerator
        case ["denominator"]:
            return rate.denominator
        case _:
            raise KeyError(name)


def _clock(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    name, what = rest
    if what not in _WHAT:
        raise KeyError(what)
    row = next((row for row in section.clocks if row.clock is Clock(name)), None)
    told: int = getattr(row, what) if row else 0
    return told


def _stage(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    name, what = rest
    row = next((one for one in section.stages if one.stage is Stage(name)), None)
    if what == "count":
        return row.count if row else 0
    seconds = {"median": row.median if row else None, "p90": row.p90 if row else None}[what]
    # Of what took longer than any class, nobody knows how long.
    return None if seconds in (None, BEYOND) else seconds / HOUR


def _backlog(_report: Report, section: Section, rest: Sequence[str]) -> Value:
    [which] = rest
    if which == "total":
        return section.backlog.total
    most = int(which)
    if most not in (*AGES, OLDER):
        raise KeyError(which)
    return section.backlog.ages.get(most, 0)


def _funds(report: Report, section: Section, rest: Sequence[str]) -> Value:
    what, source = rest
    wanted = Money(what), _known(report, "source", [source])
    some = (one.amount for one in section.funds if (one.money, one.source) == wanted)
    return sum(some) / 100


def _meeting(report: Report, section: Section, rest: Sequence[str]) -> Value:
    return section.meetings.get(_known(report, "meeting", rest), 0)


def _position(report: Report, section: Section, rest: Sequence[str]) -> Value:
    seat, stance = rest
    return section.positions.get((_known(report, "seat", [seat]), Stance(stance)), 0)


def _known(report: Report, kind: str, rest: Sequence[str]) -> str:
    """A code that the vocabulary knows; raises `KeyError`."""
    [code] = rest
    vocabulary = report.vocabulary
    known = {
        "source": vocabulary.sources,
        "meeting": vocabulary.meetings,
        "seat": vocabulary.seats,
    }
    if code not in known[kind]:
        raise KeyError(code)
    return code


_WHAT = frozenset(("started", "met", "claimed", "late", "missed", "running", "cancelled", "over"))

_OF_REPORT: Mapping[str, Callable[[Report, Sequence[str]], Value]] = {
    "period": _period,
    "body": _body,
    "as-of": _plain(lambda report: report.as_of),
    "definitions": _plain(lambda report: report.definitions),
    "record": _plain(lambda report: report.position),
    "standing": _standing,
}

_OF_SECTION: Mapping[str, Callable[[Report, Section, Sequence[str]], Value]] = {
    "reports": _reports,
    "count": _count,
    "rate": _rate,
    "clock": _clock,
    "stage": _stage,
    "backlog": _backlog,
    "funds": _funds,
    "meeting": _meeting,
    "position": _position,
}
