"""One walk: what is decided from the report to the revisit, everybody doing what is asked.

It takes the rules as they are, so that a method which asks for what cannot be given gets stuck
here as an issue would.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from domain.actor import Actor
from domain.calendar.hours import Timetable
from domain.history import Stamp
from domain.issue import (
    answer,
    approval,
    balloting,
    demands,
    dispatch,
    intake,
    negotiation,
    record,
    revisit,
    works,
)
from domain.issue.checking import check
from domain.issue.events import Discovery, Outcome, RevisitKind, Satisfaction, Stance
from domain.issue.evolve import IssueEvent, evolve
from domain.issue.lifecycle import Status
from domain.issue.seats import pinned_seats, seats_decide
from domain.issue.state import IssueState
from domain.method.rules import BALLOT_RULES, MeetingRule, Step, Waiver
from domain.method.terms import Scale, Track
from domain.method.text import Method
from domain.moment import MINUTE, Moment
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary
from domain.walk import ground
from domain.walk.ground import CLERK, COMMITTEE, COMPOUND, SAID

PACE = 4 * MINUTE
"""Everybody acts at once: so much passes between two deeds."""

_ORDER = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One step of a walk: what was recorded, when, and what the issue came to."""

    at: Moment
    event: IssueEvent
    state: IssueState


class Stuck(Exception):
    """Nobody can go on: at this status, on the way to `step`, the rules refuse."""

    def __init__(self, status: Status | None, step: Step, refused: Refused) -> None:
        super().__init__(f"{step}: {refused.code}")
        self.status, self.step, self.refused = status, step, refused


@dataclass(slots=True)
class Walk:
    """An issue under way; `taken` is what has happened."""

    method: Method
    vocabulary: Vocabulary
    timetable: Timetable
    now: Moment
    scale: Scale
    track: Track
    taken: list[Taken] = field(default_factory=list)

    @property
    def state(self) -> IssueState:
        """Where it stands."""
        return self.taken[-1].state

    def go(self) -> Sequence[Taken]:
        """From the report to the revisit; raises `Stuck`."""
        legs: Sequence[tuple[Step, Callable[[], None]]] = (
            (Step.REPORTED, self._come_in),
            (Step.NEGOTIATED, self._agree),
            (Step.APPROVED, self._approve),
            (Step.DONE, self._finish),
            (Step.REVISITED, self._ask),
        )
        for step, leg in legs:
            try:
                leg()
            except Refused as refused:
                status = self.taken[-1].state.status if self.taken else None
                raise Stuck(status, step, refused) from refused
        return self.taken

    def _come_in(self) -> None:
        facts = intake.ReportFacts(
            committee=ground.committee(self.vocabulary),
            method=self.method,
            vocabulary=self.vocabulary,
            number="WALK-000001",
            timetable=self.timetable,
        )
        reported = intake.report(
            facts,
            committee=COMMITTEE,
            compound=COMPOUND,
            address=None,
            sites=(),
            channel=self.method.channels[0],
            discovery=Discovery.TOLD,
            confidential=False,
            reporter=ground.REPORTER,
            category=self._category,
            summary=None,
            words=SAID,
        )
        self._add(reported)
        self._add(answer.respond(self.state, message=SAID))
        self._add(self._triaged())
        for register in self.method.rules.registers[: self.method.rules.registers_needed]:
            self._add(record.attach(self.state, register=register))

    def _agree(self) -> None:
        if not self._talks:
            return
        self._satisfy(Step.NEGOTIATED)
        body = ground.committee(self.vocabulary)
        tabled = negotiation.table_proposal(
            self.state,
            self.vocabulary,
            pinned_seats(body, COMPOUND, self.method.rules.seats),
            plan=SAID,
            sites=(),
            outputs=(),
            budget=0,
            lines=(),
            by_superior=False,
        )
        self._add(tabled)
        for seat in self.method.rules.seats:
            self._add(self._position(seat))

    def _approve(self) -> None:
        if self.track is Track.FAST:
            return
        if self._waived(Waiver.APPROVAL):
            self._begin()
        self._satisfy(Step.APPROVED)
        if self.state.status is Status.NEGOTIATED and self._by_ballot:
            self._vote()
            return
        seats = self.state.status is Status.NEGOTIATED and seats_decide(self.state)
        confirms = self.state.status is Status.REPORTED and bool(self.method.rules.confirmed_by)
        decided = approval.approve(
            self.state,
            by_superior=not (seats or confirms),
            confirms=confirms,
            note=None,
            certificate=None,
        )
        self._add(decided)

    def _finish(self) -> None:
        parties = ground.parties(self.method.rules.parties_needed)
        self._add(dispatch.dispatch(self.state, parties, parties=parties, note=None))
        if not self.state.works.started and self.track is not Track.FAST:
            self._begin()
        for party in parties:
            self._add(
                dispatch.complete_dispatch(self.state, party=party, note=None),
                ground.worker(party),
            )
        self._satisfy(Step.DONE)
        self._add(
            works.complete(
                self.state,
                self.vocabulary,
                outcome=Outcome.SOLVED,
                reply=SAID,
                outputs=(),
                cost=None,
            )
        )

    def _ask(self) -> None:
        self._satisfy(Step.REVISITED)
        heard = revisit.Answer(
            kind=RevisitKind.PHONE, resolved=True, satisfaction=Satisfaction.SATISFIED
        )
        events = revisit.revisit(self.state, by=ground.REVISITOR, answer=heard)
        self._add(events, ground.REVISITOR)

    def _satisfy(self, step: Step) -> None:
        """Hold what is asked before *step*, and check its points."""
        while (rule := demands.wanting_meeting(self.state, step)) is not None:
            self._add(self._met(rule, step))
        codes = demands.wanting_checks(self.state, step)
        if codes:
            self._add(check(self.state, step=step, codes=codes, note=None))

    def _met(self, rule: MeetingRule, step: Step) -> tuple[IssueEvent, ...]:
        """A meeting of a kind that can be held by now; stuck where there is none."""
        kinds = [kind for kind in rule.kinds if self._held_by_now(kind)]
        if not kinds:
            raise Refused(Code.MEETING_REQUIRED, step=step, kind=", ".join(rule.kinds))
        there = [ground.holder_of(self.vocabulary, seat) for seat in rule.seats]
        return negotiation.note_meeting(
            self.state,
            self.vocabulary,
            ground.committee(self.vocabulary),
            there,
            meeting=None,
            kind=kinds[0],
            attendees=there,
            minutes=SAID,
            outcome=None,
            opinions=(),
        )

    def _held_by_now(self, kind: str) -> bool:
        after = self.vocabulary.after.get(kind)
        return after is None or _ORDER.index(after) <= _ORDER.index(Step(self.state.status))

    def _triaged(self) -> tuple[IssueEvent, ...]:
        urgent = self.track is Track.EMERGENCY
        return intake.triage(
            self.state,
            self.method,
            self.vocabulary,
            category=self._category,
            scale=self.scale,
            track=self.track,
            summary=None,
            ground=SAID if urgent else None,
        )

    def _position(self, seat: str) -> tuple[IssueEvent, ...]:
        return negotiation.take_position(
            self.state,
            version=self.state.negotiation.versions,
            seat=seat,
            voice=ground.voice_of(self.vocabulary, seat),
            stance=Stance.AGREE,
            reason=None,
        )

    def _vote(self) -> None:
        rule = self.method.rules.approval
        called = balloting.call_ballot(self.state, ballot=ground.BALLOT, rule=rule, by_owners=True)
        self._add(called)
        passed = balloting.approve_by_ballot(self.state, ballot=ground.BALLOT, rule=rule, note=None)
        self._add(passed)

    def _begin(self) -> None:
        [party, *_] = ground.parties(1)
        begun = works.start_work(self.state, party=party, party_known=True, note=None)
        self._add(begun, ground.worker(party))

    @property
    def _category(self) -> str:
        return next(iter(self.vocabulary.categories))

    @property
    def _by_ballot(self) -> bool:
        waived = self._waived(Waiver.APPROVAL)
        return self.method.rules.approval in BALLOT_RULES and not waived

    @property
    def _talks(self) -> bool:
        return self.track is Track.NORMAL or (
            self.track is Track.EMERGENCY and not self._waived(Waiver.NEGOTIATION)
        )

    def _waived(self, stage: Waiver) -> bool:
        return self.track is Track.EMERGENCY and stage in self.method.rules.waives

    def _add(self, events: Iterable[IssueEvent], by: Actor = CLERK) -> None:
        for event in events:
            state = self.taken[-1].state if self.taken else None
            stamp = Stamp(at=self.now, occurred_at=self.now, by=by)
            folded = evolve(state, event, stamp)
            self.taken.append(Taken(at=self.now, event=event, state=folded))
        self.now = Moment(self.now + PACE)
