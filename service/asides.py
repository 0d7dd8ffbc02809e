"""What the answers about referrals, inquiries, cases and grids need beside the state itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary
from projections.cursors import cursors
from projections.engine import View
from projections.views import directory
from projections.views.status import TABLE as STATUS
from service.opening import Opener, Texts
from service.scenes import Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Names of ids, numbers of issues, the vocabulary for labels, opened texts."""

    names: Mapping[UUID, str]
    numbers: Mapping[UUID, str]
    vocabulary: Vocabulary
    texts: Texts


class Asides:
    """Finds it on a snapshot."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._vocabularies = Vocabularies()

    def of(
        self,
        connection: Connection,
        *,
        named: Iterable[UUID] = (),
        issues: Iterable[UUID] = (),
        texts: Iterable[tuple[UUID, Sealed | None]] = (),
    ) -> Aside:
        """Beside what names these ids, points at these issues and has these texts."""
        present = [(stream, one) for stream, one in texts if one is not None]
        opened = self._opener.texts(present)
        # A nonce is never used twice, so that it tells one ciphertext from all others.
        by_nonce = {one.nonce: text for (_, one), text in zip(present, opened, strict=True)}
        return Aside(
            names=directory.names(connection, named),
            numbers=numbers(connection, issues),
            vocabulary=self._vocabularies.newest(connection),
            texts=Texts(by_nonce),
        )


def numbers(connection: Connection, issues: Iterable[UUID]) -> Mapping[UUID, str]:
    """The numbers of issues: all that is told of one to who may not see it."""
    query = select(STATUS.c.issue, STATUS.c.number).where(STATUS.c.issue.in_(set(issues)))
    return {row.issue: row.number for row in connection.execute(query)}


def reached_by(connection: Connection, *views: View[Any]) -> int:
    """How far those views have come that are the furthest behind."""
    at = cursors(connection)
    return min(at.get(view.id, 0) for view in views)
