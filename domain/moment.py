"""Moments: whole microseconds since 1970-01-01T00:00:00Z, so that no rule ever rounds."""

from datetime import UTC, datetime, timedelta, timezone
from typing import NewType

from domain.refusal import Code, Refused

Moment = NewType("Moment", int)
"""Microseconds since the epoch, UTC (int64)."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EARLIEST = Moment(0)

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without daylight saving since 1991."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local(moment: Moment) -> datetime:
    """The moment on the neighbourhood's wall clock."""
    return (_EPOCH + timedelta(microseconds=moment)).astimezone(SHANGHAI)


def moment_of(when: datetime) -> Moment:
    """The moment of an aware datetime."""
    return Moment((when - _EPOCH) // timedelta(microseconds=1))


def happened(claimed: Moment | None, *, now: Moment, not_before: Moment) -> Moment:
    """When a fact happened: *claimed*, or *now* where nobody claims another time.

    Paper registers are typed in later, so a claim may lie in the past. It never lies in the
    future (`occurred-in-future`) and never before *not_before*, what it follows: the report, the
    beginning of the round, the tabling, the order, the completion (`occurred-before-report`).
    """
    if claimed is None:
        return now
    if claimed > now:
        raise Refused(Code.OCCURRED_IN_FUTURE)
    if claimed < not_before:
        raise Refused(Code.OCCURRED_BEFORE_REPORT)
    return claimed
