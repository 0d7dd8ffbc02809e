"""Who can be rated, and when the year is."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.rating.events import Member, RosterSet, YearEndOpened
from domain.rating.state import RatingState
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

LONGEST_DAYS = 92
"""A year is rated within so many days: 年终集中评价 is one occasion, not a second daily one."""


def set_roster(
    body: BodyState, vocabulary: Vocabulary, *, committee: UUID, members: Sequence[Member]
) -> tuple[RosterSet]:
    """These are its members from now on.

    Refused: `not-a-committee`, `member-repeated`, `unknown-role`.
    """
    require_committee(body)
    if len({one.member for one in members}) != len(members):
        raise Refused(Code.MEMBER_REPEATED)
    if any(one.duty not in vocabulary.roles for one in members):
        raise Refused(Code.UNKNOWN_ROLE, vocabulary=vocabulary.version)
    return (RosterSet(committee=committee, members=tuple(members)),)


def open_year_end(
    state: RatingState | None,
    body: BodyState,
    *,
    committee: UUID,
    year: int,
    first: date,
    last: date,
    today: date,
) -> tuple[YearEndOpened]:
    """The year is rated from *first* to *last*, both included; until then it may be set anew.

    Refused: `not-a-committee`, `period-inverted`, `period-too-long` (over 92 days),
    `year-not-rated-then` (it begins before the year does, or later than a year after its end),
    `year-end-begun` (what was set has begun).
    """
    require_committee(body)
    if last < first:
        raise Refused(Code.PERIOD_INVERTED)
    if last - first >= timedelta(days=LONGEST_DAYS):
        raise Refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)
    if first.year not in (year, year + 1):
        raise Refused(Code.YEAR_NOT_RATED_THEN, year=year)
    known = state.years.get(year) if state else None
    if known is not None and known.first <= today:
        raise Refused(Code.YEAR_END_BEGUN, year=year)
    return (YearEndOpened(committee=committee, year=year, first=first, last=last),)
