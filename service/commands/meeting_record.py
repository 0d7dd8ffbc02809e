"""What becomes of a meeting: its agenda, matters, session record, and what they came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.issue import negotiation
from domain.issue.erasure import require_texts
from domain.issue.events import ExpertOpinion, KeeperNamed, MeetingNoted
from domain.issue.keeping import hand_over, is_kept_by
from domain.issue.lifecycle import permits
from domain.issue.parts import Keeper
from domain.issue.state import IssueState
from domain.meeting import agenda, holding
from domain.meeting.events import Attendee, ItemOutcome, MeetingEvent, PanelOpinion
from domain.meeting.state import MeetingState
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from ledger.claims import MATTER
from ledger.streams import BODY, ISSUE, MEETING, PERSON
from service.commands.intake import vocabulary
from service.commands.meetings import (
    ClearPoint,
    MeetingCommand,
    MeetingDecision,
    issue_of,
    known_parties,
)
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearPanelOpinion:
    """What an expert said, in which role of the panel, in clear."""

    role: str
    expert: str
    opinion: str


@dataclass(frozen=True, kw_only=True, repr=False)
class AddPoint(MeetingDecision):
    """Another point comes onto the agenda."""

    point: ClearPoint

    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """An issue that the caller may not see is told as one that there is not."""
        topic = self.sealed_if(work, "meeting.point-added/item/topic", self.point.topic)
        wanted = agenda.Wanted(issue=self.point.issue, topic=topic)
        return agenda.add_point(state, issue_of(work, self.point.issue), wanted=wanted)


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeMatter(MeetingDecision):
    """Somebody came with a matter, which was reported as an issue; who was asked keeps it."""

    issue: UUID
    keeper: UUID
    person: UUID | None = None

    def run(self, work: Work) -> None:
        """In the meeting, and in the issue where somebody else kept it so far."""
        super().run(work)
        issue = work.require(ISSUE, self.issue).state
        work.append(ISSUE, self.issue, self._kept(issue))

    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """Refused beside the rule: `matter-taken` (an issue is taken in once), `unknown-person`."""
        events = agenda.take_matter(
            state,
            work.knows_party(self.keeper, state.committee),
            issue_of(work, self.issue),
            issue=self.issue,
            keeper=self.keeper,
            person=self.person,
            now=work.now,
        )
        if work.is_claimed(MATTER, "", str(self.issue)):
            raise Refused(Code.MATTER_TAKEN)
        if self.person is not None and work.get(PERSON, self.person) is None:
            raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(self.person)
        return events

    def _kept(self, issue: IssueState) -> Sequence[KeeperNamed]:
        """Nothing where the organisation, or that very person of it, keeps it already."""
        kept = issue.keeper == Keeper(organisation=self.keeper, person=self.person)
        if kept or (self.person is None and is_kept_by(issue, self.keeper)):
            return ()
        return hand_over(
            issue, organisation=self.keeper, person=self.person, known=True, by_organisation=None
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordSession(MeetingDecision):
    """It took place: who was there, and the minutes."""

    attendees: tuple[Attendee, ...] = ()
    public: int = 0
    minutes: str

    def occurred(self, state: MeetingState) -> Moment:
        """When it began, whenever it is typed in."""
        return state.at

    def decide(self, work: Work, state: MeetingState) -> Sequence[MeetingEvent]:
        """Whoever came is known to the register of organisations."""
        return holding.hold(
            state,
            vocabulary(work),
            known_parties(work, state.committee, (one.organisation for one in self.attendees)),
            attendees=self.attendees,
            public=self.public,
            minutes=self.sealed(work, "meeting.held/minutes", self.minutes),
            now=work.now,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class ConcludePoint(MeetingCommand):
    """What they came to on one point; an issue hears of it in the same transaction.

    Of an issue all texts are closed with the issue's key, in the meeting too. One that has gone to
    another committee since the agenda, or that the caller does not see, hears nothing: what was
    said of it stays in this meeting's record.
    """

    number: int
    outcome: ItemOutcome
    minutes: str | None = None
    conclusion: str
    opinions: tuple[ClearPanelOpinion, ...] = ()

    def run(self, work: Work) -> None:
        """The conclusion, and the note in the issue where it still takes one from here."""
        state = work.require(MEETING, self.meeting).state
        named = holding.point_to_conclude(state, self.number).issue
        issue = None if named is None else work.require(ISSUE, named).state
        if named is not None and issue is not None:
            require_texts(issue)
            work.need_keys([(KeyScope.ISSUE, named)])
            issue = self._at_hand(work, state, named)
        work.append(
            MEETING, self.meeting, self._concluded(work, state, named, issue), occurred_at=state.at
        )
        if named is not None and issue is not None and permits(MeetingNoted, issue.status):
            occurred = max(state.at, issue.began_at)
            work.append(ISSUE, named, self._noted(work, state, named, issue), occurred_at=occurred)

    def _at_hand(self, work: Work, state: MeetingState, named: UUID) -> IssueState | None:
        """The issue where it is still the meeting's to speak of; None elsewhere."""
        issue = issue_of(work, named)
        return issue if issue is not None and issue.committee == state.committee else None

    def _concluded(
        self, work: Work, state: MeetingState, named: UUID | None, issue: IssueState | None
    ) -> Sequence[MeetingEvent]:
        def sealed(field: str, text: str) -> Sealed:
            place = f"meeting.point-concluded/{field}"
            if named is None:
                return work.seal(KeyScope.STREAM, self.meeting, self.meeting, place, text)
            return work.seal(KeyScope.ISSUE, named, self.meeting, place, text)

        return holding.conclude(
            state,
            issue,
            number=self.number,
            outcome=self.outcome,
            minutes=None if self.minutes is None else sealed("minutes", self.minutes),
            conclusion=sealed("conclusion", self.conclusion),
            opinions=[
                PanelOpinion(
                    role=sealed(f"opinions/{index}/role", one.role),
                    expert=sealed(f"opinions/{index}/expert", one.expert),
                    opinion=sealed(f"opinions/{index}/opinion", one.opinion),
                )
                for index, one in enumerate(self.opinions)
            ],
        )

    def _noted(
        self, work: Work, state: MeetingState, named: UUID, issue: IssueState
    ) -> Sequence[MeetingNoted]:
        def sealed(field: str, text: str) -> Sealed:
            return work.seal(KeyScope.ISSUE, named, named, f"issue.meeting-noted/{field}", text)

        attendees = tuple(dict.fromkeys(one.organisation for one in state.attendees))
        return negotiation.note_meeting(
            issue,
            vocabulary(work),
            work.require(BODY, issue.committee).state,
            attendees,
            meeting=self.meeting,
            kind=state.kind,
            attendees=attendees,
            minutes=sealed("minutes", self.minutes or self.conclusion),
            outcome=sealed("outcome", self.conclusion),
            opinions=[
                ExpertOpinion(
                    expert=sealed(f"opinions/{index}/expert", f"{one.role} · {one.expert}"),
                    opinion=sealed(f"opinions/{index}/opinion", one.opinion),
                )
                for index, one in enumerate(self.opinions)
            ],
        )
