"""Answers to questionnaires: one row each, and beside them sums, so that no figure reads them all.

A sum is kept per question, group and what was said: an option's code, a number as `=4`, and ''
for whoever answered it at all, with the sum of their numbers. Question '' counts the answers
themselves. What is voided is taken off again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, String, Uuid, select

from domain.moment import Moment
from domain.questionnaire.events import Answer, AnswerChannel, Answered, AnswerTaken, AnswerVoided
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.derived import Derived
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer; `reason` is why it is not counted."""

    questionnaire: UUID
    number: int
    at: Moment
    answers: tuple[Answer, ...]
    channel: AnswerChannel
    person: UUID | None
    grouped: str | None
    visit: UUID | None
    door: str | None
    taken: tuple[AnswerTaken, ...]
    voided: bool
    reason: Sealed | None


TABLE = view_table(
    "answer",
    1,
    Column("questionnaire", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", MomentColumn, nullable=False),
    Column("answers", Json(tuple[Answer, ...]), nullable=False),
    Column("channel", Code(AnswerChannel), nullable=False),
    Column("person", Uuid),
    Column("grouped", String(40)),
    Column("visit", Uuid),
    Column("door", String(120)),
    Column("taken", Json(tuple[AnswerTaken, ...]), nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("reason", Json(Sealed)),
    sqlite_with_rowid=False,
)


class SumRow(NamedTuple):
    """How many said that, and what their numbers come to."""

    questionnaire: UUID
    question: str
    grouped: str
    said: str
    counted: int
    total: int


SUM = view_table(
    "answer_sum",
    1,
    Column("questionnaire", Uuid, primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("grouped", String(40), primary_key=True),
    Column("said", String(40), primary_key=True),
    Column("counted", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The answer's own row."""
    match recorded.event:
        case Answered(number=number) | AnswerTaken(number=number) | AnswerVoided(number=number):
            return ((recorded.stream, number),)
        case _:
            return ()


def fold(_key: Key, row: AnswerRow | None, recorded: Recorded[object]) -> AnswerRow | None:
    """The row after *recorded*."""
    match recorded.event:
        case Answered() as event:
            return _answered(recorded, event)
        case AnswerTaken() as event if row is not None:
            return replace(row, taken=(*row.taken, event))
        case AnswerVoided(reason=reason) if row is not None:
            return replace(row, voided=True, reason=reason)
        case _:
            return row


def _answered(recorded: Recorded[object], event: Answered) -> AnswerRow:
    return AnswerRow(
        questionnaire=recorded.stream,
        number=event.number,
        at=recorded.occurred_at,
        answers=event.answers,
        channel=event.channel,
        person=event.person,
        grouped=event.group,
        visit=event.visit,
        door=event.door,
        taken=(),
        voided=False,
        reason=None,
    )


def _sums(
    before: AnswerRow | None, after: AnswerRow | None, _recorded: Recorded[object]
) -> Iterator[SumRow]:
    if after is None:
        return
    if before is None:
        yield from _said(after, 1)
    elif after.voided and not before.voided:
        yield from _said(after, -1)


def _said(row: AnswerRow, sign: int) -> Iterator[SumRow]:
    def one(question: str, said: str, number: int = 0) -> SumRow:
        return SumRow(row.questionnaire, question, row.grouped or "", said, sign, sign * number)

    yield one("", "")
    for answer in row.answers:
        yield one(answer.question, "", answer.number or 0)
        for code in answer.chosen:
            yield one(answer.question, code)
        if answer.number is not None:
            yield one(answer.question, f"={answer.number}")


VIEW: View[AnswerRow] = View(
    name="answer",
    table=TABLE,
    row=AnswerRow,
    keys=keys,
    evolve=fold,
    follows=True,
    derived=(Derived(table=SUM, row=SumRow, make=_sums, sums=("counted", "total")),),
)


def page(connection: Connection, questionnaire: UUID, *, after: int, limit: int) -> list[AnswerRow]:
    """The answers to one questionnaire by number, behind a number."""
    query = select(TABLE).where(TABLE.c.questionnaire == questionnaire, TABLE.c.number > after)
    found = connection.execute(query.order_by(TABLE.c.number).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]


def sums(connection: Connection, questionnaire: UUID) -> list[SumRow]:
    """What the answers to one questionnaire come to."""
    query = select(SUM).where(SUM.c.questionnaire == questionnaire, SUM.c.counted != 0)
    found = connection.execute(query.order_by(*SUM.primary_key)).all()
    return [SumRow(*row) for row in found]
