"""Bodies about questionnaires: asking, answering, taking up."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.commands import ReporterBody
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Instant,
    Line,
    OccurredAt,
    Text,
    example,
    moment_or_none,
)
from domain.labels import Label
from domain.moment import Moment, moment_of
from domain.questionnaire.answering import LONGEST_TEXT, NO_BOUND
from domain.questionnaire.events import Option, Question, QuestionKind
from domain.questionnaire.opening import MOST_OPTIONS, MOST_QUESTIONS
from service.commands.answer_uptake import TakeUpAsIssue, TakeUpAsUndertaking
from service.commands.questionnaires import (
    AnswerByLink,
    ClearAnswer,
    EnterAnswer,
    OpenQuestionnaire,
    Prolong,
    VoidAnswer,
)
from service.ids import new_id
from service.questionnaires import Author, PublicQuestionnaire, digest_of

_COMMITTEE = "0199d3a4-7c00-7000-8000-000000000001"
_ID = "0199d3a4-7c00-7000-8000-000000000031"
_FORM = "Xk3vQ8mX1pLr7tWaZk3vQ8mX1pLr7tWaZk3vQ8mX1pL"

Words = Annotated[Text, Field(max_length=LONGEST_TEXT)]
"""What somebody answers in words, 1 to 500 characters."""

Number = Annotated[int, Field(strict=True, ge=-NO_BOUND, le=NO_BOUND)]

Ordinal = Annotated[int, Field(strict=True, ge=1, le=10**6, description="Which answer (第几份).")]

FormToken = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_-]{43}$"),
    Field(description="the token that the questions came with: one form is answered once"),
]


class QuestionLabel(Body):
    """A question, or an option, in both languages; Chinese alone will do."""

    zh: Annotated[Line, Field(max_length=120)]
    en: Annotated[Line, Field(max_length=120)] | None = None

    def label(self) -> Label:
        """As the record has it."""
        return Label(zh=self.zh, en=self.en or self.zh)


class OptionBody(Body):
    """One answer that can be chosen."""

    code: Code
    label: QuestionLabel

    def option(self) -> Option:
        """As the record has it."""
        return Option(code=self.code, label=self.label.label())


class QuestionBody(Body):
    """One question under its code; `topic` is what an answer in words is (问题、需求、建议)."""

    code: Code
    kind: QuestionKind
    label: QuestionLabel
    options: Annotated[tuple[OptionBody, ...], Field(max_length=MOST_OPTIONS)] = ()
    required: bool = False
    lowest: Number | None = None
    highest: Number | None = None
    topic: Code | None = None

    def question(self) -> Question:
        """As the record has it."""
        return Question(
            code=self.code,
            kind=self.kind,
            label=self.label.label(),
            options=tuple(one.option() for one in self.options),
            required=self.required,
            lowest=self.lowest,
            highest=self.highest,
            topic=self.topic,
        )


class QuestionnaireBody(Body):
    """A questionnaire (问卷), answered by whoever has its link, at most `most` times."""

    model_config = example(
        committee_id=_COMMITTEE,
        name="停车与充电需求问卷",
        questions=[
            {
                "code": "charging",
                "kind": "choice",
                "label": {"zh": "您家有充电桩吗？", "en": "Do you have a charger?"},
                "options": [
                    {"code": "yes", "label": {"zh": "有", "en": "Yes"}},
                    {"code": "no", "label": {"zh": "没有", "en": "No"}},
                ],
                "required": True,
            },
            {"code": "wish", "kind": "text", "label": {"zh": "您的需求"}, "topic": "need"},
        ],
        groups=["ev-owners"],
        until="2026-12-31T18:00:00+08:00",
        most=1000,
    )

    committee_id: UUID
    compound_id: UUID | None = None
    name: Line
    questions: Annotated[tuple[QuestionBody, ...], Field(max_length=MOST_QUESTIONS)]
    groups: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    since: Instant | None = None
    until: Instant
    most: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1_000

    def command(self, link: str) -> OpenQuestionnaire:
        """The command, with a new id."""
        return OpenQuestionnaire(
            questionnaire=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            name=self.name,
            link=link,
            questions=tuple(one.question() for one in self.questions),
            groups=self.groups,
            since=moment_or_none(self.since),
            until=moment_of(self.until),
            most=self.most,
        )


class ProlongationBody(Body):
    """Until when it stays open; a moment that is past closes it."""

    model_config = example(until="2027-01-15T18:00:00+08:00")

    until: Instant

    def command(self, questionnaire: UUID) -> Prolong:
        """The command."""
        return Prolong(questionnaire=questionnaire, until=moment_of(self.until))


class AnswerPart(Body):
    """The answer to one question: the chosen codes, a number, or words."""

    question: Code
    chosen: Annotated[tuple[Code, ...], Field(max_length=MOST_OPTIONS)] = ()
    number: Number | None = None
    text: Words | None = None

    def clear(self) -> ClearAnswer:
        """For the command."""
        return ClearAnswer(
            question=self.question, chosen=self.chosen, number=self.number, text=self.text
        )


AnswerParts = Annotated[tuple[AnswerPart, ...], Field(max_length=MOST_QUESTIONS)]


class PublicAnswerBody(Body):
    """Somebody's answers. A name and a telephone number are left only by who wants to be told."""

    model_config = example(
        token=_FORM,
        answers=[
            {"question": "charging", "chosen": ["no"]},
            {"question": "wish", "text": "地下车库希望加装充电桩"},
        ],
        group="ev-owners",
        contact={"name": "顾望舒", "phone": "13800005678"},
    )

    token: FormToken
    answers: AnswerParts
    group: Code | None = None
    contact: ReporterBody | None = None

    def command(self, about: PublicQuestionnaire) -> AnswerByLink:
        """The command, with a new id for who leaves a contact."""
        return AnswerByLink(
            questionnaire=about.questionnaire,
            person=new_id(),
            answers=tuple(one.clear() for one in self.answers),
            contact=self.contact.contact() if self.contact else None,
            group=self.group,
            token=digest_of(self.token),
        )


class DeskAnswerBody(Body):
    """What somebody answered on paper or by word of mouth (代填)."""

    model_config = example(answers=[{"question": "charging", "chosen": ["yes"]}])

    answers: AnswerParts
    group: Code | None = None
    contact: ReporterBody | None = None
    occurred_at: OccurredAt | None = None

    def command(self, questionnaire: UUID) -> EnterAnswer:
        """The command, with a new id for who leaves a contact."""
        return EnterAnswer(
            questionnaire=questionnaire,
            person=new_id(),
            answers=tuple(one.clear() for one in self.answers),
            contact=self.contact.contact() if self.contact else None,
            group=self.group,
            occurred_at=moment_or_none(self.occurred_at),
        )


class AnswerVoidBody(Body):
    """Which answer is not counted, and why."""

    model_config = example(number=8, reason="同一份纸质问卷录入两次")

    number: Ordinal
    reason: Text

    def command(self, questionnaire: UUID) -> VoidAnswer:
        """The command."""
        return VoidAnswer(questionnaire=questionnaire, number=self.number, reason=self.reason)


class CountsFrom(StrEnum):
    """From when the issue's time limits count: 答卷时、转办时."""

    ANSWER = "answer"
    NOW = "now"


class AnswerIssueBody(Body):
    """The answer to one question becomes an issue, in its author's own words."""

    model_config = example(number=7, question="wish", channel="online", category="parking")

    number: Ordinal
    question: Code
    channel: Code
    category: Code | None = None
    summary: Text | None = None
    compound_id: UUID | None = None
    address: Line | None = None
    counts_from: CountsFrom = CountsFrom.ANSWER

    def command(self, questionnaire: UUID, author: Author) -> TakeUpAsIssue:
        """The command, with a new id."""
        reported: Moment | None = author.at if self.counts_from is CountsFrom.ANSWER else None
        return TakeUpAsIssue(
            questionnaire=questionnaire,
            number=self.number,
            question=self.question,
            issue=new_id(),
            words=author.words,
            author=author.person,
            channel=self.channel,
            category=self.category,
            summary=self.summary,
            compound=self.compound_id,
            address=self.address,
            reported_at=reported,
        )


class AnswerUndertakingBody(Body):
    """The answer to one question is what that undertaking does: an idea (金点子), a wish."""

    model_config = example(number=7, question="wish", undertaking=_ID)

    number: Ordinal
    question: Code
    undertaking: UUID

    def command(self, questionnaire: UUID) -> TakeUpAsUndertaking:
        """The command."""
        return TakeUpAsUndertaking(
            questionnaire=questionnaire,
            number=self.number,
            question=self.question,
            undertaking=self.undertaking,
        )


class QuestionnaireFilter(Body):
    """How the list is narrowed and paged."""

    committee: UUID | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None


class AnswerFilter(Body):
    """How the answers are paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None


class FiguresFilter(Body):
    """How fresh the figures have to be."""

    at_least: AtLeast | None = None
