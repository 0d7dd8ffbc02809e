"""Series of meetings: founding one, calling its sessions, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.meeting.events import Invited
from domain.moment import Moment
from domain.sealed import KeyScope
from domain.series import sessions
from domain.series.events import Rhythm
from domain.series.state import SeriesState
from ledger.streams import SERIES, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.meetings import (
    CallMeeting,
    ClearPoint,
    call_meeting,
    committee_reach,
    ground_of,
)
from service.commands.stream_command import StreamCommand, reach_of
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class FoundSeries(Command):
    """Meet by a rhythm; `series` is a new id."""

    action: ClassVar[Action] = Action.MEETING_KEEP

    series: UUID
    committee: UUID
    compound: UUID | None = None
    kind: str
    rhythm: Rhythm
    weekday: int
    minute: int
    place: str
    invited: tuple[Invited, ...] = ()

    def newcomers(self) -> Sequence[Subject]:
        """The series' texts have a key of their own."""
        return ((KeyScope.STREAM, self.series),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist."""
        return Admission(reach=committee_reach(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """Begin the stream."""
        scope, place = KeyScope.STREAM, "series.founded/place"
        events = sessions.found(
            ground_of(work, self.committee, self.invited),
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            rhythm=self.rhythm,
            weekday=self.weekday,
            minute=self.minute,
            place=work.seal(scope, self.series, self.series, place, self.place),
            invited=self.invited,
        )
        work.begin(SERIES, self.series, events)

    def made(self) -> UUID:
        """The series."""
        return self.series


@dataclass(frozen=True, kw_only=True, repr=False)
class SeriesCommand(StreamCommand):
    """A command on one series."""

    action: ClassVar[Action] = Action.MEETING_KEEP
    view: ClassVar[Action] = Action.MEETING_VIEW

    series: UUID

    @property
    def stream(self) -> UUID:
        """The series'."""
        return self.series

    def found(self, work: Work) -> tuple[Folded[SeriesState], Reach] | None:
        """The series, and whom it concerns."""
        folded = work.get(SERIES, self.series)
        return None if folded is None else (folded, series_reach(work, folded.state))


@dataclass(frozen=True, kw_only=True, repr=False)
class CallSession(SeriesCommand):
    """The next session, by the rhythm unless `at` says when; `meeting` is a new id."""

    meeting: UUID
    at: Moment | None = None
    place: str
    agenda: tuple[ClearPoint, ...] = ()

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """No text of the series is written."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The meeting's texts have a key of their own."""
        return ((KeyScope.STREAM, self.meeting),)

    def run(self, work: Work) -> None:
        """In the series and as a meeting; nobody can be asked to come to what has begun."""
        state = work.require(SERIES, self.series).state
        events = sessions.call_session(state, meeting=self.meeting, at=self.at, now=work.now)
        [called] = events
        meeting = CallMeeting(
            meeting=self.meeting,
            committee=state.committee,
            compound=state.compound,
            kind=state.kind,
            at=called.at,
            place=self.place,
            invited=state.invited if called.at > work.now else (),
            agenda=self.agenda,
        )
        call_meeting(work, meeting, series=self.series, session=called.session)
        work.append(SERIES, self.series, events)

    def made(self) -> UUID:
        """The meeting."""
        return self.meeting


@dataclass(frozen=True, kw_only=True, repr=False)
class EndSeries(SeriesCommand):
    """They meet by it no more."""

    reason: str | None = None

    def run(self, work: Work) -> None:
        """Sessions that were called stay as they are."""
        state = work.require(SERIES, self.series).state
        reason = self.sealed_if(work, "series.ended/reason", self.reason)
        work.append(SERIES, self.series, sessions.end(state, reason=reason))


def series_reach(work: Work, state: SeriesState) -> Reach:
    """Whom a series concerns: its parties are those who are asked to each session."""
    return replace(reach_of(work, state.committee, state.compound), parties=state.parties)
