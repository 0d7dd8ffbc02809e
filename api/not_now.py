"""Why a resident cannot say it now, in plain words: `pages/words.toml` has a page for each."""

from enum import StrEnum

from domain.issue.events import RevisitKind
from domain.issue.lifecycle import Status
from domain.refusal import Code
from projections.views.status import StatusRow


class Reason(StrEnum):
    """What a form can be answered with instead."""

    RATED = "rated"
    ASKED = "asked"
    REOPENED = "reopened"
    EARLY = "early"
    OVER = "over"
    LAST_ROUND = "last-round"
    CLOSED = "closed"
    READ_ONLY = "read-only"
    ELSEWHERE = "elsewhere"
    UNREAD = "unread"
    LATER = "later"


class NotNow(Exception):
    """A form that cannot be taken."""

    def __init__(self, reason: Reason, *, status: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


def reason_of(code: Code, row: StatusRow) -> Reason:
    """Why *code* was refused of the issue, which may have moved on since the form was opened."""
    match code:
        case Code.REOPENING_PERIOD_OVER:
            return Reason.OVER
        case Code.LAST_ROUND:
            return Reason.LAST_ROUND
        case Code.REPORTER_GONE | Code.INSPECTION_ONLY:
            return Reason.READ_ONLY
        case Code.REPORTER_UNANSWERED:
            return Reason.EARLY
        case _:
            return _by_status(row)


def _by_status(row: StatusRow) -> Reason:
    match row.status:
        case Status.REVISITED | Status.MERGED:
            return _heard(row)
        case Status.REPORTED | Status.NEGOTIATED | Status.APPROVED:
            return Reason.EARLY if row.round == 1 else Reason.REOPENED
        case _:
            return Reason.CLOSED


def _heard(row: StatusRow) -> Reason:
    """Whether it was the reporter's own rating that came first, or somebody who asked them."""
    revisit = row.content.revisit
    if revisit is None:
        return Reason.CLOSED
    return Reason.RATED if revisit.kind is RevisitKind.ONLINE else Reason.ASKED
