"""The lifecycle of an issue, as one table.

Decisions, `allowed_actions`, `evolve` and LIFECYCLE.md all read `LIFECYCLE`; no condition on a
status stands anywhere else. To change where a stored event leads, make a new version of the
event: old history keeps its meaning.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from domain.issue import events
from domain.refusal import Code, Refused


class Status(StrEnum):
    """Where an issue stands, and nothing more: dispatched, overdue, … are facts beside it."""

    REPORTED = "reported"
    NEGOTIATED = "negotiated"
    APPROVED = "approved"
    DONE = "done"
    REVISITED = "revisited"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    MERGED = "merged"
    CONCLUDED = "concluded"


Edge = tuple[type, Status | None]
Target = Status | Literal["same", "before-merge"]

_R, _N, _A, _D, _V = (
    Status.REPORTED,
    Status.NEGOTIATED,
    Status.APPROVED,
    Status.DONE,
    Status.REVISITED,
)
_OPEN = (_R, _N, _A)
_LIVE = (*_OPEN, _D, _V)
_OVER = (_V, Status.WITHDRAWN, Status.DECLINED, Status.MERGED, Status.CONCLUDED)
_SHOWN = (*_LIVE, Status.DECLINED, Status.CONCLUDED)


def _stays(event: type, *statuses: Status) -> Mapping[Edge, Target]:
    """A fact that is recorded at these statuses and moves nothing."""
    return {(event, status): "same" for status in statuses}


def _leads(event: type, target: Target, *statuses: Status | None) -> Mapping[Edge, Target]:
    """A step from each of these statuses to one."""
    return {(event, status): target for status in statuses}


LIFECYCLE: Mapping[Edge, Target] = {
    # intake
    **_leads(events.Reported, _R, None),
    **_stays(events.Linked, *Status),
    **_stays(events.Attached, *_LIVE),
    **_stays(events.Triaged, _R),
    **_stays(events.Transferred, _R),
    **_stays(events.Published, *_SHOWN),
    **_stays(events.PublicationWithdrawn, *_SHOWN),
    **_leads(events.Declined, Status.DECLINED, _R),
    **_leads(events.DeclineOverruled, _R, Status.DECLINED),
    **_leads(events.Withdrawn, Status.WITHDRAWN, _R, _N),
    **_stays(events.ReporterDetached, _A, _D),
    **_stays(events.ReporterErased, *Status),
    **_stays(events.TextsErased, *_OVER),
    # handling
    **_stays(events.Dispatched, _R, _A),
    **_stays(events.Acknowledged, *_OPEN),
    **_stays(events.DispatchCompleted, *_OPEN),
    **_stays(events.ReturnRequested, *_OPEN),
    **_stays(events.ReturnGranted, *_OPEN),
    **_stays(events.ReturnRefused, *_OPEN),
    **_stays(events.DispatchRecalled, *_OPEN),
    **_stays(events.Responded, *_OPEN),
    **_stays(events.Replied, *_LIVE, Status.MERGED),
    **_stays(events.Urged, *_OPEN),
    **_stays(events.Supervised, *_OPEN),
    **_stays(events.Escalated, *_OPEN),
    **_stays(events.HandedDown, *_OPEN),
    **_stays(events.KeeperNamed, *_OPEN, _D),
    **_stays(events.ReferralMade, *_OPEN),
    **_stays(events.ReferralEnded, *Status),
    # time
    **_stays(events.ClockPaused, *_OPEN),
    **_stays(events.ClockResumed, *_OPEN),
    **_stays(events.DeadlineExtended, *_OPEN, _D),
    **_stays(events.DeadlineWarned, *_LIVE, Status.MERGED),
    **_stays(events.DeadlineMissed, *_LIVE, Status.MERGED),
    **_stays(events.DeadlineRecalculated, *_LIVE, Status.MERGED),
    # merging
    **_leads(events.Merged, Status.MERGED, _R, _N),
    **_leads(events.Unmerged, "before-merge", Status.MERGED),
    **_stays(events.Absorbed, *_OPEN),
    **_stays(events.Released, *_SHOWN, Status.WITHDRAWN),
    # negotiation
    **_stays(events.MeetingNoted, *_LIVE),
    **_stays(events.Checked, *_OPEN, _D),
    **_stays(events.ProposalTabled, _R, _A),
    **_stays(events.PositionTaken, _R, _A),
    **_leads(events.Negotiated, _N, _R),
    **_stays(events.NegotiationFailed, _R),
    **_leads(events.NegotiationReopened, _R, _R, _N),
    # approval
    **_stays(events.BallotCalled, _N, _A),
    **_stays(events.BallotEnded, _N, _A),
    **_leads(events.Approved, _A, _R, _N),
    **_leads(events.Rejected, _R, _R, _N),
    **_stays(events.VariationApproved, _A),
    **_leads(events.ApprovalAnnulled, _N, _A),
    **_stays(events.ApprovalVoided, _D, _V),
    # works
    **_stays(events.WorkStarted, _R, _A),
    **_stays(events.ProgressNoted, _R, _A),
    **_stays(events.FundsPledged, *_OPEN),
    **_stays(events.FundsReceived, *_OPEN, _D),
    **_stays(events.FundsSpent, _R, _A, _D, _V),
    **_stays(events.FundsReturned, *_LIVE),
    **_stays(events.CostAllocated, _N, _A, _D),
    **_stays(events.SharePaid, *_OPEN, _D),
    **_stays(events.SafetySecured, _R, _A),
    **_stays(events.EmergencyConsented, *_OPEN, _D),
    **_stays(events.PriceReviewed, *_OPEN, _D),
    **_stays(events.AccountRendered, _D, _V, Status.CONCLUDED),
    **_leads(events.Done, _D, _R, _A),
    # revisit
    **_stays(events.RevisitAttempted, _D, Status.MERGED),
    **_leads(events.Revisited, _V, _D),
    **_stays(events.Revisited, Status.MERGED),
    **_leads(events.ReworkOrdered, _A, _V),
    **_leads(events.Reopened, _R, _R, _N, _D, _V),
    **_leads(events.Concluded, Status.CONCLUDED, _V),
}
"""(event, status before) → status after. None before means that the stream does not exist."""


def permits(event: type, status: Status | None) -> bool:
    """Whether *event* may be appended to an issue that stands at *status*."""
    return (event, status) in LIFECYCLE


def require(event: type, status: Status | None) -> None:
    """Refuse with `status-forbids` what the table does not know."""
    if not permits(event, status):
        raise Refused(Code.STATUS_FORBIDS, status=status or "none")


def arrive(event: type, status: Status, before_merge: Status | None = None) -> Status:
    """Where *event* leads from *status*; an edge that is no longer known leads nowhere else.

    *before_merge* is where a merged issue stood before.
    """
    target = LIFECYCLE.get((event, status), "same")
    if target == "before-merge":
        return before_merge or status
    return status if target == "same" else target
