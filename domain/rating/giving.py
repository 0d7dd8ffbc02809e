"""A resident rates the committee, or one of its members."""

from datetime import date
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.rating.events import Given, RatingKind
from domain.rating.state import RatingState
from domain.refusal import Code, Refused
from domain.sealed import Sealed

LOWEST, HIGHEST = 1, 5


def give(
    state: RatingState | None,
    body: BodyState,
    *,
    committee: UUID,
    member: UUID | None,
    kind: RatingKind,
    year: int | None,
    score: int,
    rater: UUID,
    staff: bool,
    issue: UUID | None,
    words: Sealed | None,
    today: date,
) -> tuple[Given]:
    """One mark for the committee (*member* None) or a member; that it is the first is claimed.

    Daily it counts for *today*; at the year's end for *year*, while that is rated.

    Refused: `not-a-committee`, `rater-is-staff`, `unknown-member`, `score-out-of-bounds`, and what
    `period_of` refuses.
    """
    require_committee(body)
    if staff:
        raise Refused(Code.RATER_IS_STAFF)
    if member is not None and (state is None or member not in state.members):
        raise Refused(Code.UNKNOWN_MEMBER)
    if not LOWEST <= score <= HIGHEST:
        raise Refused(Code.SCORE_OUT_OF_BOUNDS, lowest=LOWEST, highest=HIGHEST)
    return (
        Given(
            committee=committee,
            member=member,
            kind=kind,
            period=period_of(state, kind=kind, year=year, today=today),
            score=score,
            rater=rater,
            issue=issue,
            words=words,
        ),
    )


def period_of(state: RatingState | None, *, kind: RatingKind, year: int | None, today: date) -> str:
    """The day, or the year, that a mark counts for.

    Refused: `year-end-closed` (that year is not being rated today).
    """
    if kind is RatingKind.DAILY:
        return today.isoformat()
    wanted = today.year if year is None else year
    window = state.years.get(wanted) if state else None
    if window is None or not window.first <= today <= window.last:
        raise Refused(Code.YEAR_END_CLOSED, year=wanted)
    return str(wanted)
