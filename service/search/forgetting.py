"""Taking texts out of the index, because the key that closes them is to go."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from domain.sealed import KeyScope, Sealed
from ledger.database import Database
from ledger.log import read_head
from projections.views import status
from projections.views.status import StatusRow
from service.opening import Opener
from service.search import index
from service.search.grams import Grams
from service.search.index import Posting
from service.search.texts import fields

Closed = tuple[UUID, KeyScope]
"""Those texts of an issue that a key of this scope closes: the reporter's, or the issue's."""

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Makes the index forget; to be begun while the texts still open."""

    database: Database
    opener: Opener
    grams: Grams

    def forget(self, closed: Collection[Closed]) -> frozenset[Posting]:
        """Take these texts out; what stood for them, to take it out again (`forget_again`)."""
        listed = sorted(closed)
        return frozenset[Posting]().union(
            *(
                self._forget(listed[start : start + _PAGE], frozenset())
                for start in range(0, len(listed), _PAGE)
            )
        )

    def forget_again(self, closed: Collection[Closed], postings: Collection[Posting]) -> None:
        """Take out what somebody has put back who had opened the texts before."""
        if postings:
            self._forget(sorted(closed), frozenset(postings))

    def _forget(self, closed: Collection[Closed], known: frozenset[Posting]) -> frozenset[Posting]:
        """What other texts of the same issue share with them stays."""
        with self.database.write() as connection:
            # Nobody words an issue anew between the look and the removal.
            read_head(connection, lock=True)
            rows = list(_rows(connection, {issue for issue, _ in closed}))
            gone = known | self._postings(rows, closed, inside=True)
            index.remove(connection, gone - self._postings(rows, closed, inside=False))
        return gone

    def _postings(
        self, rows: Iterable[StatusRow], closed: Collection[Closed], *, inside: bool
    ) -> frozenset[Posting]:
        found = [
            (row, one) for row in rows for one in fields(row) if _is_in(row, one, closed) is inside
        ]
        texts = self.opener.texts([(row.issue, one) for row, one in found])
        return frozenset(
            (gram, row.opened)
            for (row, _), text in zip(found, texts, strict=True)
            if text is not None
            for gram in self.grams.of_text(text)
        )


def _is_in(row: StatusRow, sealed: Sealed, closed: Collection[Closed]) -> bool:
    return (row.issue, sealed.scope) in closed


def _rows(connection: Connection, issues: Collection[UUID]) -> Iterator[StatusRow]:
    query = select(status.TABLE).where(status.TABLE.c.issue.in_(issues))
    return (status.VIEW.read(dict(row)) for row in connection.execute(query).mappings().all())
