"""What a questionnaire's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.labels import Label
from domain.moment import Moment
from domain.sealed import Sealed


class QuestionKind(StrEnum):
    """How a question is answered: 单选、多选、评分、数字、文字."""

    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question under its code.

    `lowest` and `highest` bound a scale or a number; both are included. `topic` is the code of
    what an answer in words is (问题、需求、建议), so that it can be taken up.
    """

    code: str
    kind: QuestionKind
    label: Label
    options: tuple[Option, ...]
    required: bool
    lowest: int | None
    highest: int | None
    topic: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """It can be answered from `since` until `until`, by whoever has its `link`.

    `link` is a random code, printed and passed on: it opens the questions, never an answer.
    `groups` are the codes of those whom it is meant for, none for everybody.
    """

    committee: UUID
    compound: UUID | None
    name: str
    link: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...]
    since: Moment
    until: Moment
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question: the chosen codes, a number, or words."""

    question: str
    chosen: tuple[str, ...]
    number: int | None
    text: Sealed | None


class AnswerChannel(StrEnum):
    """How an answer came in: 链接、走访、代填."""

    LINK = "link"
    VISIT = "visit"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody answered, under a number. `person` where they left a name: then the words are
    closed with their key, otherwise with the stream's.

    `visit` with `door` is where it was asked. `token` is the SHA-256 (hex) of the random token of
    a form, so that one form is answered once, and its holder can ask what came of it.
    """

    number: int
    answers: tuple[Answer, ...]
    channel: AnswerChannel
    person: UUID | None
    group: str | None
    visit: UUID | None
    door: str | None
    token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTaken:
    """The answer to one question went on: it became this issue or this undertaking."""

    number: int
    question: str
    issue: UUID | None
    undertaking: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVoided:
    """An answer is not counted: sent twice, or not meant as one."""

    number: int
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolonged:
    """It stays open until then; a moment that is past closes it."""

    until: Moment


QuestionnaireEvent = Opened | Answered | AnswerTaken | AnswerVoided | Prolonged
