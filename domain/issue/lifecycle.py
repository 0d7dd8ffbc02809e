"""The lifecycle of an issue, as one table.

Decisions, `allowed_actions`, `evolve` and LIFECYCLE.md all read `LIFECYCLE`; no condition on a
status stands anywhere else. To change where a stored event leads, make a new version of the
event: old history keeps its meaning.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from domain.issue.events import (
    Acknowledged,
    DispatchCompleted,
    Dispatched,
    Done,
    Replied,
    Reported,
    Responded,
    Triaged,
)
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
Target = Status | Literal["same"]

LIFECYCLE: Mapping[Edge, Target] = {
    (Reported, None): Status.REPORTED,
    (Triaged, Status.REPORTED): "same",
    (Dispatched, Status.REPORTED): "same",
    (Acknowledged, Status.REPORTED): "same",
    (DispatchCompleted, Status.REPORTED): "same",
    (Responded, Status.REPORTED): "same",
    (Replied, Status.REPORTED): "same",
    (Replied, Status.DONE): "same",
    (Done, Status.REPORTED): Status.DONE,
}
"""(event, status before) → status after. None before means that the stream does not exist."""


def permits(event: type, status: Status | None) -> bool:
    """Whether *event* may be appended to an issue that stands at *status*."""
    return (event, status) in LIFECYCLE


def require(event: type, status: Status | None) -> None:
    """Refuse with `status-forbids` what the table does not know."""
    if not permits(event, status):
        raise Refused(Code.STATUS_FORBIDS, status=status or "none")


def arrive(event: type, status: Status) -> Status:
    """Where *event* leads from *status*; an edge that is no longer known leads nowhere else."""
    target = LIFECYCLE.get((event, status), "same")
    return status if target == "same" else target
