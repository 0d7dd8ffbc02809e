"""How long a time limit may be that somebody sets."""

from domain.method.terms import Limit, Span, is_in_range, minutes_of
from domain.refusal import Code, Refused


def require_range(limit: Limit, *granted: Limit) -> None:
    """Refuse with `limit-out-of-range` no time at all, and more than 3,660 days.

    What was *granted* before counts as well: no clock may lead beyond the end of all dates.
    """
    together = sum(minutes_of(one.amount, one.span) for one in (limit, *granted))
    if not (is_in_range(limit.amount, limit.span) and is_in_range(together, Span.MINUTE)):
        raise Refused(Code.LIMIT_OUT_OF_RANGE)
