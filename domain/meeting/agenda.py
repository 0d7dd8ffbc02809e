"""The agenda (议程): issues and topics, and what people bring along."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.issue.events import Responded
from domain.issue.lifecycle import require
from domain.issue.state import IssueState
from domain.meeting.events import AgendaItem, MatterTaken, PointAdded
from domain.meeting.guards import (
    require_begun,
    require_called,
    require_issue,
    require_not_cancelled,
)
from domain.meeting.state import MeetingState
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A point before it has a number: an issue, a topic of its own, or both."""

    issue: UUID | None
    topic: Sealed | None


def numbered(
    wanted: Sequence[Wanted],
    issues: Sequence[IssueState | None],
    *,
    committee: UUID,
    compound: UUID | None,
) -> tuple[AgendaItem, ...]:
    """The points of a new agenda, from 1.

    Refused: `point-empty`, `point-repeated` (an issue twice), `unknown-issue`, `issue-elsewhere`.
    """
    named = [one.issue for one in wanted if one.issue is not None]
    if len(set(named)) != len(named):
        raise Refused(Code.POINT_REPEATED)
    for one, issue in zip(wanted, issues, strict=True):
        _require_point(one, issue, committee=committee, compound=compound)
    return tuple(
        AgendaItem(number=number, issue=one.issue, topic=one.topic)
        for number, one in enumerate(wanted, start=1)
    )


def add_point(
    state: MeetingState, issue: IssueState | None, *, wanted: Wanted
) -> tuple[PointAdded]:
    """Another point, until the meeting is on record.

    Refused: `meeting-cancelled`, `meeting-held`, and what a new agenda refuses.
    """
    require_called(state)
    if wanted.issue is not None and wanted.issue in {one.issue for one in state.points}:
        raise Refused(Code.POINT_REPEATED)
    _require_point(wanted, issue, committee=state.committee, compound=state.compound)
    number = len(state.points) + 1
    return (PointAdded(item=AgendaItem(number=number, issue=wanted.issue, topic=wanted.topic)),)


def take_matter(
    state: MeetingState,
    known: bool,
    issue_state: IssueState | None,
    *,
    issue: UUID,
    keeper: UUID,
    person: UUID | None,
    now: Moment,
) -> tuple[MatterTaken]:
    """Somebody came with a matter, which is an issue by now; *known* says that the keeper is.

    It may be typed in after the meeting was. Refused: `meeting-cancelled`, `meeting-not-begun`,
    `unknown-issue`, `issue-elsewhere`, `status-forbids` (it is over), `matter-repeated`,
    `unknown-organisation`.
    """
    require_not_cancelled(state)
    require_begun(state, now)
    brought = require_issue(issue_state, committee=state.committee, compound=state.compound)
    # Whatever may still be answered is open; what is over needs nobody to keep it.
    require(Responded, brought.status)
    if issue in {one.issue for one in state.matters}:
        raise Refused(Code.MATTER_REPEATED)
    if not known:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    return (MatterTaken(issue=issue, keeper=keeper, person=person),)


def _require_point(
    wanted: Wanted, issue: IssueState | None, *, committee: UUID, compound: UUID | None
) -> None:
    if wanted.issue is not None:
        require_issue(issue, committee=committee, compound=compound)
    elif wanted.topic is None:
        raise Refused(Code.POINT_EMPTY)
