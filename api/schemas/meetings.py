"""Bodies about meetings: notice, agenda, matters, the session record, conclusions."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Count,
    Cursor,
    Instant,
    Line,
    Text,
    example,
    moment_or_none,
)
from domain.meeting.events import Attendee, Invited, ItemOutcome
from domain.meeting.state import Standing
from domain.moment import moment_of
from projections.views.meeting import Filter
from service.commands.meeting_record import (
    AddPoint,
    ClearPanelOpinion,
    ConcludePoint,
    RecordSession,
    TakeMatter,
)
from service.commands.meetings import CallMeeting, Cancel, ClearPoint, Reschedule
from service.ids import new_id

_COMMITTEE = "0199d3a4-7c00-7000-8000-000000000001"
_COMPANY = "0199d3a4-7c00-7000-8000-000000000003"
_ISSUE = "0199d3a4-7c00-7000-8000-000000000017"

People = Annotated[int, Field(strict=True, ge=0, le=100_000, description="How many people (人).")]


class InvitedBody(Body):
    """Who is asked to come, and in which seat."""

    organisation: UUID
    seat: Code | None = None

    def clear(self) -> Invited:
        """For the command."""
        return Invited(organisation=self.organisation, seat=self.seat)


class PointBody(Body):
    """A point of the agenda: an issue, a topic of its own, or both."""

    model_config = example(issue=_ISSUE)

    issue: UUID | None = None
    topic: Text | None = None

    def clear(self) -> ClearPoint:
        """For the command."""
        return ClearPoint(issue=self.issue, topic=self.topic)

    def command(self, meeting: UUID) -> AddPoint:
        """The command."""
        return AddPoint(meeting=meeting, point=self.clear())


Guests = Annotated[tuple[InvitedBody, ...], Field(max_length=50)]
Agenda = Annotated[tuple[PointBody, ...], Field(max_length=50)]


class CallBody(Body):
    """Notice of a meeting (会议通知); one that has taken place may be entered for 30 days."""

    model_config = example(
        committee_id=_COMMITTEE,
        kind="hearing",
        at="2026-05-14T14:00:00+08:00",
        place="居委会二楼议事厅",
        invited=[{"organisation": _COMPANY, "seat": "property-company"}],
        agenda=[{"issue": _ISSUE}, {"topic": "夏季停车秩序"}],
    )

    committee_id: UUID
    compound_id: UUID | None = None
    kind: Code
    at: Instant
    place: Line
    invited: Guests = ()
    agenda: Agenda = ()

    def command(self) -> CallMeeting:
        """The command, with a new id."""
        return CallMeeting(
            meeting=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            at=moment_of(self.at),
            place=self.place,
            invited=tuple(one.clear() for one in self.invited),
            agenda=tuple(one.clear() for one in self.agenda),
        )


class ReschedulingBody(Body):
    """Another time, perhaps elsewhere."""

    model_config = example(at="2026-05-15T14:00:00+08:00", reason="议事厅当日另有安排")

    at: Instant
    place: Line | None = None
    reason: Text | None = None

    def command(self, meeting: UUID) -> Reschedule:
        """The command."""
        return Reschedule(
            meeting=meeting, at=moment_of(self.at), place=self.place, reason=self.reason
        )


class MeetingCancellationBody(Body):
    """Why it does not take place."""

    model_config = example(reason="台风预警，改期另行通知")

    reason: Text

    def command(self, meeting: UUID) -> Cancel:
        """The command."""
        return Cancel(meeting=meeting, reason=self.reason)


class MatterBody(Body):
    """A matter that somebody came with (接待), reported as an issue before; who keeps it (首问)."""

    model_config = example(issue=_ISSUE, keeper=_COMPANY)

    issue: UUID
    keeper: UUID
    person: UUID | None = None

    def command(self, meeting: UUID) -> TakeMatter:
        """The command."""
        return TakeMatter(meeting=meeting, issue=self.issue, keeper=self.keeper, person=self.person)


class AttendeeBody(Body):
    """An organisation that was there, in which seat, with how many people."""

    organisation: UUID
    seat: Code | None = None
    people: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1

    def clear(self) -> Attendee:
        """For the command."""
        return Attendee(organisation=self.organisation, seat=self.seat, people=self.people)


class SessionRecordBody(Body):
    """It took place: who was there, how many people came beside them, and the minutes."""

    model_config = example(
        attendees=[{"organisation": _COMPANY, "seat": "property-company", "people": 2}],
        public=11,
        minutes="三方到会，居民代表11人旁听。",
    )

    attendees: Annotated[tuple[AttendeeBody, ...], Field(max_length=50)] = ()
    public: People = 0
    minutes: Text

    def command(self, meeting: UUID) -> RecordSession:
        """The command."""
        return RecordSession(
            meeting=meeting,
            attendees=tuple(one.clear() for one in self.attendees),
            public=self.public,
            minutes=self.minutes,
        )


class PanelOpinionBody(Body):
    """What an expert said, and in which role of the panel."""

    role: Line
    expert: Line
    opinion: Text

    def clear(self) -> ClearPanelOpinion:
        """For the command."""
        return ClearPanelOpinion(role=self.role, expert=self.expert, opinion=self.opinion)


class PointConclusionBody(Body):
    """What they came to on one point; of an issue it is noted there as well."""

    model_config = example(
        number=1,
        outcome="agreed",
        conclusion="充电接口避开车库入口，分散设置。",
        opinions=[{"role": "消防", "expert": "竺知远", "opinion": "与住宅外墙的间距满足要求。"}],
    )

    number: Count
    outcome: ItemOutcome
    minutes: Text | None = None
    conclusion: Text
    opinions: Annotated[tuple[PanelOpinionBody, ...], Field(max_length=10)] = ()

    def command(self, meeting: UUID) -> ConcludePoint:
        """The command."""
        return ConcludePoint(
            meeting=meeting,
            number=self.number,
            outcome=self.outcome,
            minutes=self.minutes,
            conclusion=self.conclusion,
            opinions=tuple(one.clear() for one in self.opinions),
        )


class CalendarFilter(Body):
    """How the calendar is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: Code | None = None
    standing: Standing | None = None
    series: UUID | None = None
    since: Annotated[Instant, Field(description="begins at or after")] | None = None
    until: Annotated[Instant, Field(description="begins before")] | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None

    def wanted(self) -> Filter:
        """For the view."""
        return Filter(
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            standing=self.standing,
            series=self.series,
            since=moment_or_none(self.since),
            until=moment_or_none(self.until),
        )
