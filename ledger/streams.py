"""Streams: which kinds there are, and a state folded from one."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection

import domain.ballot.events as ballot_events
import domain.ballot.state as ballot
import domain.body.state as body
import domain.calendar.events as calendar_events
import domain.calendar.state as calendar
import domain.case.events as case_events
import domain.case.state as case
import domain.election.events as election_events
import domain.election.state as election
import domain.grid.events as grid_events
import domain.grid.state as grid
import domain.inquiry.events as inquiry_events
import domain.inquiry.state as inquiry
import domain.issue.evolve as issue
import domain.ledger.events as ledger_events
import domain.ledger.state as ledger
import domain.meeting.events as meeting_events
import domain.meeting.state as meeting
import domain.method.events as method_events
import domain.method.state as method
import domain.metric.events as metric_events
import domain.metric.state as metric
import domain.notice.events as notice_events
import domain.notice.state as notice
import domain.organisation.events as organisation_events
import domain.organisation.state as organisation
import domain.person.state as person
import domain.project.events as project_events
import domain.project.state as project
import domain.questionnaire.events as questionnaire_events
import domain.questionnaire.state as questionnaire
import domain.rating.events as rating_events
import domain.rating.state as rating
import domain.referral.events as referral_events
import domain.referral.state as referral
import domain.register.events as register_events
import domain.register.state as register
import domain.retention.events as retention_events
import domain.retention.state as retention
import domain.series.events as series_events
import domain.series.state as series
import domain.undertaking.events as undertaking_events
import domain.undertaking.state as undertaking
import domain.visit.events as visit_events
import domain.visit.state as visit
import domain.vocabulary.events as vocabulary_events
import domain.vocabulary.state as vocabulary
from domain.history import Stamp
from domain.issue.state import IssueState
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_stream, read_streams
from ledger.pulse import Pulse

S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Kind(Generic[S, E]):
    """A kind of stream: the prefix of its stored names, and how its state is folded."""

    name: str
    evolve: Callable[[S | None, E, Stamp], S]

    def owns(self, topic: str) -> bool:
        """Whether a stored name belongs to this kind."""
        return topic.partition(".")[0] == self.name


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A state and the version of the stream that it was folded from."""

    state: S
    version: int


LEDGER: Kind[ledger.LedgerState, ledger_events.LedgerEvent] = Kind("ledger", ledger.evolve)
VOCABULARY: Kind[vocabulary.VocabularyState, vocabulary_events.Published] = Kind(
    "vocabulary", vocabulary.evolve
)
METHOD: Kind[method.MethodState, method_events.Published] = Kind("method", method.evolve)
CALENDAR: Kind[calendar.CalendarState, calendar_events.Published] = Kind(
    "calendar", calendar.evolve
)
METRIC: Kind[metric.MetricState, metric_events.Published] = Kind("metric", metric.evolve)
RETENTION: Kind[retention.RetentionState, retention_events.Published] = Kind(
    "retention", retention.evolve
)
BODY: Kind[body.BodyState, body.BodyEvent] = Kind("body", body.evolve)
ORGANISATION: Kind[organisation.OrganisationState, organisation_events.Registered] = Kind(
    "organisation", organisation.evolve
)
PERSON: Kind[person.PersonState, person.PersonEvent] = Kind("person", person.evolve)
ISSUE: Kind[IssueState, issue.IssueEvent] = Kind("issue", issue.evolve)
# projects and notices
PROJECT: Kind[project.ProjectState, project_events.ProjectEvent] = Kind("project", project.evolve)
UNDERTAKING: Kind[undertaking.UndertakingState, undertaking_events.UndertakingEvent] = Kind(
    "undertaking", undertaking.evolve
)
NOTICE: Kind[notice.NoticeState, notice_events.NoticeEvent] = Kind("notice", notice.evolve)
# referrals, inquiries, the library of cases, grids
REFERRAL: Kind[referral.ReferralState, referral_events.ReferralEvent] = Kind(
    "referral", referral.evolve
)
INQUIRY: Kind[inquiry.InquiryState, inquiry_events.InquiryEvent] = Kind("inquiry", inquiry.evolve)
CASE: Kind[case.CaseState, case_events.CaseEvent] = Kind("case", case.evolve)
GRID: Kind[grid.GridState, grid_events.GridEvent] = Kind("grid", grid.evolve)
# door visits
VISIT: Kind[visit.VisitState, visit_events.VisitEvent] = Kind("visit", visit.evolve)
MEETING: Kind[meeting.MeetingState, meeting_events.MeetingEvent] = Kind("meeting", meeting.evolve)
SERIES: Kind[series.SeriesState, series_events.SeriesEvent] = Kind("series", series.evolve)
REGISTER: Kind[register.RegisterState, register_events.RegisterEvent] = Kind(
    "register", register.evolve
)
BALLOT: Kind[ballot.BallotState, ballot_events.BallotEvent] = Kind("ballot", ballot.evolve)
# questionnaires and ratings
QUESTIONNAIRE: Kind[questionnaire.QuestionnaireState, questionnaire_events.QuestionnaireEvent] = (
    Kind("questionnaire", questionnaire.evolve)
)
RATING: Kind[rating.RatingState, rating_events.RatingEvent] = Kind("rating", rating.evolve)
ELECTION: Kind[election.ElectionState, election_events.ElectionEvent] = Kind(
    "election", election.evolve
)


def fold(
    kind: Kind[S, E], before: Folded[S] | None, events: Iterable[Recorded[object]]
) -> Folded[S] | None:
    """The state after *events*, which all belong to one stream of that kind."""
    current = before
    for recorded in events:
        state = kind.evolve(
            current.state if current else None, cast(E, recorded.event), recorded.stamp
        )
        current = Folded(state, recorded.version)
    return current


def load(connection: Connection, kind: Kind[S, E], stream: UUID) -> Folded[S] | None:
    """The state of a stream, None where there is none or it is of another kind."""
    rows = read_stream(connection, stream)
    if not rows or not kind.owns(rows[0].topic):
        return None
    return fold(kind, None, map(CATALOGUE.decode, rows))


def load_many(
    connection: Connection, streams: Collection[UUID]
) -> Mapping[UUID, tuple[str, Folded[Any]]]:
    """The states of some streams of any kind, each with its kind's name; in one look-up."""
    found: dict[UUID, tuple[str, Folded[Any]]] = {}
    pulse = Pulse(connection)
    for stream, rows in groupby(read_streams(connection, streams), key=lambda row: row.stream):
        events = [CATALOGUE.decode(row) for row in pulse.along(rows)]
        kind = kind_of(events[0].topic)
        folded = fold(kind, None, pulse.along(events))
        if folded is not None:
            found[stream] = (kind.name, folded)
    return found


def kind_of(topic: str) -> Kind[Any, Any]:
    """The kind of stream that a stored name belongs to."""
    return _KINDS[topic.partition(".")[0]]


def kind_named(name: str) -> Kind[Any, Any] | None:
    """The kind of that name; None where no stream is of such a kind."""
    return _KINDS.get(name)


_KINDS: Mapping[str, Kind[Any, Any]] = {
    kind.name: kind
    for kind in (
        LEDGER,
        VOCABULARY,
        METHOD,
        CALENDAR,
        METRIC,
        RETENTION,
        BODY,
        ORGANISATION,
        PERSON,
        ISSUE,
        REGISTER,
        BALLOT,
        ELECTION,
        QUESTIONNAIRE,
        RATING,
        REFERRAL,
        INQUIRY,
        CASE,
        GRID,
        MEETING,
        SERIES,
        PROJECT,
        UNDERTAKING,
        VISIT,
        NOTICE,
    )
}
