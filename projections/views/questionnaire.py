"""Questionnaires (问卷): one row each; what was answered stands in the view `answer`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Uuid,
    select,
)

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
from ledger.envelope import Recorded
from projections.columns import Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireRow:
    """One questionnaire. `given` are all answers, `counted` those not voided, `taken` what went on.

    `opened` is the position at which it was opened.
    """

    questionnaire: UUID
    committee: UUID
    compound: UUID | None
    name: str
    link: str
    questions: tuple[Question, ...]
    groups: tuple[str, ...]
    since: Moment
    until: Moment
    most: int
    given: int
    counted: int
    taken: int
    opened: int
    version: int


TABLE = view_table(
    "questionnaire",
    1,
    Column("questionnaire", Uuid, primary_key=True),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("name", String(200), nullable=False),
    Column("link", String(40), nullable=False),
    Column("questions", Json(tuple[Question, ...]), nullable=False),
    Column("groups", Json(tuple[str, ...]), nullable=False),
    Column("since", MomentColumn, nullable=False),
    Column("until", MomentColumn, nullable=False),
    Column("most", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("counted", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("view_questionnaire_v1_opened", TABLE.c.opened)
Index("view_questionnaire_v1_committee", TABLE.c.committee, TABLE.c.opened)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The questionnaire's own row."""
    return ((recorded.stream,),) if isinstance(recorded.event, QuestionnaireEvent) else ()


def fold(
    _key: Key, row: QuestionnaireRow | None, recorded: Recorded[object]
) -> QuestionnaireRow | None:
    """The row after *recorded*."""
    if isinstance(recorded.event, Opened):
        return _opened(recorded, recorded.event)
    return row and replace(_changed(row, recorded.event), version=recorded.version)


def _changed(row: QuestionnaireRow, event: object) -> QuestionnaireRow:
    match event:
        case Answered():
            return replace(row, given=row.given + 1, counted=row.counted + 1)
        case AnswerVoided():
            return replace(row, counted=row.counted - 1)
        case AnswerTaken():
            return replace(row, taken=row.taken + 1)
        case Prolonged(until=until):
            return replace(row, until=until)
        case _:
            return row


def _opened(recorded: Recorded[object], event: Opened) -> QuestionnaireRow:
    return QuestionnaireRow(
        questionnaire=recorded.stream,
        committee=event.committee,
        compound=event.compound,
        name=event.name,
        link=event.link,
        questions=event.questions,
        groups=event.groups,
        since=event.since,
        until=event.until,
        most=event.most,
        given=0,
        counted=0,
        taken=0,
        opened=recorded.position,
        version=recorded.version,
    )


VIEW = View(
    name="questionnaire",
    table=TABLE,
    row=QuestionnaireRow,
    keys=keys,
    evolve=fold,
    follows=True,
)


def page(
    connection: Connection,
    within: ColumnElement[bool],
    *,
    committee: UUID | None,
    older_than: int | None,
    limit: int,
) -> list[QuestionnaireRow]:
    """Questionnaires *within* what somebody may see, the newest first, behind a position."""
    query = select(TABLE).where(within)
    if committee is not None:
        query = query.where(TABLE.c.committee == committee)
    if older_than is not None:
        query = query.where(TABLE.c.opened < older_than)
    found = connection.execute(query.order_by(TABLE.c.opened.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
