"""Opening a questionnaire, and how long it stays open."""

from collections.abc import Sequence
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.moment import DAY, Moment
from domain.questionnaire.events import Opened, Prolonged, Question, QuestionKind
from domain.questionnaire.state import QuestionnaireState
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

MOST_QUESTIONS = 30
MOST_OPTIONS = 100
"""Over all questions: what opens it has to fit into one event, and on the screen of a phone."""

LONGEST_DAYS = 366
LARGEST_SCALE = 10
"""A scale has so many steps at most: each is a button of the form."""

_CHOSEN = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
_BOUNDED = frozenset({QuestionKind.SCALE, QuestionKind.NUMBER})


def open_questionnaire(
    body: BodyState,
    vocabulary: Vocabulary,
    *,
    committee: UUID,
    compound: UUID | None,
    name: str,
    link: str,
    questions: Sequence[Question],
    groups: Sequence[str],
    since: Moment,
    until: Moment,
    most: int,
) -> tuple[Opened]:
    """Ask the neighbourhood.

    Refused: `not-a-committee`, `unknown-compound`, `unknown-group`, what `require_questions` and
    `require_span` refuse.
    """
    require_committee(body)
    if compound is not None and compound not in body.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)
    for group in groups:
        require_group(vocabulary, group)
    require_questions(vocabulary, questions)
    require_span(since, until)
    return (
        Opened(
            committee=committee,
            compound=compound,
            name=name,
            link=link,
            questions=tuple(questions),
            groups=tuple(groups),
            since=since,
            until=until,
            most=most,
        ),
    )


def require_group(vocabulary: Vocabulary, group: str) -> None:
    """Refuse with `unknown-group` a code that the vocabulary has not."""
    if group not in vocabulary.groups:
        raise Refused(Code.UNKNOWN_GROUP, vocabulary=vocabulary.version)


def require_questions(vocabulary: Vocabulary, questions: Sequence[Question]) -> None:
    """Refuse what cannot be asked.

    `no-question`, `questionnaire-too-long`, `question-repeated`, and of each `options-required`,
    `option-repeated`, `option-unexpected`, `bounds-malformed`, `unknown-topic`.
    """
    if not questions:
        raise Refused(Code.NO_QUESTION)
    if len(questions) > MOST_QUESTIONS or sum(len(q.options) for q in questions) > MOST_OPTIONS:
        raise Refused(Code.QUESTIONNAIRE_TOO_LONG, questions=MOST_QUESTIONS, options=MOST_OPTIONS)
    if len({question.code for question in questions}) != len(questions):
        raise Refused(Code.QUESTION_REPEATED)
    for question in questions:
        _require_options(question)
        _require_bounds(question)
        if question.topic is not None and question.topic not in vocabulary.topics:
            raise Refused(Code.UNKNOWN_TOPIC, vocabulary=vocabulary.version)


def require_span(since: Moment, until: Moment) -> None:
    """Refuse `period-inverted`, and `period-too-long` (over 366 days)."""
    if until <= since:
        raise Refused(Code.PERIOD_INVERTED)
    if until - since > LONGEST_DAYS * DAY:
        raise Refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)


def prolong(state: QuestionnaireState, *, until: Moment) -> tuple[Prolonged, ...]:
    """It stays open until then; a moment that is past closes it. Nothing to do where it is so.

    Refused: `period-inverted`, `period-too-long`.
    """
    if until == state.until:
        return ()
    require_span(state.since, until)
    return (Prolonged(until=until),)


def _require_options(question: Question) -> None:
    codes = [option.code for option in question.options]
    if question.kind not in _CHOSEN:
        if codes:
            raise Refused(Code.OPTION_UNEXPECTED, question=question.code)
        return
    if len(codes) < 2:
        raise Refused(Code.OPTIONS_REQUIRED, question=question.code)
    if len(set(codes)) != len(codes):
        raise Refused(Code.OPTION_REPEATED, question=question.code)


def _require_bounds(question: Question) -> None:
    """A scale has both bounds and few steps; a number may have either; others have none."""
    lowest, highest = question.lowest, question.highest
    bounded = question.kind in _BOUNDED
    scale = question.kind is QuestionKind.SCALE
    if (not bounded and (lowest, highest) != (None, None)) or (scale and None in (lowest, highest)):
        raise Refused(Code.BOUNDS_MALFORMED, question=question.code)
    if lowest is None or highest is None:
        return
    if lowest >= highest or (scale and highest - lowest >= LARGEST_SCALE):
        raise Refused(Code.BOUNDS_MALFORMED, question=question.code)
