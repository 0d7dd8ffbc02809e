"""Taking an answer up: it becomes an issue, or an undertaking (an idea, a wish)."""

from uuid import UUID

from domain.questionnaire.answering import answer_of
from domain.questionnaire.events import AnswerTaken
from domain.questionnaire.state import QuestionnaireState
from domain.refusal import Code, Refused


def take_up(
    state: QuestionnaireState,
    *,
    number: int,
    question: str,
    issue: UUID | None = None,
    undertaking: UUID | None = None,
) -> tuple[AnswerTaken]:
    """The answer to one question goes on. Whoever gave it stays its author.

    Refused: `unknown-answer`, `answer-voided`, `unknown-question` (it does not answer that one),
    `answer-taken` (that one went on already).
    """
    kept = answer_of(state, number)
    if question not in kept.questions:
        raise Refused(Code.UNKNOWN_QUESTION)
    if any(one.question == question for one in kept.taken):
        raise Refused(Code.ANSWER_TAKEN)
    return (AnswerTaken(number=number, question=question, issue=issue, undertaking=undertaking),)
