"""How long a time limit may be that somebody sets."""

from domain.method.terms import Limit, is_in_range
from domain.refusal import Code, Refused


def require_range(limit: Limit, *granted: Limit) -> None:
    """Refuse with `limit-out-of-range` no time at all, and more than 3,660 days.

    What was *granted* before counts as well: no clock may lead beyond the end of all dates.
    """
    if not is_in_range(limit, *granted):
        raise Refused(Code.LIMIT_OUT_OF_RANGE)
