"""The periods of reports: halves of a month, months, years."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from domain.body.events import ReportKind
from domain.moment import HOUR, Moment, local
from domain.period import Period

_MIDDLE = 15
_DRAWN_FROM = 6 * HOUR
"""Reports are drawn from six in the morning on: whoever types in at night is still counted."""

_ONE_DAY = timedelta(days=1)


def period_of(kind: ReportKind, day: date) -> Period:
    """The period of that kind in which a day lies."""
    month_ends = monthrange(day.year, day.month)[1]
    match kind:
        case ReportKind.HALF_MONTHLY if day.day <= _MIDDLE:
            return Period(first=day.replace(day=1), last=day.replace(day=_MIDDLE))
        case ReportKind.HALF_MONTHLY:
            return Period(first=day.replace(day=_MIDDLE + 1), last=day.replace(day=month_ends))
        case ReportKind.MONTHLY:
            return Period(first=day.replace(day=1), last=day.replace(day=month_ends))
        case ReportKind.YEARLY:
            return Period(first=date(day.year, 1, 1), last=date(day.year, 12, 31))


def before(kind: ReportKind, period: Period) -> Period:
    """The period of that kind right before another."""
    return period_of(kind, period.first - _ONE_DAY)


def newest_due(now: Moment) -> Mapping[ReportKind, Period]:
    """Of each kind the newest period whose report is to be drawn by now."""
    today = local(Moment(now - _DRAWN_FROM)).date()
    return {kind: before(kind, period_of(kind, today)) for kind in ReportKind}


def days_in(period: Period) -> list[Period]:
    """Each day of a period, as a period."""
    days = (period.first + timedelta(days=number) for number in range(period.days))
    return [Period(first=day, last=day) for day in days]


def months_up_to(period: Period, count: int) -> list[Period]:
    """The month in which a period ends and those before it, *count* of them, from the oldest."""
    months = [period_of(ReportKind.MONTHLY, period.last)]
    while len(months) < count:
        months.append(before(ReportKind.MONTHLY, months[-1]))
    return months[::-1]
