"""At a door: attempts, what was found there, what became of that, who opened a contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue.events import Discovery
from domain.person.events import Purpose
from domain.person.state import disclose
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from domain.visit import going
from domain.visit.events import DoorOutcome
from domain.visit.planning import require_door
from domain.visit.state import DoorState, VisitState
from ledger.streams import PERSON
from ledger.vault import Subject
from service.commands.intake import Contact, Report, phone_of, vocabulary
from service.commands.stream_command import reach_of
from service.commands.visits import VisitCommand
from service.errors import Forbidden
from service.policy import Action, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearFinding:
    """What was heard or seen, in clear."""

    topic: str
    change: str | None = None
    text: str


@dataclass(frozen=True, kw_only=True, repr=False)
class DoorCommand(VisitCommand):
    """A command at one door, also of those who were sent to it."""

    action: ClassVar[Action] = Action.VISIT_GO

    door: str

    def at(self, work: Work, state: VisitState) -> DoorState:
        """The door; one to which the caller was not sent is unknown to them."""
        known = require_door(state, self.door)
        if work.role is Role.HANDLER and not is_sent(known, work):
            raise Refused(Code.UNKNOWN_DOOR)
        work.require_kept(known.person)
        return known

    def find(self, work: Work, one: ClearFinding) -> None:
        """A finding, closed with the key of the person whose door it is, else the plan's."""
        state = self.state(work)
        events = going.find(
            state,
            vocabulary(work),
            door=self.door,
            topic=one.topic,
            change=one.change,
            text=self._text(work, state.doors[self.door].person, one.text),
        )
        self.record(work, events, state.earliest(state.doors[self.door]))

    def _text(self, work: Work, person: UUID | None, text: str) -> Sealed:
        place = "visit.found/text"
        if person is None:
            return self.sealed(work, place, text)
        work.need_keys([(KeyScope.PERSON, person)])
        return work.seal(KeyScope.PERSON, person, self.visit, place, text)


def is_sent(door: DoorState, work: Work) -> bool:
    """Whether the caller, or their organisation, was sent to that door."""
    who = work.principal
    in_person = who.person is not None and door.visitor == who.person
    return in_person or (who.organisation is not None and door.organisation == who.organisation)


@dataclass(frozen=True, kw_only=True, repr=False)
class Attempt(DoorCommand):
    """Somebody was at a door: what became of it, and what was found."""

    outcome: DoorOutcome
    note: str | None = None
    findings: tuple[ClearFinding, ...] = ()

    def run(self, work: Work) -> None:
        """The attempt, then each finding; whoever does it is the visitor."""
        state = self.state(work)
        door = self.at(work, state)
        events = going.attempt(
            state,
            door=self.door,
            visitor=work.principal.person,
            outcome=self.outcome,
            note=self.sealed_if(work, "visit.attempted/note", self.note),
        )
        self.record(work, events, state.earliest(door))
        for one in self.findings:
            self.find(work, one)


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteFinding(DoorCommand):
    """Something more was heard or seen at a door."""

    finding: ClearFinding

    def run(self, work: Work) -> None:
        """Also where nobody opened."""
        self.at(work, self.state(work))
        self.find(work, self.finding)


@dataclass(frozen=True, kw_only=True, repr=False)
class DiscloseDoor(DoorCommand):
    """Open the contact of the person whose door it is, on record in the person's stream."""

    purpose: Purpose

    def run(self, work: Work) -> None:
        """Refused: `no-contact` for a door that is a unit's, and what `disclose` refuses."""
        person = self.at(work, self.state(work)).person
        if person is None:
            raise Refused(Code.NO_CONTACT)
        by_party = work.role is Role.HANDLER
        known = work.state(PERSON, person)
        events = disclose(known, purpose=self.purpose, asker_is_party=by_party)
        work.append(PERSON, person, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class RaiseIssue(VisitCommand):
    """A finding becomes an issue, in one transaction; `issue` and `person` are new ids.

    It was found (主动发现) through a visit; what is reported is decided as for any report.
    """

    number: int
    issue: UUID
    person: UUID
    address: str | None = None
    channel: str = "visit"
    category: str | None = None
    summary: str | None = None
    words: str | None = None
    contact: Contact | None = None

    def newcomers(self) -> Sequence[Subject]:
        """The issue, and the reporter whose contact is given."""
        issue: Subject = (KeyScope.ISSUE, self.issue)
        return (issue, (KeyScope.PERSON, self.person)) if self.contact else (issue,)

    def phones(self) -> Mapping[UUID, str]:
        """The reporter's, where it is given."""
        return phone_of(self.person, self.contact)

    def run(self, work: Work) -> None:
        """Refused beside `take`: what a report is refused for."""
        state = self.state(work)
        reach = reach_of(work, state.committee, state.compound)
        if role_for(work.principal, Action.REPORT, reach) is None:
            raise Forbidden
        events = going.take(state, number=self.number, issue=self.issue)
        self._report(state).run(work)
        self.record(work, events)

    def _report(self, state: VisitState) -> Report:
        return Report(
            issue=self.issue,
            person=self.person,
            committee=state.committee,
            compound=state.compound,
            address=None if state.compound else self.address,
            channel=self.channel,
            discovery=Discovery.FOUND,
            contact=self.contact,
            category=self.category,
            summary=self.summary,
            words=self.words,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class RaiseUndertaking(VisitCommand):
    """A finding became an undertaking (an idea, a wish), or a line of one."""

    number: int
    undertaking: UUID
    line: int | None = None

    def run(self, work: Work) -> None:
        """The link alone: the undertaking was begun by itself."""
        events = going.take(
            self.state(work), number=self.number, undertaking=self.undertaking, line=self.line
        )
        self.record(work, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class PassChanges(VisitCommand):
    """Changes of population were passed on to a platform (社区云)."""

    action: ClassVar[Action] = Action.POPULATION_PASS
    view: ClassVar[Action] = Action.POPULATION_VIEW

    numbers: tuple[int, ...]
    to: str

    def run(self, work: Work) -> None:
        """Each once."""
        self.record(work, going.pass_on(self.state(work), numbers=self.numbers, to=self.to))
