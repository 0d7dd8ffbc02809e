"""What became of a meeting: who was there, and what they came to on each point."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.issue.state import IssueState
from domain.meeting.events import Attendee, Held, ItemOutcome, PanelOpinion, PointConcluded
from domain.meeting.guards import (
    require_begun,
    require_called,
    require_not_cancelled,
    require_seats,
    require_undecided,
    require_worked,
)
from domain.meeting.state import MeetingState, Point, Standing
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


def hold(
    state: MeetingState,
    vocabulary: Vocabulary,
    known: Collection[UUID],
    *,
    attendees: Sequence[Attendee],
    public: int,
    minutes: Sealed,
    now: Moment,
) -> tuple[Held]:
    """It took place (会议记录).

    Refused: `meeting-cancelled`, `meeting-held`, `meeting-not-begun`, `unknown-organisation`,
    `unknown-seat`, `seat-repeated`, `party-repeated`.
    """
    require_called(state)
    require_begun(state, now)
    require_seats(vocabulary, known, [(one.organisation, one.seat) for one in attendees])
    return (Held(attendees=tuple(attendees), public=public, minutes=minutes),)


def point_to_conclude(state: MeetingState, number: int) -> Point:
    """The point of that number, while it waits for a conclusion.

    Refused: `meeting-cancelled`, `meeting-not-held`, `unknown-point`, `point-concluded`.
    """
    require_not_cancelled(state)
    if state.standing is not Standing.HELD:
        raise Refused(Code.MEETING_NOT_HELD)
    point = state.point(number)
    if point is None:
        raise Refused(Code.UNKNOWN_POINT, points=len(state.points))
    if point.outcome is not None:
        raise Refused(Code.POINT_CONCLUDED)
    return point


def conclude(
    state: MeetingState,
    issue: IssueState | None,
    *,
    number: int,
    outcome: ItemOutcome,
    minutes: Sealed | None,
    conclusion: Sealed,
    opinions: Sequence[PanelOpinion],
) -> tuple[PointConcluded]:
    """What they came to on one point; *issue* is the one that it is about, as it stands.

    Refused beside `point_to_conclude`: `hearing-after-decision`, `appraisal-before-done`.
    """
    point_to_conclude(state, number)
    if issue is not None:
        require_undecided(issue, kind=state.kind, at=state.at)
        require_worked(issue, kind=state.kind, at=state.at)
    return (
        PointConcluded(
            number=number,
            outcome=outcome,
            minutes=minutes,
            conclusion=conclusion,
            opinions=tuple(opinions),
        ),
    )
