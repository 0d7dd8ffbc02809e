"""What several decisions about meetings ask first."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.issue.state import IssueState
from domain.meeting.state import MeetingState, Standing
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

HEARING = "hearing"
APPRAISAL = "appraisal"
"""Of the 三会, the hearing comes before a decision and the appraisal after the work."""


def require_not_cancelled(state: MeetingState) -> None:
    """Refuse with `meeting-cancelled` whatever would belong to a meeting that takes place."""
    if state.standing is Standing.CANCELLED:
        raise Refused(Code.MEETING_CANCELLED)


def require_called(state: MeetingState) -> None:
    """Refuse with `meeting-cancelled` or `meeting-held` what comes before the meeting alone."""
    require_not_cancelled(state)
    if state.standing is Standing.HELD:
        raise Refused(Code.MEETING_HELD)


def require_begun(state: MeetingState, now: Moment) -> None:
    """Refuse with `meeting-not-begun` what happens at a meeting, before it."""
    if now < state.at:
        raise Refused(Code.MEETING_NOT_BEGUN)


def require_seats(
    vocabulary: Vocabulary, known: Collection[UUID], sitting: Sequence[tuple[UUID, str | None]]
) -> None:
    """Refuse `unknown-organisation`, `unknown-seat`, `seat-repeated`, `party-repeated`.

    An organisation may sit in two seats; a seat has one organisation.
    """
    for organisation, seat in sitting:
        if organisation not in known:
            raise Refused(Code.UNKNOWN_ORGANISATION)
        if seat is not None and seat not in vocabulary.seats:
            raise Refused(Code.UNKNOWN_SEAT, vocabulary=vocabulary.version)
    seats = [seat for _, seat in sitting if seat is not None]
    if len(set(seats)) != len(seats):
        raise Refused(Code.SEAT_REPEATED)
    if len(set(sitting)) != len(sitting):
        raise Refused(Code.PARTY_REPEATED)


def require_issue(
    issue: IssueState | None, *, committee: UUID, compound: UUID | None
) -> IssueState:
    """Refuse `unknown-issue`, and with `issue-elsewhere` one of another committee or compound."""
    if issue is None:
        raise Refused(Code.UNKNOWN_ISSUE)
    elsewhere = compound is not None and issue.compound not in (None, compound)
    if issue.committee != committee or elsewhere:
        raise Refused(Code.ISSUE_ELSEWHERE)
    return issue


def require_undecided(issue: IssueState, *, kind: str, at: Moment) -> None:
    """A hearing comes before the decision that it is about (听证会): `hearing-after-decision`.

    While a variation of the plan is open, there is something to be decided again.
    """
    if kind != HEARING:
        return
    decided = issue.plan_in_force and issue.decided and issue.decided[-1].at <= at
    settled = issue.settled_at is not None and issue.settled_at <= at
    if decided or settled:
        raise Refused(Code.HEARING_AFTER_DECISION)


def require_worked(issue: IssueState, *, kind: str, at: Moment) -> None:
    """An appraisal comes after the work (评议会): `appraisal-before-done`."""
    if kind == APPRAISAL and (issue.settled_at is None or issue.settled_at > at):
        raise Refused(Code.APPRAISAL_BEFORE_DONE)
