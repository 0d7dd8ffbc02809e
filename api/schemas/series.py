"""Bodies about series of meetings, and how their lists are narrowed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.calendars import minutes_of
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Instant,
    Line,
    Text,
    example,
    moment_or_none,
)
from api.schemas.meetings import Agenda, Guests
from domain.series.events import Rhythm
from projections.views.series import Filter
from service.commands.series import CallSession, EndSeries, FoundSeries
from service.ids import new_id

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
