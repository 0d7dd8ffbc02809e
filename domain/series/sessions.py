"""Decisions about a series of meetings (例会)."""

from collections.abc import Sequence
from uuid import UUID

from domain.meeting.calling import Ground, require_kind
from domain.meeting.events import Invited
from domain.meeting.guards import require_seats
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.series.events import Ended, Founded, Rhythm, SessionCalled
from domain.series.rhythm import next_session
from domain.series.state import SeriesState


def found(
    ground: Ground,
    *,
    committee: UUID,
    compound: UUID | None,
    kind: str,
    rhythm: Rhythm,
    weekday: int,
    minute: int,
    place: Sealed,
    invited: Sequence[Invited],
) -> tuple[Founded]:
    """A new series, on a weekday (1 Monday to 7) at so many minutes after midnight.

    Refused: what `require_kind` and `require_seats` refuse.
    """
    require_kind(ground, compound=compound, kind=kind)
    require_seats(
        ground.vocabulary, ground.known, [(one.organisation, one.seat) for one in invited]
    )
    return (
        Founded(
            committee=committee,
            compound=compound,
            kind=kind,
            rhythm=rhythm,
            weekday=weekday,
            minute=minute,
            place=place,
            invited=tuple(invited),
        ),
    )


def call_session(
    state: SeriesState, *, meeting: UUID, at: Moment | None, now: Moment
) -> tuple[SessionCalled]:
    """The next session: at the given time, or else by the rhythm.

    Refused: `series-over`, `session-out-of-turn` (not behind the session before).
    """
    _require_running(state)
    if at is not None and state.last is not None and at <= state.last:
        raise Refused(Code.SESSION_OUT_OF_TURN, session=state.sessions)
    when = next_at(state, now) if at is None else at
    return (SessionCalled(session=state.sessions + 1, meeting=meeting, at=when),)


def next_at(state: SeriesState, now: Moment) -> Moment:
    """When the next session is by the rhythm."""
    return next_session(state.rhythm, state.weekday, state.minute, last=state.last, now=now)


def end(state: SeriesState, *, reason: Sealed | None) -> tuple[Ended]:
    """They meet by it no more; sessions that were called stay: `series-over`."""
    _require_running(state)
    return (Ended(reason=reason),)


def _require_running(state: SeriesState) -> None:
    if state.ended:
        raise Refused(Code.SERIES_OVER)
