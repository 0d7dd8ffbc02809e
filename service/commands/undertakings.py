"""Undertakings (共治事项): begun, gone step by step, made of lines, linked, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.moment import Moment, happened
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from domain.undertaking import beginning, ending, lines, linking, stepping
from domain.undertaking.beginning import Wanted, WantedMeasure
from domain.undertaking.events import LinkKind, Recurrence, UndertakingEvent
from domain.undertaking.state import UndertakingState
from ledger.streams import PERSON, UNDERTAKING, Folded, kind_named
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.intake import vocabulary
from service.commands.issue_command import seen_issue
from service.commands.stream_command import DatedCommand, committee_of, reach_of
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class UndertakingCommand(DatedCommand):
    """A command on one undertaking."""

    action: ClassVar[Action] = Action.UNDERTAKING_KEEP
    view: ClassVar[Action] = Action.UNDERTAKING_VIEW

    undertaking: UUID

    @property
    def stream(self) -> UUID:
        """The undertaking's."""
        return self.undertaking

    def found(self, work: Work) -> tuple[Folded[UndertakingState], Reach] | None:
        """The undertaking, and whom it concerns."""
        folded = work.get(UNDERTAKING, self.undertaking)
        if folded is None:
            return None
        return folded, reach_of(work, folded.state.committee, folded.state.compound)

    def state(self, work: Work) -> UndertakingState:
        """The undertaking as this command has made it so far."""
        return work.require(UNDERTAKING, self.undertaking).state

    def record(self, work: Work, events: Sequence[UndertakingEvent], when: Moment) -> None:
        """Append with the time at which it happened."""
        work.append(UNDERTAKING, self.undertaking, events, occurred_at=when)

    def sealed_of(
        self, work: Work, person: UUID | None, field: str, text: str | None
    ) -> Sealed | None:
        """A text, with the key of the person whom it tells of, or else the stream's own."""
        if text is None or person is None:
            return self.sealed_if(work, field, text)
        return work.seal(KeyScope.PERSON, person, self.undertaking, field, text)


def require_person(work: Work, person: UUID | None) -> None:
    """Refused: `unknown-person`, and who is let go is put to no new use."""
    if person is None:
        return
    if work.get(PERSON, person) is None:
        raise Refused(Code.UNKNOWN_PERSON)
    work.require_kept(person)


def require_party(work: Work, party: UUID | None, committee: UUID) -> None:
    """Refused: `unknown-organisation`."""
    if party is not None and not work.knows_party(party, committee):
        raise Refused(Code.UNKNOWN_ORGANISATION)


def with_person(stream: Sequence[Subject], person: UUID | None) -> Sequence[Subject]:
    """The subjects of a command that also tells of a person."""
    return stream if person is None else (*stream, (KeyScope.PERSON, person))


@dataclass(frozen=True, kw_only=True, repr=False)
class BeginUndertaking(UndertakingCommand):
    """It begins; `undertaking` is a new id. `credit` is the name to be told of its person."""

    committee: UUID
    compound: UUID | None = None
    kind: str
    name: str
    about: str | None = None
    measures: tuple[WantedMeasure, ...] | None = None
    first: date | None = None
    last: date | None = None
    recurrence: Recurrence | None = None
    person: UUID | None = None
    credit: str | None = None
    organisation: UUID | None = None
    above: UUID | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """The person whose it is, for what they say."""
        return with_person((), self.person)

    def newcomers(self) -> Sequence[Subject]:
        """The undertaking."""
        return ((KeyScope.STREAM, self.undertaking),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may begin something there, the policy says."""
        committee_of(work, self.committee)
        return Admission(reach=reach_of(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-person`, `unknown-organisation`."""
        require_person(work, self.person)
        require_party(work, self.organisation, self.committee)
        events = beginning.begin(
            committee_of(work, self.committee),
            wanted=self._wanted(work),
            vocabulary=vocabulary(work),
            above=None if self.above is None else work.state(UNDERTAKING, self.above),
        )
        self.record(work, events, self.happened(work))

    def _wanted(self, work: Work) -> Wanted:
        return Wanted(
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            name=self.name,
            about=self.sealed_of(work, self.person, "undertaking.begun/about", self.about),
            measures=self.measures,
            first=self.first,
            last=self.last,
            recurrence=self.recurrence,
            person=self.person,
            credit=self.sealed_of(work, self.person, "undertaking.begun/credit", self.credit),
            organisation=self.organisation,
            above=self.above,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class StepTaken:
    """One step, when it was reached (None: now), by which participant, and what shows it."""

    step: str
    occurred_at: Moment | None = None
    party: int | None = None
    evidence: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeSteps(UndertakingCommand):
    """One step, or several one after the other, as a paper register has them."""

    steps: tuple[StepTaken, ...]

    def run(self, work: Work) -> None:
        """Each on what the one before has made of it."""
        for taken in self.steps:
            state = self.state(work)
            events = stepping.reach(
                state,
                step=taken.step,
                party=taken.party,
                evidence=taken.evidence,
                note=self.sealed_if(work, "undertaking.step-reached/note", taken.note),
            )
            when = happened(taken.occurred_at, now=work.now, not_before=state.moved_at)
            self.record(work, events, when)


@dataclass(frozen=True, kw_only=True, repr=False)
class UndoStep(UndertakingCommand):
    """The newest step was not so."""

    step: str
    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        state = self.state(work)
        reason = self.sealed(work, "undertaking.step-revoked/reason", self.reason)
        events = stepping.revoke(state, step=self.step, reason=reason)
        self.record(work, events, self.happened(work, state.moved_at))


@dataclass(frozen=True, kw_only=True, repr=False)
class WantedLine:
    """A line, in clear."""

    text: str
    unit: str | None = None
    quantity: int | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class AddLines(UndertakingCommand):
    """Tasks, things, lessons; each under the next number."""

    lines: tuple[WantedLine, ...]

    def run(self, work: Work) -> None:
        """All of them or none."""
        known = vocabulary(work)
        for line in self.lines:
            state = self.state(work)
            events = lines.add_line(
                state,
                text=self.sealed(work, "undertaking.line-added/text", line.text),
                unit=line.unit,
                quantity=line.quantity,
                due=line.due,
                vocabulary=known,
            )
            self.record(work, events, self.happened(work, state.began_at))


@dataclass(frozen=True, kw_only=True, repr=False)
class MoveLine(UndertakingCommand):
    """A line comes to its next step: with whom it is then, and until when."""

    line: int
    step: str
    party: int | None = None
    due: date | None = None
    note: str | None = None

    def run(self, work: Work) -> None:
        """Not before what moved it last."""
        state = self.state(work)
        known = state.lines.get(self.line)
        when = self.happened(work, state.began_at if known is None else known.since)
        events = lines.move_line(
            state,
            line=self.line,
            step=self.step,
            party=self.party,
            due=self.due,
            note=self.sealed_if(work, "undertaking.line-moved/note", self.note),
            happened_at=when,
        )
        self.record(work, events, when)


@dataclass(frozen=True, kw_only=True, repr=False)
class LinkUndertaking(UndertakingCommand):
    """It, or one of its lines, has to do with that."""

    kind: LinkKind
    to: UUID
    line: int | None = None

    def run(self, work: Work) -> None:
        """To what there is in the same committee, and the caller may see."""
        state = self.state(work)
        found = self.to != self.undertaking and self._there(work, state.committee)
        events = linking.link(state, kind=self.kind, to=self.to, line=self.line, found=found)
        self.record(work, events, work.now)

    def _there(self, work: Work, committee: UUID) -> bool:
        if self.kind is LinkKind.ISSUE:
            seen = seen_issue(work, self.to)
            return seen is not None and seen[0].state.committee == committee
        kind = kind_named(self.kind)
        state = None if kind is None else work.state(kind, self.to)
        if state is None:
            return False
        of = state.opened if self.kind is LinkKind.BALLOT else state
        return bool(of.committee == committee)


@dataclass(frozen=True, kw_only=True, repr=False)
class EndUndertaking(UndertakingCommand):
    """It is over."""

    result: str | None = None

    def run(self, work: Work) -> None:
        """Not before its newest step."""
        state = self.state(work)
        result = self.sealed_if(work, "undertaking.ended/result", self.result)
        events = ending.end(state, result=result)
        self.record(work, events, self.happened(work, state.moved_at))
