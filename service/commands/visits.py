"""Plans of door visits (走访): made, given their doors, handed out, gone round again, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.moment import Moment, local
from domain.refusal import Code, Refused
from domain.register.events import UnitKind
from domain.register.state import RegisterState, register_stream
from domain.sealed import KeyScope
from domain.visit import going, planning
from domain.visit.events import VisitEvent
from domain.visit.planning import PlanFacts
from domain.visit.state import VisitState
from ledger.streams import PERSON, REGISTER, VISIT, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.intake import method_in_force, vocabulary
from service.commands.stream_command import DatedCommand, committee_of, reach_of
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class VisitCommand(DatedCommand):
    """A command on one plan."""

    action: ClassVar[Action] = Action.VISIT_KEEP
    view: ClassVar[Action] = Action.VISIT_VIEW

    visit: UUID

    @property
    def stream(self) -> UUID:
        """The plan's."""
        return self.visit

    def found(self, work: Work) -> tuple[Folded[VisitState], Reach] | None:
        """The plan, and whom it concerns: also those who were sent to its doors."""
        folded = work.get(VISIT, self.visit)
        if folded is None:
            return None
        state = folded.state
        reach = reach_of(work, state.committee, state.compound)
        return folded, sent(reach, state, work.principal.person)

    def state(self, work: Work) -> VisitState:
        """The plan as this command has made it so far."""
        return work.require(VISIT, self.visit).state

    def record(
        self, work: Work, events: Sequence[VisitEvent], not_before: Moment | None = None
    ) -> None:
        """Append with the time at which it happened, not before the plan was made."""
        earliest = self.state(work).began_at if not_before is None else not_before
        work.append(VISIT, self.visit, events, occurred_at=self.happened(work, earliest))


def sent(reach: Reach, state: VisitState, person: UUID | None) -> Reach:
    """With those who were sent: an organisation, or the caller in person."""
    own = person if person in state.visitors else None
    return replace(reach, parties=state.organisations, reporter=own)


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanVisits(VisitCommand):
    """A plan of visits; `visit` is a new id."""

    committee: UUID
    compound: UUID | None = None
    kind: str
    group: str | None = None
    name: str
    first: date
    due: date
    every: int | None = None
    topics: tuple[str, ...] = ()
    questionnaire: UUID | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Nobody's text is in it yet."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The plan."""
        return ((KeyScope.STREAM, self.visit),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may visit there, the policy says."""
        committee_of(work, self.committee)
        return Admission(reach=reach_of(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """Under the method that is in force, which the plan pins."""
        body = committee_of(work, self.committee)
        method = method_in_force(work, body, at=work.now)
        events = planning.plan(
            PlanFacts(
                body=body,
                vocabulary=vocabulary(work),
                method=method.name,
                version=method.version,
            ),
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            group=self.group,
            name=self.name,
            first=self.first,
            due=self.due,
            every=self.every,
            topics=self.topics,
            questionnaire=self.questionnaire,
        )
        work.append(VISIT, self.visit, events, occurred_at=self.happened(work))


@dataclass(frozen=True, kw_only=True, repr=False)
class ListDoors(VisitCommand):
    """Doors by units or persons, or every dwelling of the compound's register (`all_units`)."""

    units: tuple[str, ...] = ()
    persons: tuple[UUID, ...] = ()
    all_units: bool = False

    def run(self, work: Work) -> None:
        """Refused beside the rule: `register-not-adopted`, `unknown-person`, who is let go."""
        state = self.state(work)
        register = _register_of(work, state)
        known = register.current.units if register and register.current else None
        units = self.units
        if self.all_units:
            if known is None:
                raise Refused(Code.REGISTER_NOT_ADOPTED)
            lived_in = (code for code, one in known.items() if one.kind is UnitKind.DWELLING)
            units = tuple(sorted(code for code in lived_in if code not in state.named))
        for person in self.persons:
            require_known(work, person)
        events = planning.list_doors(state, known, units=units, persons=self.persons)
        self.record(work, events)


def _register_of(work: Work, state: VisitState) -> RegisterState | None:
    if state.compound is None:
        return None
    return work.state(REGISTER, register_stream(state.compound))


def require_known(work: Work, person: UUID) -> None:
    """Refuse with `unknown-person` who never came to be, and who is let go."""
    if work.get(PERSON, person) is None:
        raise Refused(Code.UNKNOWN_PERSON)
    work.require_kept(person)


@dataclass(frozen=True, kw_only=True, repr=False)
class DropDoor(VisitCommand):
    """Nobody goes there any more."""

    door: str
    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        reason = self.sealed(work, "visit.door-dropped/reason", self.reason)
        self.record(work, planning.drop_door(self.state(work), door=self.door, reason=reason))


@dataclass(frozen=True, kw_only=True, repr=False)
class AssignDoors(VisitCommand):
    """Who is to go to these doors; without either, nobody in particular."""

    visitor: UUID | None = None
    organisation: UUID | None = None
    doors: tuple[str, ...]

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-person` for who is let go."""
        state = self.state(work)
        # Whoever holds a key may never have made contact: such a person has no stream.
        work.require_kept(self.visitor)
        party = self.organisation
        events = planning.assign(
            state,
            visitor=self.visitor,
            organisation=party,
            organisation_known=party is not None and work.knows_party(party, state.committee),
            doors=self.doors,
        )
        self.record(work, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class BeginRound(VisitCommand):
    """They go round again."""

    due: date

    def run(self, work: Work) -> None:
        """By the neighbourhood's own day."""
        today = local(work.now).date()
        self.record(work, going.begin_round(self.state(work), due=self.due, today=today))


@dataclass(frozen=True, kw_only=True, repr=False)
class CloseVisits(VisitCommand):
    """Nobody goes any more."""

    note: str | None = None

    def run(self, work: Work) -> None:
        """What was not reached stays counted as not reached."""
        note = self.sealed_if(work, "visit.closed/note", self.note)
        self.record(work, planning.close(self.state(work), note=note))
