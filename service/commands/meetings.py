"""Meetings: notice of one, another time, and that it does not take place."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.issue.state import IssueState
from domain.meeting import agenda, calling
from domain.meeting.events import Invited, MeetingEvent
from domain.meeting.state import MeetingState
from domain.moment import Moment
from domain.sealed import KeyScope, Sealed
from ledger.streams import BODY, MEETING, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import StreamCommand, committee_of, reach_of
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearPoint:
    """A point of the agenda, in clear."""

    issue: UUID | None = None
    topic: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class CallMeeting(Command):
    """Give notice of a meeting; `meeting` is a new id."""

    action: ClassVar[Action] = Action.MEETING_KEEP

    meeting: UUID
    committee: UUID
    compound: UUID | None = None
    kind: str
    at: Moment
    place: str
    invited: tuple[Invited, ...] = ()
    agenda: tuple[ClearPoint, ...] = ()

    def newcomers(self) -> Sequence[Subject]:
        """The meeting's texts have a key of their own."""
        return ((KeyScope.STREAM, self.meeting),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist."""
        return Admission(reach=committee_reach(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """Decide about the notice and the agenda, and begin the stream."""
        call_meeting(work, self, series=None, session=None)

    def made(self) -> UUID:
        """The meeting."""
        return self.meeting


@dataclass(frozen=True, kw_only=True, repr=False)
class MeetingCommand(StreamCommand):
    """A command on one meeting."""

    action: ClassVar[Action] = Action.MEETING_KEEP
    view: ClassVar[Action] = Action.MEETING_VIEW

    meeting: UUID

    @property
    def stream(self) -> UUID:
        """The meeting's."""
        return self.meeting

    def found(self, work: Work) -> tuple[Folded[MeetingState], Reach] | None:
        """The meeting, and whom it concerns."""
        folded = work.get(MEETING, self.meeting)
        return None if folded is None else (folded, meeting_reach(work, folded.state))


@dataclass(frozen=True, kw_only=True, repr=False)
class MeetingDecision(MeetingCommand):
    """A command whose rule appends to the meeting alone."""

    def run(self, work: Work) -> None:
        """Decide, and append what happened just now."""
        state = work.require(MEETING, self.meeting).state
        events = self.decide(work, state)
        work.append(MEETING, self.meeting, events, occurred_at=self.occurred(state))

    @abstractmethod
    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """The rule."""

    def occurred(self, state: MeetingState) -> Moment | None:
        """When it happened, if not now."""
        return None


@dataclass(frozen=True, kw_only=True, repr=False)
class Reschedule(MeetingDecision):
    """It begins at another time, perhaps elsewhere."""

    at: Moment
    place: str | None = None
    reason: str | None = None

    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """Until it has begun."""
        return calling.reschedule(
            state,
            at=self.at,
            place=self.sealed_if(work, "meeting.rescheduled/place", self.place),
            reason=self.sealed_if(work, "meeting.rescheduled/reason", self.reason),
            now=work.now,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class Cancel(MeetingDecision):
    """It does not take place."""

    reason: str

    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """Until it is on record as held."""
        reason = self.sealed(work, "meeting.cancelled/reason", self.reason)
        return calling.cancel(state, reason=reason)


def call_meeting(
    work: Work, called: CallMeeting, *, series: UUID | None, session: int | None
) -> None:
    """Begin the stream of a meeting, of a series or not."""

    def sealed(field: str, text: str) -> Sealed:
        place = f"meeting.called/{field}"
        return work.seal(KeyScope.STREAM, called.meeting, called.meeting, place, text)

    wanted = [
        agenda.Wanted(
            issue=one.issue,
            topic=None if one.topic is None else sealed(f"agenda/{index}/topic", one.topic),
        )
        for index, one in enumerate(called.agenda)
    ]
    events = calling.call(
        ground_of(work, called.committee, called.invited),
        [issue_of(work, one.issue) for one in called.agenda],
        committee=called.committee,
        compound=called.compound,
        kind=called.kind,
        at=called.at,
        place=sealed("place", called.place),
        invited=called.invited,
        agenda=wanted,
        series=series,
        session=session,
        now=work.now,
    )
    work.begin(MEETING, called.meeting, events)


def ground_of(work: Work, committee: UUID, invited: Sequence[Invited]) -> calling.Ground:
    """What calling asks of other streams."""
    return calling.Ground(
        committee=work.require(BODY, committee).state,
        vocabulary=vocabulary(work),
        known=known_parties(work, committee, (one.organisation for one in invited)),
    )


def known_parties(work: Work, committee: UUID, named: Iterable[UUID]) -> Collection[UUID]:
    """Those of *named* who may sit there: organisations, the committee, the bodies above it."""
    above = work.superiors(committee)
    return {one for one in named if one in above or work.knows_party(one, committee)}


def issue_of(work: Work, issue: UUID | None) -> IssueState | None:
    """An issue that the caller may see; None for any other."""
    seen = None if issue is None else seen_issue(work, issue)
    return None if seen is None else seen[0].state


def committee_reach(work: Work, committee: UUID, compound: UUID | None) -> Reach:
    """Whom something new of a committee concerns; refused with `unknown-committee`."""
    committee_of(work, committee)
    return reach_of(work, committee, compound)


def meeting_reach(work: Work, state: MeetingState) -> Reach:
    """Whom a meeting concerns: its parties are those who were asked, and who came."""
    return replace(reach_of(work, state.committee, state.compound), parties=state.parties)
