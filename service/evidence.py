"""The files that the record names: those of some issues, or of all."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Connection, select

from ledger.database import Database
from ledger.files import Evidence
from projections.views.status import TABLE, VIEW

_PAGE = 1_000


def files_of(connection: Connection, issues: Collection[UUID]) -> Iterator[Evidence]:
    """Those of these issues."""
    query = select(TABLE).where(TABLE.c.issue.in_(issues))
    for found in connection.execute(query).mappings():
        row = VIEW.read(dict(found))
        yield from ((row.issue, file.digest) for file in row.content.files)


def all_files(database: Database) -> Iterator[Evidence]:
    """Those of every issue, read by pages."""
    after = 0
    while True:
        query = select(TABLE.c.opened, TABLE.c.issue, TABLE.c.content)
        page = query.where(TABLE.c.opened > after).order_by(TABLE.c.opened).limit(_PAGE)
        with database.read() as connection:
            rows = connection.execute(page).all()
        if not rows:
            return
        yield from ((row.issue, file.digest) for row in rows for file in row.content.files)
        after = rows[-1].opened
