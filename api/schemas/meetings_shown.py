"""Meetings as they are shown: a notice to the public, all of it to who was asked to come."""

from typing import TypedDict, TypeVar
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from domain.meeting.events import Attendee, Invited, ItemOutcome, MatterTaken, PanelOpinion
from domain.meeting.state import MeetingState, Point, Standing
from domain.moment import Moment
from service.meetings import Around, Calendar, SeenMeeting

T = TypeVar("T")


class SittingShown(Shown):
    """An organisation that is asked to come, or came with so many people (人)."""

    organisation: Named
    seat: str | None
    seat_label: str | None
    people: int | None = Field(description="None for who is only asked to come")


class PanelOpinionShown(Shown):
    """What an expert said."""

    role: str | None
    expert: str | None
    opinion: str | None


class PointShown(Shown):
    """A point of the agenda; what is closed with an issue's key goes with that issue's texts."""

    number: int
    issue: UUID | None
    topic: str | None
    outcome: ItemOutcome | None
    outcome_label: str | None
    minutes: str | None
    conclusion: str | None
    opinions: list[PanelOpinionShown]


class MatterShown(Shown):
    """A matter that was taken in: its issue, and who keeps it (首问负责)."""

    issue: UUID
    keeper: Named
    person: UUID | None


class MeetingCounts(Shown):
    """What it came to: people (人) and points, matters (件)."""

    people: int = Field(description="who came for the organisations")
    public: int = Field(description="who came beside them")
    points: int
    concluded: int
    matters: int


class MeetingEntry(Shown):
    """A meeting in the calendar."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: str = Field(examples=["hearing"])
    kind_label: str = Field(examples=["听证会"])
    at: Time
    place: str | None
    standing: Standing
    standing_label: str = Field(examples=["已召开"])
    series: UUID | None
    session: int | None = Field(description="which session of its series")
    counts: MeetingCounts


class MeetingShown(MeetingEntry):
    """One meeting; to residents only its notice, and topics that are no issue."""

    reason: str | None = Field(description="why it was put off or cancelled")
    invited: list[SittingShown]
    points: list[PointShown]
    matters: list[MatterShown]
    attendees: list[SittingShown]
    minutes: str | None


class MeetingList(Shown):
    """A page of the calendar, the latest first."""

    items: list[MeetingEntry]
    next: str | None


def meetings_of(calendar: Calendar, language: Language) -> list[MeetingEntry]:
    """The entries of a page."""
    return [MeetingEntry(**_entry(one, language)) for one in calendar.items]


def meeting_of(seen: SeenMeeting, language: Language) -> MeetingShown:
    """One meeting, as far as the caller sees it."""
    state, around = seen.state, seen.around
    text = around.texts.of
    return MeetingShown(
        **_entry(seen, language),
        reason=text(state.reason),
        invited=[sitting_of(one, around, language) for one in state.invited],
        points=[_point(one, seen, language) for one in state.points],
        matters=[_matter(one, around) for one in _inside(seen, state.matters)],
        attendees=[sitting_of(one, around, language) for one in state.attendees],
        minutes=text(state.minutes),
    )


def named(id: UUID, around: Around) -> Named:
    """An id with its name."""
    return Named(id=id, name=around.names.get(id))


def sitting_of(one: Invited | Attendee, around: Around, language: Language) -> SittingShown:
    """Who is asked to come, or came."""
    seats = around.vocabulary.seats
    return SittingShown(
        organisation=named(one.organisation, around),
        seat=one.seat,
        seat_label=in_language(seats[one.seat], language) if one.seat else None,
        people=one.people if isinstance(one, Attendee) else None,
    )


def _inside(seen: SeenMeeting, things: tuple[T, ...]) -> tuple[T, ...]:
    return things if seen.inside else ()


class _Entry(TypedDict):
    """The fields that a meeting has in the calendar and by itself."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: str
    kind_label: str
    at: Moment
    place: str | None
    standing: Standing
    standing_label: str
    series: UUID | None
    session: int | None
    counts: MeetingCounts


def _entry(seen: SeenMeeting, language: Language) -> _Entry:
    state, around = seen.state, seen.around
    return _Entry(
        id=seen.id,
        version=seen.version,
        committee=named(state.committee, around),
        compound=named(state.compound, around) if state.compound else None,
        kind=state.kind,
        kind_label=in_language(around.vocabulary.meetings[state.kind], language),
        at=state.at,
        place=around.texts.of(state.place),
        standing=state.standing,
        standing_label=label_of("meeting-standing", state.standing, language),
        series=state.series,
        session=state.session,
        counts=counts_of(state),
    )


def counts_of(state: MeetingState) -> MeetingCounts:
    """What a meeting came to."""
    return MeetingCounts(
        people=state.people,
        public=state.public,
        points=len(state.points),
        concluded=state.concluded,
        matters=len(state.matters),
    )


def _point(point: Point, seen: SeenMeeting, language: Language) -> PointShown:
    text, outcome = seen.around.texts.of, point.outcome if seen.inside else None
    return PointShown(
        number=point.number,
        issue=point.issue if seen.inside else None,
        topic=text(point.topic),
        outcome=outcome,
        outcome_label=label_of("item-outcome", outcome, language) if outcome else None,
        minutes=text(point.minutes),
        conclusion=text(point.conclusion),
        opinions=[_opinion(one, seen.around) for one in _inside(seen, point.opinions)],
    )


def _opinion(said: PanelOpinion, around: Around) -> PanelOpinionShown:
    text = around.texts.of
    return PanelOpinionShown(
        role=text(said.role), expert=text(said.expert), opinion=text(said.opinion)
    )


def _matter(taken: MatterTaken, around: Around) -> MatterShown:
    return MatterShown(issue=taken.issue, keeper=named(taken.keeper, around), person=taken.person)
