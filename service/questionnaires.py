"""Questions about questionnaires: which there are, what was answered, what it comes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import cast
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.moment import Moment
from domain.questionnaire.events import Answered
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary
from ledger.catalogue import CATALOGUE
from ledger.claims import FORM, LINK, holder
from ledger.database import Database
from ledger.log import read_at, read_since
from ledger.now import Clock
from projections.fresh import fresh
from projections.views import answer as answers
from projections.views import directory
from projections.views import questionnaire as view
from projections.views.answer import AnswerRow
from projections.views.questionnaire import QuestionnaireRow
from service.answer_figures import Figures, figures_of
from service.errors import Forbidden, NotFound
from service.opening import Opener, Texts
from service.policy import Action, Principal, role_for, scopes
from service.scenes import Vocabularies
from service.within import reach_in, visible_within


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenQuestionnaire:
    """One questionnaire as staff see it *at* a moment."""

    row: QuestionnaireRow
    names: Mapping[UUID, str]
    vocabulary: Vocabulary
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAnswers:
    """A page of answers with their words."""

    rows: Sequence[AnswerRow]
    texts: Texts
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFigures:
    """What the answers to a questionnaire come to."""

    seen: SeenQuestionnaire
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """What taking an answer up needs of it: when, by whom, and in which words."""

    at: Moment
    person: UUID | None
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicQuestionnaire:
    """What the link shows: the questions, and whether they can be answered *now*.

    `principal` is as whom its holder answers; neither it nor `questionnaire` is told to anybody.
    """

    questionnaire: UUID
    principal: Principal
    row: QuestionnaireRow
    committee: str | None
    vocabulary: Vocabulary
    now: Moment

    @property
    def is_open(self) -> bool:
        """Whether it takes an answer now."""
        row = self.row
        return row.since <= self.now < row.until and row.counted < row.most


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReceipt:
    """What the holder of a form's token is shown: that it was answered, and what came of it.

    `issues` and `undertakings` are those it became; ids are told to nobody.
    """

    about: PublicQuestionnaire
    number: int
    at: Moment
    person: UUID | None
    issues: Sequence[UUID]
    undertakings: int


class Questionnaires:
    """Answers on one snapshot each; a questionnaire is told as the record has it now."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database, self._opener, self._now = database, opener, now
        self._vocabularies = Vocabularies()

    def one(self, principal: Principal, wanted: UUID) -> SeenQuestionnaire:
        """One questionnaire; raises `NotFound`."""
        with self._database.read() as connection:
            row = self._required(connection, principal, wanted, Action.QUESTIONNAIRE_VIEW)
            return self._seen(connection, row)

    def page(
        self, principal: Principal, *, committee: UUID | None, older_than: int | None, limit: int
    ) -> list[SeenQuestionnaire]:
        """Those that the caller may see, the newest first; raises `Forbidden`."""
        if not scopes(principal, Action.QUESTIONNAIRE_VIEW):
            raise Forbidden
        columns = view.TABLE.c
        within = visible_within(
            principal, Action.QUESTIONNAIRE_VIEW, columns.committee, columns.compound
        )
        with self._database.read() as connection:
            rows = view.page(
                connection, within, committee=committee, older_than=older_than, limit=limit
            )
            return [self._seen(connection, row) for row in rows]

    def answers(self, principal: Principal, wanted: UUID, *, after: int, limit: int) -> SeenAnswers:
        """Who answered what, for those who work with it; raises `NotFound`, `Forbidden`."""
        with self._database.read() as connection:
            self._required(connection, principal, wanted, Action.QUESTIONNAIRE_KEEP)
            rows = answers.page(connection, wanted, after=after, limit=limit)
            vocabulary = self._vocabularies.newest(connection)
        fields = [field for row in rows for field in _sealed(row)]
        opened = self._opener.texts([(wanted, one) for one in fields])
        texts = {one.nonce: text for one, text in zip(fields, opened, strict=True)}
        return SeenAnswers(rows=rows, texts=Texts(texts), vocabulary=vocabulary)

    def figures(self, principal: Principal, wanted: UUID) -> SeenFigures:
        """What they come to; raises `NotFound`."""
        with self._database.read() as connection:
            row = self._required(connection, principal, wanted, Action.QUESTIONNAIRE_VIEW)
            seen = self._seen(connection, row)
            return SeenFigures(seen=seen, figures=figures_of(row, answers.sums(connection, wanted)))

    def author(self, principal: Principal, wanted: UUID, number: int, question: str) -> Author:
        """Whose the answer to one question is, and what it says; raises `NotFound`."""
        with self._database.read() as connection:
            self._required(connection, principal, wanted, Action.QUESTIONNAIRE_KEEP)
            given = _answer_of(connection, wanted, number)
        said = next((one.text for one in given.answers if one.question == question), None)
        [words] = self._opener.texts([(wanted, said)]) if said is not None else [None]
        return Author(at=given.at, person=given.person, words=words)

    def public(self, link: str) -> PublicQuestionnaire:
        """What a link shows; raises `NotFound` for one that opens nothing."""
        with self._database.read() as connection:
            return self._public(connection, link)

    def receipt(self, link: str, token: str) -> AnswerReceipt:
        """What became of the answer that a form's token was sent with; raises `NotFound`."""
        with self._database.read() as connection:
            about = self._public(connection, link)
            found = holder(connection, FORM, "", digest_of(token))
            if found is None or found[0] != about.questionnaire:
                raise NotFound
            stored = read_at(connection, found[1])
            if stored is None:
                raise NotFound
            recorded = CATALOGUE.decode(stored)
            given = cast(Answered, recorded.event)
            row = _row_of(connection, about.questionnaire, given.number)
        taken = row.taken if row else ()
        return AnswerReceipt(
            about=about,
            number=given.number,
            at=recorded.occurred_at,
            person=given.person,
            issues=[one.issue for one in taken if one.issue is not None],
            undertakings=sum(one.undertaking is not None for one in taken),
        )

    def vocabulary(self) -> Vocabulary:
        """The newest vocabulary, for labels."""
        with self._database.read() as connection:
            return self._vocabularies.newest(connection)

    def _public(self, connection: Connection, link: str) -> PublicQuestionnaire:
        found = holder(connection, LINK, "", link)
        row = fresh(connection, view.VIEW, (found[0],), found[0]) if found else None
        if row is None:
            raise NotFound
        names = directory.names(connection, {row.committee})
        return PublicQuestionnaire(
            questionnaire=row.questionnaire,
            principal=Principal(
                person=None,
                roles=frozenset({Role.RESIDENT}),
                body=row.committee,
                compound=row.compound,
            ),
            row=row,
            committee=names.get(row.committee),
            vocabulary=self._vocabularies.newest(connection),
            now=self._now(),
        )

    def _required(
        self, connection: Connection, principal: Principal, wanted: UUID, action: Action
    ) -> QuestionnaireRow:
        row = fresh(connection, view.VIEW, (wanted,), wanted)
        if row is None:
            raise NotFound
        reach = reach_in(connection, row.committee, row.compound)
        if role_for(principal, Action.QUESTIONNAIRE_VIEW, reach) is None:
            raise NotFound
        if role_for(principal, action, reach) is None:
            raise Forbidden
        return row

    def _seen(self, connection: Connection, row: QuestionnaireRow) -> SeenQuestionnaire:
        named = {row.committee} | ({row.compound} if row.compound else set())
        return SeenQuestionnaire(
            row=row,
            names=directory.names(connection, named),
            vocabulary=self._vocabularies.newest(connection),
            at=self._now(),
        )


def digest_of(token: str) -> str:
    """What is kept of a form's token: of 256 random bits nobody finds it again."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _sealed(row: AnswerRow) -> Iterable[Sealed]:
    yield from (one.text for one in row.answers if one.text is not None)
    if row.reason is not None:
        yield row.reason


def _row_of(connection: Connection, questionnaire: UUID, number: int) -> AnswerRow | None:
    rows = answers.page(connection, questionnaire, after=number - 1, limit=1)
    return rows[0] if rows and rows[0].number == number else None


def _answer_of(connection: Connection, questionnaire: UUID, number: int) -> AnswerRow:
    """An answer by the view, or from the record where that lags; raises `NotFound`."""
    row = _row_of(connection, questionnaire, number)
    if row is not None:
        return row
    topics = ("questionnaire.answered",)
    # Before it stand at least so many events: what opened it, and each answer of a lower number.
    for stored in read_since(connection, questionnaire, version=number, topics=topics):
        recorded = CATALOGUE.decode(stored)
        if (questionnaire, number) in answers.VIEW.keys(recorded):
            row = answers.VIEW.evolve((questionnaire, number), None, recorded)
    if row is None:
        raise NotFound
    return row
