"""A shift (值班): from now until somebody else takes over."""

from domain.moment import DAY, Moment
from domain.refusal import Code, Refused

LONGEST_DAYS = 31


def end_of_shift(asked: Moment | None, *, now: Moment) -> Moment:
    """When the next shift ends: *asked*, or a day from *now*.

    Refused: `shift-over` (it has ended already), `shift-too-long` (more than 31 days).
    """
    if asked is None:
        return Moment(now + DAY)
    if asked <= now:
        raise Refused(Code.SHIFT_OVER)
    if asked > now + LONGEST_DAYS * DAY:
        raise Refused(Code.SHIFT_TOO_LONG, days=LONGEST_DAYS)
    return asked
