"""The register of a compound: what all its commands share, and what hangs out of it."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.events import RegisterEvent
from domain.register.importing import begin
from domain.register.publishing import answer_objection, publish, raise_objection
from domain.register.state import RegisterState, register_stream
from domain.sealed import KeyScope, Sealed
from ledger.streams import BODY, PERSON, REGISTER
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.stream_command import reach_of
from service.errors import NotFound
from service.policy import Action, Principal, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class RegisterCommand(Command):
    """A command on the register of a compound of that committee; it begins where there is none."""

    committee: UUID
    compound: UUID

    @property
    def stream(self) -> UUID:
        """The register's."""
        return register_stream(self.compound)

    def newcomers(self) -> Sequence[Subject]:
        """Its own key, which is kept where it has one already."""
        return ((KeyScope.STREAM, self.stream),)

    def streams(self) -> Sequence[UUID]:
        """The register and the committee."""
        return (self.stream, self.committee)

    def admit(self, work: Work) -> Admission:
        """The compound, where the caller may see its register."""
        body = work.state(BODY, self.committee)
        if body is None or self.compound not in body.compounds:
            raise NotFound
        reach = reach_of(work, self.committee, self.compound)
        if role_for(work.principal, Action.REGISTER_VIEW, reach) is None:
            raise NotFound
        folded = work.get(REGISTER, self.stream)
        return Admission(reach=reach, version=folded.version if folded else 0)

    def run(self, work: Work) -> None:
        """Begin the register where this is the first of it, then decide."""
        if work.get(REGISTER, self.stream) is None:
            first = begin(committee=self.committee, compound=self.compound)
            work.append(REGISTER, self.stream, first)
        state = work.require(REGISTER, self.stream).state
        work.append(REGISTER, self.stream, self.decide(work, state))

    @abstractmethod
    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """The rule."""

    def made(self) -> UUID:
        """The register's stream stands for it, so that the success is remembered."""
        return self.stream

    def sealed(self, work: Work, field: str, text: str) -> Sealed:
        """Staff's text, sealed for `topic/path` of this register."""
        return work.seal(KeyScope.STREAM, self.stream, self.stream, field, text)


@dataclass(frozen=True, kw_only=True, repr=False)
class PublishRegister(RegisterCommand):
    """What is in force hangs out until then (公示)."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    until: Moment

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `publishing.publish`."""
        return publish(state, until=self.until, now=work.now)


@dataclass(frozen=True, kw_only=True, repr=False)
class RaiseObjection(RegisterCommand):
    """Somebody says that it is wrong (异议): a resident for themself, or staff for them."""

    action: ClassVar[Action] = Action.REGISTER_OBJECT

    unit: str | None
    text: str
    person: UUID | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """A resident's words go with them."""
        if principal.person is None or Role.RESIDENT not in principal.roles:
            return ()
        return ((KeyScope.PERSON, principal.person),)

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """Refused beside `publishing.raise_objection`: `unknown-person`, `reporter-is-caller`."""
        return raise_objection(
            state,
            unit=self.unit,
            person=self._person(work),
            text=self._sealed(work),
            now=work.now,
        )

    def _person(self, work: Work) -> UUID | None:
        if work.role is Role.RESIDENT:
            if self.person is not None:
                raise Refused(Code.REPORTER_IS_CALLER)
            work.require_kept(work.principal.person)
            return work.principal.person
        if self.person is not None and work.state(PERSON, self.person) is None:
            raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(self.person)
        return self.person

    def _sealed(self, work: Work) -> Sealed:
        field, author = "register.objection-raised/text", work.principal.person
        if work.role is Role.RESIDENT and author is not None:
            return work.seal(KeyScope.PERSON, author, self.stream, field, self.text)
        return self.sealed(work, field, self.text)


@dataclass(frozen=True, kw_only=True, repr=False)
class AnswerObjection(RegisterCommand):
    """What became of an objection."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    objection: int
    upheld: bool
    answer: str

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `publishing.answer_objection`."""
        return answer_objection(
            state,
            objection=self.objection,
            upheld=self.upheld,
            answer=self.sealed(work, "register.objection-answered/answer", self.answer),
        )
