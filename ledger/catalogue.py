"""The catalogue: every stored name, its newest version, its shape, and how older ones read.

To add an event: a class in `domain/…/events.py`, a line in `ENTRIES`, a golden file in
`tests/golden/`. To change one: raise its version and add an upcaster
from the old one in `upcasters.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

import domain.ballot.events as ballot
import domain.body.events as body
import domain.calendar.events as calendar
import domain.case.events as case
import domain.election.events as election
import domain.grid.events as grid
import domain.inquiry.events as inquiry
import domain.issue.events as issue
import domain.ledger.events as ledger
import domain.meeting.events as meeting
import domain.method.events as method
import domain.metric.events as metric
import domain.notice.events as notice
import domain.organisation.events as organisation
import domain.person.events as person
import domain.project.events as project
import domain.questionnaire.events as questionnaire
import domain.rating.events as rating
import domain.referral.events as referral
import domain.register.events as register
import domain.retention.events as retention
import domain.series.events as series
import domain.undertaking.events as undertaking
import domain.visit.events as visit
import domain.vocabulary.events as vocabulary
from domain.actor import Actor
from domain.moment import Moment
from ledger.envelope import Recorded, Row, pack, unpack
from ledger.upcasters import UPCASTERS, Upcaster


class UnknownEvent(Exception):
    """A stored name or version that this program does not know: a newer one has written."""


class DamagedEvent(Exception):
    """A stored state that does not read as what its name says: somebody has changed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its stored name, its newest version and its shape."""

    name: str
    version: int
    shape: type


ENTRIES: Sequence[Entry] = (
    Entry("ledger.opened", 1, ledger.Opened),
    Entry("ledger.key-adopted", 1, ledger.KeyAdopted),
    Entry("vocabulary.published", 1, vocabulary.Published),
    Entry("method.published", 1, method.Published),
    Entry("calendar.published", 1, calendar.Published),
    Entry("metric.published", 1, metric.Published),
    Entry("retention.published", 1, retention.Published),
    Entry("body.registered", 1, body.Registered),
    Entry("body.compound-added", 1, body.CompoundAdded),
    Entry("body.seat-filled", 2, body.SeatFilled),
    Entry("body.seat-vacated", 2, body.SeatVacated),
    Entry("body.method-adopted", 2, body.MethodAdopted),
    Entry("body.hours-set", 1, body.HoursSet),
    Entry("body.report-drawn", 1, body.ReportDrawn),
    Entry("organisation.registered", 1, organisation.Registered),
    Entry("person.registered", 1, person.Registered),
    Entry("person.disclosed", 1, person.Disclosed),
    Entry("person.restricted", 1, person.Restricted),
    Entry("person.erased", 1, person.Erased),
    Entry("issue.reported", 5, issue.Reported),
    Entry("issue.linked", 1, issue.Linked),
    Entry("issue.attached", 1, issue.Attached),
    Entry("issue.triaged", 3, issue.Triaged),
    Entry("issue.transferred", 4, issue.Transferred),
    Entry("issue.published", 1, issue.Published),
    Entry("issue.publication-withdrawn", 1, issue.PublicationWithdrawn),
    Entry("issue.declined", 1, issue.Declined),
    Entry("issue.decline-overruled", 1, issue.DeclineOverruled),
    Entry("issue.withdrawn", 1, issue.Withdrawn),
    Entry("issue.reporter-detached", 1, issue.ReporterDetached),
    Entry("issue.reporter-erased", 1, issue.ReporterErased),
    Entry("issue.texts-erased", 1, issue.TextsErased),
    Entry("issue.dispatched", 1, issue.Dispatched),
    Entry("issue.acknowledged", 1, issue.Acknowledged),
    Entry("issue.dispatch-completed", 1, issue.DispatchCompleted),
    Entry("issue.return-requested", 1, issue.ReturnRequested),
    Entry("issue.return-granted", 1, issue.ReturnGranted),
    Entry("issue.return-refused", 1, issue.ReturnRefused),
    Entry("issue.dispatch-recalled", 1, issue.DispatchRecalled),
    Entry("issue.responded", 1, issue.Responded),
    Entry("issue.replied", 1, issue.Replied),
    Entry("issue.keeper-named", 1, issue.KeeperNamed),
    Entry("issue.urged", 1, issue.Urged),
    Entry("issue.supervised", 1, issue.Supervised),
    Entry("issue.escalated", 2, issue.Escalated),
    Entry("issue.handed-down", 1, issue.HandedDown),
    Entry("issue.referral-made", 1, issue.ReferralMade),
    Entry("issue.referral-ended", 1, issue.ReferralEnded),
    Entry("issue.clock-paused", 1, issue.ClockPaused),
    Entry("issue.clock-resumed", 1, issue.ClockResumed),
    Entry("issue.deadline-extended", 1, issue.DeadlineExtended),
    Entry("issue.deadline-warned", 1, issue.DeadlineWarned),
    Entry("issue.deadline-missed", 1, issue.DeadlineMissed),
    Entry("issue.deadline-recalculated", 1, issue.DeadlineRecalculated),
    Entry("issue.merged", 1, issue.Merged),
    Entry("issue.unmerged", 1, issue.Unmerged),
    Entry("issue.absorbed", 1, issue.Absorbed),
    Entry("issue.released", 1, issue.Released),
    Entry("issue.meeting-noted", 2, issue.MeetingNoted),
    Entry("issue.checked", 1, issue.Checked),
    Entry("issue.proposal-tabled", 2, issue.ProposalTabled),
    Entry("issue.position-taken", 1, issue.PositionTaken),
    Entry("issue.negotiated", 1, issue.Negotiated),
    Entry("issue.negotiation-failed", 1, issue.NegotiationFailed),
    Entry("issue.negotiation-reopened", 1, issue.NegotiationReopened),
    Entry("issue.ballot-called", 1, issue.BallotCalled),
    Entry("issue.ballot-ended", 1, issue.BallotEnded),
    Entry("issue.approved", 2, issue.Approved),
    Entry("issue.rejected", 2, issue.Rejected),
    Entry("issue.variation-approved", 2, issue.VariationApproved),
    Entry("issue.approval-annulled", 1, issue.ApprovalAnnulled),
    Entry("issue.approval-voided", 1, issue.ApprovalVoided),
    Entry("issue.work-started", 1, issue.WorkStarted),
    Entry("issue.progress-noted", 1, issue.ProgressNoted),
    Entry("issue.funds-pledged", 1, issue.FundsPledged),
    Entry("issue.funds-received", 1, issue.FundsReceived),
    Entry("issue.funds-spent", 1, issue.FundsSpent),
    Entry("issue.funds-returned", 1, issue.FundsReturned),
    Entry("issue.cost-allocated", 1, issue.CostAllocated),
    Entry("issue.share-paid", 1, issue.SharePaid),
    Entry("issue.account-rendered", 1, issue.AccountRendered),
    Entry("issue.safety-secured", 1, issue.SafetySecured),
    Entry("issue.emergency-consented", 1, issue.EmergencyConsented),
    Entry("issue.price-reviewed", 1, issue.PriceReviewed),
    Entry("issue.done", 2, issue.Done),
    Entry("issue.revisit-attempted", 2, issue.RevisitAttempted),
    Entry("issue.revisited", 1, issue.Revisited),
    Entry("issue.rework-ordered", 1, issue.ReworkOrdered),
    Entry("issue.reopened", 1, issue.Reopened),
    Entry("issue.concluded", 1, issue.Concluded),
    Entry("register.begun", 1, register.Begun),
    Entry("register.import-begun", 1, register.ImportBegun),
    Entry("register.units-entered", 1, register.UnitsEntered),
    Entry("register.import-abandoned", 1, register.ImportAbandoned),
    Entry("register.adopted", 1, register.Adopted),
    Entry("register.corrected", 1, register.Corrected),
    Entry("register.published", 1, register.Published),
    Entry("register.objection-raised", 1, register.ObjectionRaised),
    Entry("register.objection-answered", 1, register.ObjectionAnswered),
    Entry("register.roll-taken", 1, register.RollTaken),
    Entry("register.roll-released", 1, register.RollReleased),
    Entry("register.election-begun", 1, register.ElectionBegun),
    Entry("register.election-ended", 1, register.ElectionEnded),
    Entry("register.procedure-filed", 1, register.ProcedureFiled),
    Entry("register.authorisation-granted", 1, register.AuthorisationGranted),
    Entry("register.authorisation-drawn", 1, register.AuthorisationDrawn),
    Entry("register.authorisation-returned", 1, register.AuthorisationReturned),
    Entry("register.authorisation-revoked", 1, register.AuthorisationRevoked),
    Entry("ballot.opened", 1, ballot.Opened),
    Entry("ballot.roll-listed", 1, ballot.RollListed),
    Entry("ballot.paper-delivered", 1, ballot.PaperDelivered),
    Entry("ballot.vote-cast", 1, ballot.VoteCast),
    Entry("ballot.vote-voided", 1, ballot.VoteVoided),
    Entry("ballot.result-imported", 1, ballot.ResultImported),
    Entry("ballot.parts-counted", 1, ballot.PartsCounted),
    Entry("ballot.closed", 1, ballot.Closed),
    Entry("ballot.cancelled", 1, ballot.Cancelled),
    Entry("ballot.annulled", 1, ballot.Annulled),
    Entry("ballot.challenged", 1, ballot.Challenged),
    Entry("ballot.challenge-answered", 1, ballot.ChallengeAnswered),
    Entry("election.group-formed", 1, election.GroupFormed),
    Entry("election.nominated", 1, election.Nominated),
    Entry("election.vetted", 1, election.Vetted),
    Entry("election.candidate-withdrew", 1, election.CandidateWithdrew),
    Entry("election.candidates-published", 1, election.CandidatesPublished),
    Entry("election.ballot-called", 1, election.BallotCalled),
    Entry("election.ballot-ended", 1, election.BallotEnded),
    Entry("election.filed", 1, election.Filed),
    Entry("election.abandoned", 1, election.Abandoned),
    Entry("meeting.called", 1, meeting.Called),
    Entry("meeting.rescheduled", 1, meeting.Rescheduled),
    Entry("meeting.cancelled", 1, meeting.Cancelled),
    Entry("meeting.point-added", 1, meeting.PointAdded),
    Entry("meeting.matter-taken", 1, meeting.MatterTaken),
    Entry("meeting.held", 1, meeting.Held),
    Entry("meeting.point-concluded", 1, meeting.PointConcluded),
    # questionnaires and ratings
    Entry("questionnaire.opened", 1, questionnaire.Opened),
    Entry("questionnaire.answered", 1, questionnaire.Answered),
    Entry("questionnaire.answer-taken", 1, questionnaire.AnswerTaken),
    Entry("questionnaire.answer-voided", 1, questionnaire.AnswerVoided),
    Entry("questionnaire.prolonged", 1, questionnaire.Prolonged),
    Entry("rating.roster-set", 1, rating.RosterSet),
    Entry("rating.year-end-opened", 1, rating.YearEndOpened),
    Entry("rating.given", 1, rating.Given),
    Entry("series.founded", 1, series.Founded),
    Entry("series.session-called", 1, series.SessionCalled),
    Entry("series.ended", 1, series.Ended),
    # referrals, inquiries, the library of cases, grids
    Entry("referral.made", 1, referral.Made),
    Entry("referral.accepted", 1, referral.Accepted),
    Entry("referral.advised", 1, referral.Advised),
    Entry("referral.concluded", 1, referral.Concluded),
    Entry("inquiry.asked", 1, inquiry.Asked),
    Entry("inquiry.answered", 1, inquiry.Answered),
    Entry("inquiry.expert-asked", 1, inquiry.ExpertAsked),
    Entry("inquiry.commented", 1, inquiry.Commented),
    Entry("inquiry.closed", 1, inquiry.Closed),
    Entry("case.told", 1, case.Told),
    Entry("case.retold", 1, case.Retold),
    Entry("case.withdrawn", 1, case.Withdrawn),
    Entry("grid.drawn", 1, grid.Drawn),
    Entry("grid.cells-added", 1, grid.CellsAdded),
    Entry("grid.head-named", 1, grid.HeadNamed),
    Entry("project.begun", 1, project.Begun),
    Entry("project.part-added", 1, project.PartAdded),
    Entry("project.part-planned", 1, project.PartPlanned),
    Entry("project.step-reached", 1, project.StepReached),
    Entry("project.step-revoked", 1, project.StepRevoked),
    Entry("project.part-dropped", 1, project.PartDropped),
    Entry("project.upkeep-noted", 1, project.UpkeepNoted),
    Entry("project.closed", 1, project.Closed),
    # undertakings
    Entry("undertaking.begun", 1, undertaking.Begun),
    Entry("undertaking.joined", 1, undertaking.Joined),
    Entry("undertaking.left", 1, undertaking.Left),
    Entry("undertaking.step-reached", 1, undertaking.StepReached),
    Entry("undertaking.step-revoked", 1, undertaking.StepRevoked),
    Entry("undertaking.line-added", 1, undertaking.LineAdded),
    Entry("undertaking.line-moved", 1, undertaking.LineMoved),
    Entry("undertaking.counted", 1, undertaking.Counted),
    Entry("undertaking.recounted", 1, undertaking.Recounted),
    Entry("undertaking.text-adopted", 1, undertaking.TextAdopted),
    Entry("undertaking.linked", 1, undertaking.Linked),
    Entry("undertaking.ended", 1, undertaking.Ended),
    # door visits
    Entry("visit.planned", 1, visit.Planned),
    Entry("visit.doors-listed", 1, visit.DoorsListed),
    Entry("visit.door-dropped", 1, visit.DoorDropped),
    Entry("visit.assigned", 1, visit.Assigned),
    Entry("visit.round-begun", 1, visit.RoundBegun),
    Entry("visit.attempted", 1, visit.Attempted),
    Entry("visit.found", 1, visit.Found),
    Entry("visit.finding-taken", 1, visit.FindingTaken),
    Entry("visit.changes-passed", 1, visit.ChangesPassed),
    Entry("visit.closed", 1, visit.Closed),
    Entry("notice.drawn-up", 1, notice.DrawnUp),
    Entry("notice.put-up", 1, notice.PutUp),
    Entry("notice.taken-down", 1, notice.TakenDown),
    Entry("notice.withdrawn", 1, notice.Withdrawn),
)


class Catalogue:
    """Encodes and decodes events by their stored names."""

    def __init__(
        self, entries: Sequence[Entry], upcasters: Mapping[tuple[str, int], Upcaster]
    ) -> None:
        self._by_name = {entry.name: entry for entry in entries}
        self._by_shape = {entry.shape: entry for entry in entries}
        self._decoders: Mapping[str, msgspec.json.Decoder[object]] = {
            e.name: msgspec.json.Decoder(e.shape) for e in entries
        }
        self._encoder = msgspec.json.Encoder()
        self._upcasters = upcasters

    @property
    def entries(self) -> Sequence[Entry]:
        """Every known event."""
        return tuple(self._by_name.values())

    def name_of(self, shape: type) -> str:
        """The stored name of an event class; `UnknownEvent` where it has none."""
        if shape not in self._by_shape:
            raise UnknownEvent(shape.__name__)
        return self._by_shape[shape].name

    def encode(
        self, event: object, *, occurred_at: Moment, by: Actor, correlation: UUID, command: UUID
    ) -> tuple[str, bytes]:
        """(topic, stored state) of an event; raises `EventTooLarge`."""
        topic = self.name_of(type(event))
        state = pack(
            v=self._by_name[topic].version,
            occurred_at=occurred_at,
            by=by,
            correlation=correlation,
            command=command,
            data=self._encoder.encode(event),
        )
        return topic, state

    def decode(self, row: Row) -> Recorded[object]:
        """The event in *row*.

        Raises `UnknownEvent` for what a newer program wrote, `DamagedEvent` for what none did.
        """
        try:
            return self._decode(row)
        except msgspec.MsgspecError as error:
            raise DamagedEvent(f"the event at position {row.position} cannot be read") from error

    def _decode(self, row: Row) -> Recorded[object]:
        envelope = unpack(row.state)
        return Recorded(
            position=row.position,
            stream=row.stream,
            version=row.version,
            topic=row.topic,
            at=row.at,
            occurred_at=Moment(envelope.occurred_at),
            by=envelope.by,
            correlation=envelope.correlation,
            command=envelope.command,
            event=self._data(row.topic, envelope.v, envelope.data),
        )

    def _data(self, topic: str, version: int, data: msgspec.Raw) -> object:
        entry = self._by_name.get(topic)
        if entry is None or version > entry.version:
            raise UnknownEvent(f"{topic} v{version}")
        if version < entry.version:
            data = self._upcast(entry, version, data)
        return self._decoders[topic].decode(data)

    def _upcast(self, entry: Entry, version: int, data: msgspec.Raw) -> msgspec.Raw:
        plain = msgspec.json.decode(data, type=dict[str, object])
        for step in range(version, entry.version):
            upcaster = self._upcasters.get((entry.name, step))
            if upcaster is None:
                raise UnknownEvent(f"{entry.name} v{step}: there is no upcaster")
            plain = upcaster(plain)
        return msgspec.Raw(self._encoder.encode(plain))


CATALOGUE = Catalogue(ENTRIES, UPCASTERS)
