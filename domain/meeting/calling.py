"""Calling a meeting (通知), putting it off, and cancelling it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.issue.state import IssueState
from domain.meeting.agenda import Wanted, numbered
from domain.meeting.events import Called, Cancelled, Invited, Rescheduled
from domain.meeting.guards import require_called, require_seats
from domain.meeting.state import MeetingState
from domain.moment import DAY, Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary

GRACE_DAYS = 30
"""So long afterwards a meeting may still be entered from a paper record, as a report may."""

FARTHEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What calling asks of other streams: the committee, the parties that are known there."""

    committee: BodyState
    vocabulary: Vocabulary
    known: Collection[UUID]


def call(
    ground: Ground,
    issues: Sequence[IssueState | None],
    *,
    committee: UUID,
    compound: UUID | None,
    kind: str,
    at: Moment,
    place: Sealed,
    invited: Sequence[Invited],
    agenda: Sequence[Wanted],
    series: UUID | None,
    session: int | None,
    now: Moment,
) -> tuple[Called]:
    """Give notice of a meeting; *issues* are those of the agenda, None for what is no issue.

    Refused: what `require_kind`, `require_seats` and the agenda refuse; `meeting-in-the-past`
    (further back than paper is waited for), `meeting-too-far`, `notice-too-late` (somebody is
    asked to come to what has begun).
    """
    require_kind(ground, compound=compound, kind=kind)
    require_seats(
        ground.vocabulary, ground.known, [(one.organisation, one.seat) for one in invited]
    )
    if at < now - GRACE_DAYS * DAY:
        raise Refused(Code.MEETING_IN_THE_PAST, days=GRACE_DAYS)
    _require_near(at, now)
    if invited and at <= now:
        raise Refused(Code.NOTICE_TOO_LATE)
    return (
        Called(
            committee=committee,
            compound=compound,
            kind=kind,
            at=at,
            place=place,
            invited=tuple(invited),
            agenda=numbered(agenda, issues, committee=committee, compound=compound),
            series=series,
            session=session,
        ),
    )


def require_kind(ground: Ground, *, compound: UUID | None, kind: str) -> None:
    """Refuse: `not-a-committee`, `unknown-compound`, `unknown-meeting-kind`."""
    require_committee(ground.committee)
    if compound is not None and compound not in ground.committee.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)
    if kind not in ground.vocabulary.meetings:
        raise Refused(Code.UNKNOWN_MEETING_KIND, vocabulary=ground.vocabulary.version)


def reschedule(
    state: MeetingState, *, at: Moment, place: Sealed | None, reason: Sealed | None, now: Moment
) -> tuple[Rescheduled]:
    """Another time, perhaps elsewhere.

    Refused: `meeting-cancelled`, `meeting-held`, `meeting-begun` (nobody can be told any more),
    `meeting-in-the-past`, `meeting-too-far`.
    """
    require_called(state)
    if state.at <= now:
        raise Refused(Code.MEETING_BEGUN)
    if at <= now:
        raise Refused(Code.MEETING_IN_THE_PAST, days=0)
    _require_near(at, now)
    return (Rescheduled(at=at, place=place, reason=reason),)


def cancel(state: MeetingState, *, reason: Sealed) -> tuple[Cancelled]:
    """It does not take place, or has not: `meeting-cancelled`, `meeting-held`."""
    require_called(state)
    return (Cancelled(reason=reason),)


def _require_near(at: Moment, now: Moment) -> None:
    if at > now + FARTHEST_DAYS * DAY:
        raise Refused(Code.MEETING_TOO_FAR, days=FARTHEST_DAYS)
