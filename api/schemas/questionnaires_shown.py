"""Questionnaires as they are shown: to staff, and to whoever has the link."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from api.schemas.issue_parts import Coded
from domain.labels import Label
from domain.questionnaire.events import AnswerChannel, AnswerTaken, Question, QuestionKind
from domain.vocabulary.state import Vocabulary
from projections.views.answer import AnswerRow
from service.answer_figures import REST, Figure, GroupFigures
from service.opening import Texts
from service.questionnaires import (
    PublicQuestionnaire,
    SeenAnswers,
    SeenFigures,
    SeenQuestionnaire,
)


class QuestionShown(Shown):
    """One question, in the reader's language."""

    code: str
    kind: QuestionKind
    kind_label: str = Field(examples=["单选"])
    label: str = Field(examples=["您家有充电桩吗？"])
    options: list[Coded]
    required: bool
    lowest: int | None
    highest: int | None
    topic: str | None
    topic_label: str | None


class QuestionnaireEntry(Shown):
    """A questionnaire in a list. `link` is the code that is printed and passed on."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    name: str
    link: str
    url: str = Field(description="the page that the link opens")
    since: Time
    until: Time
    open: bool = Field(description="whether it takes an answer now")
    most: int
    counted: int = Field(description="answers that were not voided (份)")
    voided: int
    taken: int = Field(description="answers that became an issue or an undertaking (件)")


class QuestionnaireShown(QuestionnaireEntry):
    """One questionnaire with its questions."""

    groups: list[Coded]
    questions: list[QuestionShown]


class QuestionnaireList(Shown):
    """A page of questionnaires, the newest first."""

    items: list[QuestionnaireEntry]
    next: str | None


class TakenShown(Shown):
    """What the answer to one question became."""

    question: str
    issue: UUID | None
    undertaking: UUID | None


class AnswerPartShown(Shown):
    """The answer to one question; `text` is None also where it can no longer be opened."""

    question: str
    chosen: list[str]
    number: int | None
    text: str | None


class FormAnswerShown(Shown):
    """One answer, for those who work with it."""

    number: int
    at: Time
    channel: AnswerChannel
    channel_label: str = Field(examples=["链接"])
    group: str | None
    group_label: str | None
    person: UUID | None = Field(description="who left a name: their contact is disclosed on record")
    visit: UUID | None
    door: str | None
    answers: list[AnswerPartShown]
    taken: list[TakenShown]
    voided: bool
    reason: str | None = Field(description="why it is not counted")


class AnswerList(Shown):
    """A page of answers by number."""

    items: list[FormAnswerShown]
    next: str | None


class SaidShown(Shown):
    """How often an option was chosen, or a step of a scale."""

    code: str
    label: str
    count: int


class FigureShown(Shown):
    """What the answers to one question come to. The average is the fraction sum / answered."""

    question: str
    answered: int
    said: list[SaidShown]
    sum: int | None = Field(description="of scales and numbers")


class GroupFiguresShown(Shown):
    """The same of one group; None: all others together. Nothing is told of fewer than three."""

    group: str | None
    group_label: str | None
    answers: int
    questions: list[FigureShown]


class FiguresShown(Shown):
    """What a questionnaire comes to. Words are not figures: they stand with the answers."""

    id: UUID
    version: int
    answers: int
    questions: list[FigureShown]
    groups: list[GroupFiguresShown]


class PublicQuestionnaireShown(Shown):
    """What the link shows. `token` is new each time: a form is sent with the one it came with."""

    name: str
    committee: str | None
    since: Time
    until: Time
    open: bool
    groups: list[Coded]
    questions: list[QuestionShown]
    token: str


class AnswerReceiptShown(Shown):
    """That it was answered. Whoever holds the address sees what came of it."""

    name: str
    number: int
    at: Time
    receipt_url: str


def url_of(base: str, link: str) -> str:
    """The page that a link opens."""
    return f"{base}/ask/{link}"


def entry_of(seen: SeenQuestionnaire, base: str) -> QuestionnaireEntry:
    """A questionnaire in a list."""
    row = seen.row
    return QuestionnaireEntry(
        id=row.questionnaire,
        version=row.version,
        committee=Named(id=row.committee, name=seen.names.get(row.committee)),
        compound=_named(row.compound, seen) if row.compound else None,
        name=row.name,
        link=row.link,
        url=url_of(base, row.link),
        since=row.since,
        until=row.until,
        open=row.since <= seen.at < row.until and row.counted < row.most,
        most=row.most,
        counted=row.counted,
        voided=row.given - row.counted,
        taken=row.taken,
    )


def questionnaire_of(seen: SeenQuestionnaire, base: str, language: Language) -> QuestionnaireShown:
    """One questionnaire."""
    words = seen.vocabulary
    return QuestionnaireShown(
        **dict(entry_of(seen, base)),
        groups=[_coded(one, words.groups[one], language) for one in seen.row.groups],
        questions=[question_of(one, words, language) for one in seen.row.questions],
    )


def question_of(question: Question, words: Vocabulary, language: Language) -> QuestionShown:
    """One question."""
    topic = question.topic
    return QuestionShown(
        code=question.code,
        kind=question.kind,
        kind_label=label_of("question-kind", question.kind, language),
        label=in_language(question.label, language),
        options=[_coded(one.code, one.label, language) for one in question.options],
        required=question.required,
        lowest=question.lowest,
        highest=question.highest,
        topic=topic,
        topic_label=in_language(words.topics[topic], language) if topic else None,
    )


def answers_of(seen: SeenAnswers, language: Language) -> list[FormAnswerShown]:
    """A page of answers."""
    return [_answer(row, seen.texts, seen.vocabulary, language) for row in seen.rows]


def figures_of(told: SeenFigures, language: Language) -> FiguresShown:
    """What they come to."""
    row, figures = told.seen.row, told.figures
    questions = {one.code: one for one in row.questions}
    return FiguresShown(
        id=row.questionnaire,
        version=row.version,
        answers=figures.answers,
        questions=[_figure(one, questions[one.question], language) for one in figures.questions],
        groups=[_group(one, questions, told.seen.vocabulary, language) for one in figures.groups],
    )


def public_of(
    about: PublicQuestionnaire, token: str, language: Language
) -> PublicQuestionnaireShown:
    """What the link shows: no id of anything."""
    row, words = about.row, about.vocabulary
    return PublicQuestionnaireShown(
        name=row.name,
        committee=about.committee,
        since=row.since,
        until=row.until,
        open=about.is_open,
        groups=[_coded(one, words.groups[one], language) for one in row.groups],
        questions=[question_of(one, words, language) for one in row.questions],
        token=token,
    )


def _named(id: UUID, seen: SeenQuestionnaire) -> Named:
    return Named(id=id, name=seen.names.get(id))


def _coded(code: str, label: Label, language: Language) -> Coded:
    return Coded(code=code, label=in_language(label, language))


def _answer(row: AnswerRow, texts: Texts, words: Vocabulary, language: Language) -> FormAnswerShown:
    group = row.grouped
    return FormAnswerShown(
        number=row.number,
        at=row.at,
        channel=row.channel,
        channel_label=label_of("answer-channel", row.channel, language),
        group=group,
        group_label=in_language(words.groups[group], language) if group else None,
        person=row.person,
        visit=row.visit,
        door=row.door,
        answers=[
            AnswerPartShown(
                question=one.question,
                chosen=list(one.chosen),
                number=one.number,
                text=texts.of(one.text),
            )
            for one in row.answers
        ],
        taken=[_taken(one) for one in row.taken],
        voided=row.voided,
        reason=texts.of(row.reason),
    )


def _taken(one: AnswerTaken) -> TakenShown:
    return TakenShown(question=one.question, issue=one.issue, undertaking=one.undertaking)


def _figure(figure: Figure, question: Question, language: Language) -> FigureShown:
    labels = {one.code: in_language(one.label, language) for one in question.options}
    return FigureShown(
        question=figure.question,
        answered=figure.answered,
        said=[
            SaidShown(code=code, label=labels.get(code, code), count=count)
            for code, count in figure.said.items()
        ],
        sum=figure.total,
    )


def _group(
    told: GroupFigures, questions: dict[str, Question], words: Vocabulary, language: Language
) -> GroupFiguresShown:
    group = None if told.group == REST else told.group
    return GroupFiguresShown(
        group=group,
        group_label=in_language(words.groups[group], language) if group else None,
        answers=told.answers,
        questions=[_figure(one, questions[one.question], language) for one in told.questions],
    )
