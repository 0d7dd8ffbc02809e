"""Working hours (办公时间), and what pins them beside a calendar."""

from dataclasses import dataclass
from itertools import pairwise

from domain.moment import MINUTE
from domain.refusal import Code, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a committee works on a working day: [open, close) in minutes of the day."""

    periods: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        """The length of one working day in microseconds, breaks left out."""
        return sum(closes - opens for opens, closes in self.periods) * MINUTE


OFFICE = Hours(periods=((510, 690), (780, 1020)))
"""8:30–11:30 and 13:00–17:00, where nobody has said otherwise."""

_MOST_PERIODS = 4
_LEAST_MINUTES = 60
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """By what working time is counted; *calendar* None where there was no version yet."""

    calendar: int | None
    hours: Hours


def require(hours: Hours) -> None:
    """Refuse with `hours-malformed` what no day can be divided into.

    Asked for are 1 to 4 periods of one day, each behind the other with a break between, of
    together an hour at least.
    """
    fault = _fault(hours)
    if fault is not None:
        raise Refused(Code.HOURS_MALFORMED, detail=fault)


def _fault(hours: Hours) -> str | None:
    periods = hours.periods
    if not 1 <= len(periods) <= _MOST_PERIODS:
        return f"1 to {_MOST_PERIODS} periods are required"
    if not all(0 <= opens < closes <= _MIDNIGHT for opens, closes in periods):
        return "a period opens before it closes, within one day"
    if not all(before[1] < behind[0] for before, behind in pairwise(periods)):
        return "each period begins after the one before it has closed"
    if hours.length < _LEAST_MINUTES * MINUTE:
        return f"together at least {_LEAST_MINUTES} minutes are required"
    return None
