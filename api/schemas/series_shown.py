"""Series of meetings and their sessions as they are shown."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.calendars import clock_of
from api.schemas.fields import Named, Shown, Time
from api.schemas.meetings_shown import SittingShown, named, sitting_of
from domain.meeting.state import Standing
from domain.series.events import Rhythm
from projections.views.matter import Closure
from service.meetings import SeenSeries, SeenSession, Sessions


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


class MatterCounts(Shown):
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
    matters: MatterCounts


class SessionTotals(Shown):
    """All sessions of the series; people in 人次, matters in 件."""

    called: int
    held: int
    cancelled: int
    people: int
    public: int
    matters: MatterCounts


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


def _closure(closure: Closure) -> MatterCounts:
    return MatterCounts(
        taken=closure.taken, closed=closure.closed, closed_in_week=closure.closed_in_week
    )
