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
from domain.issue.number import sequence_of
from ledger.bulk import Insert, binder
from ledger.envelope import Recorded
from ledger.tables import claim as table

NUMBER = "issue-number"
CODE = "body-code"
ORDER = "external-order"
NOTICE = "notice-number"
MATTER = "matter"

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
        case meeting.MatterTaken():
            return MATTER, "", str(event.issue)
        case _:
            return None


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


def highest(connection: Connection, kind: str, scope: str) -> int:
    """The highest number claimed in a scope, 0 where there is none."""
    query = select(func.max(table.c.value)).where(table.c.kind == kind, table.c.scope == scope)
    found: str | None = connection.execute(query).scalar()
    return int(found) if found else 0
