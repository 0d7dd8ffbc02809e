"""Answering a questionnaire, and that an answer is not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.moment import Moment
from domain.questionnaire.events import (
    Answer,
    AnswerChannel,
    Answered,
    AnswerVoided,
    Question,
    QuestionKind,
)
from domain.questionnaire.opening import require_group
from domain.questionnaire.state import Kept, QuestionnaireState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary

LONGEST_TEXT = 500
LONGEST_TEXTS = 4_000
"""Characters of one answer in words, and of all of them: they have to fit into one event."""

NO_BOUND = 1_000_000_000
"""A number without bounds of its own lies within this, either way: sums stay exact everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said to one question; `length` is how many characters the sealed text has."""

    question: str
    chosen: tuple[str, ...] = ()
    number: int | None = None
    text: Sealed | None = None
    length: int = 0


def answer(
    state: QuestionnaireState,
    vocabulary: Vocabulary,
    *,
    said: Sequence[Said],
    channel: AnswerChannel,
    person: UUID | None,
    group: str | None,
    visit: UUID | None,
    door: str | None,
    token: str | None,
    now: Moment,
) -> tuple[Answered]:
    """Somebody answers; *now* is when they did.

    Refused: `questionnaire-not-begun`, `questionnaire-closed`, `questionnaire-full`,
    `unknown-group` (no code, or none of those that are asked), and what `require_answers` refuses.
    """
    require_open(state, now)
    if group is not None:
        require_group(vocabulary, group)
        if state.groups and group not in state.groups:
            raise Refused(Code.UNKNOWN_GROUP, vocabulary=vocabulary.version)
    require_answers(state, said)
    return (
        Answered(
            number=len(state.answers) + 1,
            answers=tuple(_answer(one) for one in said),
            channel=channel,
            person=person,
            group=group,
            visit=visit,
            door=door,
            token=token,
        ),
    )


def require_open(state: QuestionnaireState, now: Moment) -> None:
    """Refuse `questionnaire-not-begun`, `questionnaire-closed`, `questionnaire-full`."""
    if now < state.since:
        raise Refused(Code.QUESTIONNAIRE_NOT_BEGUN)
    if now >= state.until:
        raise Refused(Code.QUESTIONNAIRE_CLOSED)
    if state.full:
        raise Refused(Code.QUESTIONNAIRE_FULL, most=state.most)


def require_answers(state: QuestionnaireState, said: Sequence[Said]) -> None:
    """Refuse what is no answer to these questions.

    `answer-empty` (nothing at all), `question-repeated`, `unknown-question`, `answer-missing`
    (a required one), `text-too-long`, and of each `answer-misfits` (of another kind),
    `unknown-option`, `option-repeated`, `number-out-of-bounds`.
    """
    if not said:
        raise Refused(Code.ANSWER_EMPTY)
    given = {one.question for one in said}
    if len(given) != len(said):
        raise Refused(Code.QUESTION_REPEATED)
    if not given <= set(state.questions):
        raise Refused(Code.UNKNOWN_QUESTION)
    for question in state.questions.values():
        if question.required and question.code not in given:
            raise Refused(Code.ANSWER_MISSING, question=question.code)
    if sum(one.length for one in said) > LONGEST_TEXTS:
        raise Refused(Code.TEXT_TOO_LONG, most=LONGEST_TEXTS)
    for one in said:
        _require_fitting(state.questions[one.question], one)


def void(state: QuestionnaireState, *, number: int, reason: Sealed) -> tuple[AnswerVoided]:
    """It is not counted: sent twice, or not meant as an answer.

    Refused: `unknown-answer`, `answer-voided`, and `answer-taken` where something came of it.
    """
    if answer_of(state, number).taken:
        raise Refused(Code.ANSWER_TAKEN)
    return (AnswerVoided(number=number, reason=reason),)


def answer_of(state: QuestionnaireState, number: int) -> Kept:
    """An answer that counts: `unknown-answer`, `answer-voided`."""
    kept = state.answers.get(number)
    if kept is None:
        raise Refused(Code.UNKNOWN_ANSWER)
    if kept.voided:
        raise Refused(Code.ANSWER_VOIDED)
    return kept


def _require_fitting(question: Question, said: Said) -> None:
    match question.kind:
        case QuestionKind.TEXT:
            fits = said.text is not None and not said.chosen and said.number is None
        case QuestionKind.SCALE | QuestionKind.NUMBER:
            fits = said.number is not None and not said.chosen and said.text is None
        case _:
            fits = bool(said.chosen) and said.number is None and said.text is None
    single = question.kind is not QuestionKind.CHOICE or len(said.chosen) == 1
    if not fits or not single:
        raise Refused(Code.ANSWER_MISFITS, question=question.code)
    if len(set(said.chosen)) != len(said.chosen):
        raise Refused(Code.OPTION_REPEATED, question=question.code)
    if not set(said.chosen) <= {option.code for option in question.options}:
        raise Refused(Code.UNKNOWN_OPTION, question=question.code)
    if said.number is not None:
        _require_within(question, said.number)
    if said.length > LONGEST_TEXT:
        raise Refused(Code.TEXT_TOO_LONG, most=LONGEST_TEXT)


def _require_within(question: Question, number: int) -> None:
    lowest = -NO_BOUND if question.lowest is None else question.lowest
    highest = NO_BOUND if question.highest is None else question.highest
    if not lowest <= number <= highest:
        raise Refused(Code.NUMBER_OUT_OF_BOUNDS, question=question.code)


def _answer(said: Said) -> Answer:
    return Answer(question=said.question, chosen=said.chosen, number=said.number, text=said.text)
