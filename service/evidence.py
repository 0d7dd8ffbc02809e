"""The files that the record names: those of some issues, or of all."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from domain.issue.events import Attached
from domain.person.state import Standing
from ledger.database import Database
from ledger.files import Evidence
from projections.views import erasure, timeline
from projections.views.status import TABLE, VIEW

_PAGE = 1_000
_ATTACHED = "issue.attached"


def files_of(connection: Connection, issues: Collection[UUID]) -> Iterator[Evidence]:
    """Those of these issues."""
    query = select(TABLE).where(TABLE.c.issue.in_(issues))
    for found in connection.execute(query).mappings():
        row = VIEW.read(dict(found))
        yield from ((row.issue, file.digest) for file in row.content.files)


def own_files_of(
    connection: Connection, issues: Collection[UUID], persons: Collection[UUID]
) -> frozenset[Evidence]:
    """Those of these issues that one of the persons attached, and nobody else: their own."""
    by: dict[Evidence, set[UUID | None]] = {}
    for entry in timeline.entries_of(connection, issues, _ATTACHED):
        file = msgspec.json.decode(entry.data, type=Attached).evidence
        if file is not None:
            by.setdefault((entry.issue, file.digest), set()).add(entry.by.person)
    return frozenset(evidence for evidence, who in by.items() if who <= set(persons))


def is_let_go(connection: Connection, issue: UUID, digest: str) -> bool:
    """Whether it is a reporter's own file whom the issue has forgotten: it goes as they go."""
    query = select(TABLE.c.forgotten).where(TABLE.c.issue == issue)
    person = connection.execute(query).scalar()
    return person is not None and (issue, digest) in own_files_of(connection, [issue], [person])


def all_files(database: Database) -> Iterator[Evidence]:
    """Those of every issue, read by pages, but what an erased reporter had attached themself."""
    after = 0
    while True:
        query = select(TABLE.c.opened, TABLE.c.issue, TABLE.c.content, TABLE.c.forgotten)
        page = query.where(TABLE.c.opened > after).order_by(TABLE.c.opened).limit(_PAGE)
        with database.read() as connection:
            rows = connection.execute(page).all()
            gone = _erased_among(connection, {row.issue: row.forgotten for row in rows})
        if not rows:
            return
        named = ((row.issue, file.digest) for row in rows for file in row.content.files)
        yield from (evidence for evidence in named if evidence not in gone)
        after = rows[-1].opened


def _erased_among(
    connection: Connection, forgotten: Mapping[UUID, UUID | None]
) -> frozenset[Evidence]:
    """The own files of those persons who are erased; *forgotten* is by issue."""
    known = {person for person in forgotten.values() if person is not None}
    persons = erasure.standing(connection, known, Standing.ERASED)
    issues = [issue for issue, person in forgotten.items() if person in persons]
    return own_files_of(connection, issues, persons)
