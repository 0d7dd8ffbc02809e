"""How long a time limit may be that somebody sets."""

from domain.method.terms import Limit, is_in_range
from domain.refusal import Code, Refused


def require_range(limit: Limit) -> None:
    """Refuse with `limit-out-of-range` no time at all, and more than 3,660 days."""
    if not is_in_range(limit.amount, limit.span):
        raise Refused(Code.LIMIT_OUT_OF_RANGE)
