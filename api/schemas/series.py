"""Series of meetings: what comes in, and how they and their sessions are shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.calendars import clock_of, minutes_of
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Instant,
    Line,
    Named,
    Shown,
    Text,
    Time,
    example,
    moment_or_none,
)
from api.schemas.meetings import Agenda, Guests
from api.schemas.meetings_shown import SittingShown, named, sitting_of
from domain.meeting.state import Standing
from domain.series.events import Rhythm
from projections.views.matter import Closure
from projections.views.series import Filter
from service.commands.series import CallSession, EndSeries, FoundSeries
from service.ids import new_id
from service.meetings import SeenSeries, SeenSession, Sessions

TimeOfDay = Annotated[
    str, StringConstraints(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
]
"""When a meeting begins, on the neighbourhood's wall clock."""


class SeriesBody(Body):
    """A series (例会): on that weekday, 1 Monday to 7, at that time of the day."""

    model_config = example(
        committee_id="0199d3a4-7c00-7000-8000-000000000001",
        kind="reception",
        rhythm="weekly",
        weekday=4,
        time="14:00",
        place="小区东门议事亭",
        invited=[
            {
                "organisation": "0199d3a4-7c00-7000-8000-000000000003",
                "seat": "property-company",
            }
        ],
    )

    committee_id: UUID
    compound_id: UUID | None = None
    kind: Code
    rhythm: Rhythm
    weekday: Annotated[int, Field(strict=True, ge=1, le=7)]
    time: TimeOfDay
    place: Line
    invited: Guests = ()

    def command(self) -> FoundSeries:
        """The command, with a new id."""
        return FoundSeries(
            series=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            rhythm=self.rhythm,
            weekday=self.weekday,
            minute=minutes_of(self.time),
            place=self.place,
            invited=tuple(one.clear() for one in self.invited),
        )


class SessionBody(Body):
    """The next session: by the rhythm and where the series meets, unless said otherwise."""

    model_config = example(agenda=[{"topic": "本周接待与上周办理情况"}])

    at: Instant | None = None
    place: Line | None = None
    agenda: Agenda = ()

    def command(self, series: UUID, place: str) -> CallSession:
        """The command, with a new id."""
        return CallSession(
            series=series,
            meeting=new_id(),
            at=moment_or_none(self.at),
            place=self.place or place,
            agenda=tuple(one.clear() for one in self.agenda),
        )


class EndingBody(Body):
    """They meet by it no more."""

    model_config = example(reason="改为线上接待")

    reason: Text | None = None

    def command(self, series: UUID) -> EndSeries:
        """The command."""
        return EndSeries(series=series, reason=self.reason)


class SeriesFilter(Body):
    """How the list of series is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    kind: Code | None = None
    ended: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None

    def wanted(self) -> Filter:
        """For the view."""
        return Filter(
            committee=self.committee, compound=self.compound, kind=self.kind, ended=self.ended
        )


class SessionsFilter(Body):
    """How the list of a series' sessions is paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None


class SeriesShown(Shown):
    """A series."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    kind: str = Field(examples=["reception"])
    kind_label: str = Field(examples=["联合接待日"])
    rhythm: Rhythm
    rhythm_label: str = Field(examples=["每周"])
    weekday: int
    time: str = Field(examples=["14:00"])
    place: str | None
    invited: list[SittingShown]
    sessions: int = Field(description="how many were called")
    next_at: Time | None = Field(description="by the rhythm; None once the series has ended")
    ended: bool
    reason: str | None


class SeriesList(Shown):
    """A page of series, the newest first."""

    items: list[SeriesShown]
    next: str | None


class ClosureShown(Shown):
    """Matters (件): taken in, closed by now, and closed within the week of their session."""

    taken: int
    closed: int
    closed_in_week: int


class SessionShown(Shown):
    """One session of a series; people in 人."""

    session: int
    meeting: UUID
    at: Time
    standing: Standing
    standing_label: str
    people: int
    public: int
    matters: ClosureShown


class SessionTotals(Shown):
    """All sessions of the series; people in 人次, matters in 件."""

    called: int
    held: int
    cancelled: int
    people: int
    public: int
    matters: ClosureShown


class SessionList(Shown):
    """A page of sessions, the newest first, and what all of them come to."""

    items: list[SessionShown]
    next: str | None
    totals: SessionTotals


def series_of(seen: SeenSeries, language: Language) -> SeriesShown:
    """One series."""
    state, around = seen.state, seen.around
    return SeriesShown(
        id=seen.id,
        version=seen.version,
        committee=named(state.committee, around),
        compound=named(state.compound, around) if state.compound else None,
        kind=state.kind,
        kind_label=in_language(around.vocabulary.meetings[state.kind], language),
        rhythm=state.rhythm,
        rhythm_label=label_of("rhythm", state.rhythm, language),
        weekday=state.weekday,
        time=clock_of(state.minute),
        place=around.texts.of(state.place),
        invited=[sitting_of(one, around, language) for one in state.invited],
        sessions=state.sessions,
        next_at=seen.next_at,
        ended=state.ended,
        reason=around.texts.of(state.reason),
    )


def sessions_of(found: Sessions, language: Language) -> list[SessionShown]:
    """The entries of a page."""
    return [_session(one, language) for one in found.items]


def totals_of(found: Sessions) -> SessionTotals:
    """What all sessions come to."""
    attendance = found.attendance
    return SessionTotals(
        called=attendance.called,
        held=attendance.held,
        cancelled=attendance.cancelled,
        people=attendance.people,
        public=attendance.public,
        matters=_closure(found.closure),
    )


def _session(seen: SeenSession, language: Language) -> SessionShown:
    row = seen.row
    return SessionShown(
        session=row.session or 0,
        meeting=row.meeting,
        at=row.at,
        standing=row.standing,
        standing_label=label_of("meeting-standing", row.standing, language),
        people=row.people,
        public=row.public,
        matters=_closure(seen.closure),
    )


def _closure(closure: Closure) -> ClosureShown:
    return ClosureShown(
        taken=closure.taken, closed=closure.closed, closed_in_week=closure.closed_in_week
    )
