"""Questionnaires: opening one, answering it, voiding an answer, how long it is open."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.moment import Moment, happened
from domain.questionnaire import answering, opening
from domain.questionnaire.events import AnswerChannel, Question, QuestionnaireEvent
from domain.questionnaire.state import QuestionnaireState
from domain.sealed import KeyScope, Sealed
from ledger.claims import FORM
from ledger.streams import QUESTIONNAIRE, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import Contact, phone_of, register_person, vocabulary
from service.commands.stream_command import StreamCommand, committee_of, reach_of
from service.errors import NotFound
from service.policy import Action, Principal, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearAnswer:
    """The answer to one question, in clear."""

    question: str
    chosen: tuple[str, ...] = ()
    number: int | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class OpenQuestionnaire(Command):
    """Ask the neighbourhood; `questionnaire` is a new id, `link` a new random code."""

    action: ClassVar[Action] = Action.QUESTIONNAIRE_KEEP

    questionnaire: UUID
    committee: UUID
    compound: UUID | None = None
    name: str
    link: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...] = ()
    since: Moment | None = None
    until: Moment
    most: int

    def newcomers(self) -> Sequence[Subject]:
        """Words without a name are closed with the questionnaire's own key."""
        return ((KeyScope.STREAM, self.questionnaire),)

    def streams(self) -> Sequence[UUID]:
        """The committee, and the new one to find that there is none."""
        return (self.questionnaire, self.committee)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may ask there, the policy says."""
        committee_of(work, self.committee)
        return Admission(reach=reach_of(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """It begins a stream of its own."""
        events = opening.open_questionnaire(
            committee_of(work, self.committee),
            vocabulary(work),
            committee=self.committee,
            compound=self.compound,
            name=self.name,
            link=self.link,
            questions=self.questions,
            groups=self.groups,
            since=work.now if self.since is None else self.since,
            until=self.until,
            most=self.most,
        )
        work.begin(QUESTIONNAIRE, self.questionnaire, events)

    def made(self) -> UUID:
        """The questionnaire."""
        return self.questionnaire


@dataclass(frozen=True, kw_only=True, repr=False)
class QuestionnaireCommand(StreamCommand):
    """A command of staff on one questionnaire."""

    action: ClassVar[Action] = Action.QUESTIONNAIRE_KEEP
    view: ClassVar[Action] = Action.QUESTIONNAIRE_VIEW

    questionnaire: UUID

    @property
    def stream(self) -> UUID:
        """The questionnaire."""
        return self.questionnaire

    def found(self, work: Work) -> tuple[Folded[QuestionnaireState], Reach] | None:
        """The questionnaire and whom it concerns."""
        folded = work.get(QUESTIONNAIRE, self.questionnaire)
        if folded is None:
            return None
        return folded, reach_of(work, folded.state.committee, folded.state.compound)

    def run(self, work: Work) -> None:
        """Decide, and append to the questionnaire."""
        state = work.require(QUESTIONNAIRE, self.questionnaire).state
        work.append(QUESTIONNAIRE, self.questionnaire, self.decide(work, state))

    @abstractmethod
    def decide(self, work: Work, state: QuestionnaireState) -> Sequence[QuestionnaireEvent]:
        """The rule."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Prolong(QuestionnaireCommand):
    """It stays open until then; a moment that is past closes it."""

    until: Moment

    def decide(self, work: Work, state: QuestionnaireState) -> Sequence[QuestionnaireEvent]:
        """The rule."""
        return opening.prolong(state, until=self.until)


@dataclass(frozen=True, kw_only=True, repr=False)
class VoidAnswer(QuestionnaireCommand):
    """An answer is not counted."""

    number: int
    reason: str

    def decide(self, work: Work, state: QuestionnaireState) -> Sequence[QuestionnaireEvent]:
        """The rule."""
        reason = self.sealed(work, "questionnaire.answer-voided/reason", self.reason)
        return answering.void(state, number=self.number, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class Answering(Command):
    """Somebody answers; `person` is a new id, for who leaves a contact."""

    questionnaire: UUID
    person: UUID
    answers: tuple[ClearAnswer, ...]
    contact: Contact | None = None
    group: str | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """The key for words of nobody in particular."""
        return ((KeyScope.STREAM, self.questionnaire),)

    def newcomers(self) -> Sequence[Subject]:
        """Who leaves a contact."""
        return ((KeyScope.PERSON, self.person),) if self.contact else ()

    def phones(self) -> Mapping[UUID, str]:
        """Theirs, where it is given."""
        return phone_of(self.person, self.contact)

    def streams(self) -> Sequence[UUID]:
        """The questionnaire, and the new person to find that there is none."""
        return (self.questionnaire, self.person)

    def admit(self, work: Work) -> Admission:
        """The questionnaire."""
        folded = work.require(QUESTIONNAIRE, self.questionnaire)
        reach = reach_of(work, folded.state.committee, folded.state.compound)
        return Admission(reach=reach, version=folded.version)

    def made(self) -> UUID:
        """The questionnaire."""
        return self.questionnaire

    def give(
        self, work: Work, *, channel: AnswerChannel, token: str | None, claimed: Moment | None
    ) -> None:
        """Register who leaves a contact, and append the answer."""
        state = work.require(QUESTIONNAIRE, self.questionnaire).state
        when = happened(claimed, now=work.now, not_before=state.since)
        person = self.person if self.contact else None
        events = answering.answer(
            state,
            vocabulary(work),
            said=[self._said(work, index, one) for index, one in enumerate(self.answers)],
            channel=channel,
            person=person,
            group=self.group,
            visit=None,
            door=None,
            token=token,
            now=when,
        )
        if self.contact is not None:
            register_person(work, self.person, self.contact)
        work.append(QUESTIONNAIRE, self.questionnaire, events, occurred_at=when)

    def _said(self, work: Work, index: int, one: ClearAnswer) -> answering.Said:
        return answering.Said(
            question=one.question,
            chosen=one.chosen,
            number=one.number,
            text=None if one.text is None else self._sealed(work, index, one.text),
            length=len(one.text or ""),
        )

    def _sealed(self, work: Work, index: int, text: str) -> Sealed:
        field = f"questionnaire.answered/answers/{index}/text"
        if self.contact is not None:
            return work.seal(KeyScope.PERSON, self.person, self.questionnaire, field, text)
        return work.seal(KeyScope.STREAM, self.questionnaire, self.questionnaire, field, text)


@dataclass(frozen=True, kw_only=True, repr=False)
class AnswerByLink(Answering):
    """By whoever has the link. `token` is the hash of the form's: one form is answered once."""

    action: ClassVar[Action] = Action.QUESTIONNAIRE_ANSWER

    token: str

    def run(self, work: Work) -> None:
        """A form that was sent before, by a reload or a second tap, changes nothing."""
        if not work.is_claimed(FORM, "", self.token):
            self.give(work, channel=AnswerChannel.LINK, token=self.token, claimed=None)


@dataclass(frozen=True, kw_only=True, repr=False)
class EnterAnswer(Answering):
    """Staff enter what somebody answered on paper or by word of mouth (代填)."""

    action: ClassVar[Action] = Action.QUESTIONNAIRE_KEEP

    occurred_at: Moment | None = None

    def admit(self, work: Work) -> Admission:
        """The questionnaire, where the caller may see it."""
        admission = super().admit(work)
        if role_for(work.principal, Action.QUESTIONNAIRE_VIEW, admission.reach) is None:
            raise NotFound
        return admission

    def run(self, work: Work) -> None:
        """It may have been answered earlier, while the questionnaire was open."""
        self.give(work, channel=AnswerChannel.DESK, token=None, claimed=self.occurred_at)
