"""A questionnaire as its stream tells it. One answer costs the same whatever came before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.history import Stamp, begun
from domain.moment import Moment
from domain.questionnaire.events import (
    Answered,
    AnswerTaken,
    AnswerVoided,
    Opened,
    Prolonged,
    Question,
    QuestionnaireEvent,
)
from domain.replacing import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What rules ask of an answer: who gave it, which questions it has, and what went on."""

    at: Moment
    person: UUID | None
    questions: frozenset[str]
    taken: tuple[AnswerTaken, ...] = ()
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireState:
    """The folded questionnaire. `counted` are the answers that were not voided."""

    committee: UUID
    compound: UUID | None
    name: str
    link: str
    questions: Mapping[str, Question]
    groups: tuple[str, ...]
    since: Moment
    until: Moment
    most: int
    answers: "HashTrieMap[int, Kept]"
    counted: int = 0

    @property
    def full(self) -> bool:
        """Whether no more answers are taken."""
        return self.counted >= self.most


def evolve(
    state: QuestionnaireState | None, event: QuestionnaireEvent, stamp: Stamp
) -> QuestionnaireState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Opened):
        return _opened(event)
    state = begun(state)
    match event:
        case Answered(number=number):
            answers = state.answers.insert(number, _kept(event, stamp))
            return replace(state, answers=answers, counted=state.counted + 1)
        case AnswerTaken(number=number):
            kept = state.answers[number]
            kept = replace(kept, taken=(*kept.taken, event))
            return replace(state, answers=state.answers.insert(number, kept))
        case AnswerVoided(number=number):
            kept = replace(state.answers[number], voided=True)
            answers = state.answers.insert(number, kept)
            return replace(state, answers=answers, counted=state.counted - 1)
        case Prolonged(until=until):
            return replace(state, until=until)
        case _:
            assert_never(event)


def _opened(event: Opened) -> QuestionnaireState:
    return QuestionnaireState(
        committee=event.committee,
        compound=event.compound,
        name=event.name,
        link=event.link,
        questions={question.code: question for question in event.questions},
        groups=event.groups,
        since=event.since,
        until=event.until,
        most=event.most,
        answers=HashTrieMap(),
    )


def _kept(event: Answered, stamp: Stamp) -> Kept:
    questions = frozenset(one.question for one in event.answers)
    return Kept(at=stamp.occurred_at, person=event.person, questions=questions)
