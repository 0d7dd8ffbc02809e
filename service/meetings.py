"""Questions about meetings and their series: the calendar, one meeting, what sessions came to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.meeting.state import MeetingState
from domain.moment import Moment
from domain.sealed import Sealed
from domain.series.sessions import next_at
from domain.series.state import SeriesState
from domain.vocabulary.state import Vocabulary
from ledger import streams
from ledger.database import Database
from ledger.now import Clock
from projections.cursors import cursors
from projections.engine import View
from projections.views import directory, matter, meeting, series
from projections.views.matter import Closure
from projections.views.meeting import Attendance, Mark, MeetingRow
from projections.views.meeting import Filter as MeetingFilter
from projections.views.series import Filter as SeriesFilter
from service.meeting_sight import (
    MEETINGS,
    SERIES,
    folded,
    named_in,
    role_seeing,
    texts_in,
    visible,
)
from service.opening import Opener, Texts
from service.policy import Principal
from service.scenes import Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What showing needs beside what is shown: names, labels, opened texts."""

    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    texts: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMeeting:
    """One meeting; *inside* says whether the caller is shown more than its notice."""

    id: UUID
    version: int
    state: MeetingState
    inside: bool
    around: Around


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSeries:
    """One series; `next_at` is its next session by the rhythm, None once it has ended."""

    id: UUID
    version: int
    state: SeriesState
    next_at: Moment | None
    around: Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A page of meetings, as of *position*."""

    items: Sequence[SeenMeeting]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """A page of series as of *position*; `opened` are their positions, by which pages go on."""

    items: Sequence[SeenSeries]
    opened: Sequence[int]
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSession:
    """A session of a series, and what became of the matters that it took in."""

    row: MeetingRow
    closure: Closure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """A page of sessions, and what all of the series come to, as of *position*."""

    items: Sequence[SeenSession]
    attendance: Attendance
    closure: Closure
    position: int


class Meetings:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now
        self._vocabularies = Vocabularies()

    def meeting(self, principal: Principal, id: UUID, *, upto: int | None = None) -> SeenMeeting:
        """One meeting, as the record has it (up to a position); raises `NotFound`."""
        with self._database.read() as connection:
            found = folded(connection, streams.MEETING, id, upto)
            inside = role_seeing(connection, principal, found.state) is not Role.RESIDENT
            texts = [(id, one) for one in texts_in(found.state, inside=inside)]
            around = self._around(connection, named_in(found.state), texts)
        return SeenMeeting(
            id=id, version=found.version, state=found.state, inside=inside, around=around
        )

    def series(self, principal: Principal, id: UUID, *, upto: int | None = None) -> SeenSeries:
        """One series, as the record has it (up to a position); raises `NotFound`."""
        with self._database.read() as connection:
            found = folded(connection, streams.SERIES, id, upto)
            role_seeing(connection, principal, found.state)
            texts = [(id, found.state.place), (id, found.state.reason)]
            around = self._around(connection, named_in(found.state), texts)
        return self._seen_series(id, found.version, found.state, around)

    def calendar(
        self, principal: Principal, wanted: MeetingFilter, *, before: Mark | None, limit: int
    ) -> Calendar:
        """Notices of meetings that the caller may see, the latest first.

        Raises `Forbidden` for who may see none anywhere.
        """
        with self._database.read() as connection:
            condition = visible(principal, MEETINGS)
            rows = meeting.page(connection, condition, wanted, before=before, limit=limit)
            position = _position(connection, meeting.VIEW)
            named = {row.committee for row in rows} | {r.compound for r in rows if r.compound}
            texts = [(row.meeting, row.state.place) for row in rows]
            around = self._around(connection, named, texts)
        items = [
            SeenMeeting(
                id=row.meeting, version=row.version, state=row.state, inside=False, around=around
            )
            for row in rows
        ]
        return Calendar(items=items, position=position)

    def all_series(
        self, principal: Principal, wanted: SeriesFilter, *, older_than: int | None, limit: int
    ) -> SeriesPage:
        """Series that the caller may see, the newest first; raises `Forbidden`."""
        with self._database.read() as connection:
            condition = visible(principal, SERIES)
            rows = series.page(connection, condition, wanted, older_than=older_than, limit=limit)
            position = _position(connection, series.VIEW)
            named = {id for row in rows for id in named_in(row.state)}
            texts = [
                (row.series, one) for row in rows for one in (row.state.place, row.state.reason)
            ]
            around = self._around(connection, named, texts)
        items = [self._seen_series(row.series, row.version, row.state, around) for row in rows]
        return SeriesPage(items=items, opened=[row.opened for row in rows], position=position)

    def sessions(
        self, principal: Principal, id: UUID, *, before: int | None, limit: int
    ) -> Sessions:
        """What the sessions of a series came to; raises `NotFound`."""
        with self._database.read() as connection:
            role_seeing(connection, principal, folded(connection, streams.SERIES, id).state)
            rows = meeting.sessions(connection, id, before=before, limit=limit)
            closures = matter.closures(connection, [row.meeting for row in rows])
            return Sessions(
                items=[
                    SeenSession(row=row, closure=closures.get(row.meeting, Closure()))
                    for row in rows
                ],
                attendance=meeting.attendance(connection, id),
                closure=matter.closure_of(connection, id),
                position=_position(connection, meeting.VIEW, matter.VIEW),
            )

    def place_of(self, principal: Principal, id: UUID) -> str | None:
        """Where a series meets; None where that can no longer be opened. Raises `NotFound`."""
        seen = self.series(principal, id)
        return seen.around.texts.of(seen.state.place)

    def vocabulary(self) -> Vocabulary:
        """The newest vocabulary, for labels."""
        with self._database.read() as connection:
            return self._vocabularies.newest(connection)

    def _seen_series(
        self, id: UUID, version: int, state: SeriesState, around: Around
    ) -> SeenSeries:
        following = None if state.ended else next_at(state, self._now())
        return SeenSeries(id=id, version=version, state=state, next_at=following, around=around)

    def _around(
        self,
        connection: Connection,
        named: Iterable[UUID],
        texts: Iterable[tuple[UUID, Sealed | None]],
    ) -> Around:
        present = [(stream, one) for stream, one in texts if one is not None]
        opened = self._opener.texts(present)
        # A nonce is never used twice, so that it tells one ciphertext from all others.
        by_nonce = {one.nonce: text for (_, one), text in zip(present, opened, strict=True)}
        return Around(
            names=directory.names(connection, named),
            vocabulary=self._vocabularies.newest(connection),
            texts=Texts(by_nonce),
        )


def _position(connection: Connection, *views: View[Any]) -> int:
    """How far those views have come that are the furthest behind."""
    reached = cursors(connection)
    return min(reached.get(view.id, 0) for view in views)
