"""Claims: what must be unique beyond one stream, written in the event's own transaction.

A claim is derived from its event alone, so that `replay --check` can compare the table with
the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

import domain.body.events as body
import domain.issue.events as issue
import domain.meeting.events as meeting
import domain.notice.events as notice
import domain.questionnaire.events as questionnaire
import domain.rating.events as rating
from domain.issue.number import sequence_of
from ledger.bulk import Insert, binder
from ledger.envelope import Recorded
from ledger.tables import claim as table

NUMBER = "issue-number"
CODE = "body-code"
ORDER = "external-order"
NOTICE = "notice-number"
MATTER = "matter"

# questionnaires and ratings
LINK = "questionnaire-link"
FORM = "questionnaire-form"
MARK = "rating-mark"

COUNTED = frozenset({NUMBER, NOTICE})
"""Kinds of claims whose values are numbers in a row."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Claim:
    """One unique fact: *value* within *scope* of a *kind* belongs to a stream."""

    kind: str
    scope: str
    value: str
    stream: UUID
    position: int


def claims_of(recorded: Recorded[object]) -> Sequence[Claim]:
    """What this event claims; nothing for most."""
    claimed = _claimed(recorded.event)
    if claimed is None:
        return ()
    kind, scope, value = claimed
    return (
        Claim(
            kind=kind,
            scope=scope,
            value=value,
            stream=recorded.stream,
            position=recorded.position,
        ),
    )


CLAIMING = frozenset(
    {
        "issue.reported",
        "issue.attached",
        "body.registered",
        "meeting.matter-taken",
        "notice.drawn-up",
        # questionnaires and ratings
        "questionnaire.opened",
        "questionnaire.answered",
        "rating.given",
    }
)
"""The stored names of events that may claim; a test holds them to `claims_of`."""


def _claimed(event: object) -> tuple[str, str, str] | None:
    match event:
        case issue.Reported():
            scope, sequence = sequence_of(event.number)
            return NUMBER, scope, f"{sequence:08d}"
        case issue.Attached(order=issue.ExternalOrder(source=source, number=number)):
            return ORDER, source, number
        case body.Registered():
            return CODE, "", event.code
        case notice.DrawnUp(committee=committee, number=number):
            return NOTICE, str(committee), f"{number:08d}"
        # questionnaires and ratings
        case questionnaire.Opened(link=link):
            return LINK, "", link
        case questionnaire.Answered(token=str(token)):
            return FORM, "", token
        case rating.Given():
            return MARK, *mark_of(event)
        case meeting.MatterTaken():
            return MATTER, "", str(event.issue)
        case _:
            return None


def mark_of(given: rating.Given) -> tuple[str, str]:
    """What a mark claims: one per person, whom it is for, kind and period."""
    rated = given.member or given.committee
    return str(rated), f"{given.kind.value}:{given.period}:{given.rater}"


def inserting(claims: Iterable[Claim], dialect: str) -> Insert:
    """Claims to be written; a second claim of the same value is the database's IntegrityError."""
    bind = binder(table, dialect)
    return Insert(table, [bind(claim) for claim in claims])


def is_claimed(connection: Connection, kind: str, scope: str, value: str) -> bool:
    """Whether somebody holds that value."""
    query = select(table.c.stream).where(
        table.c.kind == kind, table.c.scope == scope, table.c.value == value
    )
    return connection.execute(query).first() is not None


def holder(connection: Connection, kind: str, scope: str, value: str) -> tuple[UUID, int] | None:
    """Whose that value is: the stream, and the position at which it was claimed."""
    query = select(table.c.stream, table.c.position).where(
        table.c.kind == kind, table.c.scope == scope, table.c.value == value
    )
    found = connection.execute(query).first()
    return None if found is None else (found.stream, found.position)


def highest(connection: Connection, kind: str, scope: str) -> int:
    """The highest number claimed in a scope, 0 where there is none."""
    query = select(func.max(table.c.value)).where(table.c.kind == kind, table.c.scope == scope)
    found: str | None = connection.execute(query).scalar()
    return int(found) if found else 0
