"""What is public: published issues in their published words, for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.sealed import KeyScope
from domain.vocabulary.state import VOCABULARY_STREAM, Vocabulary
from ledger.database import Database
from ledger.streams import VOCABULARY, load
from projections.cursors import reached
from projections.views import directory, publication
from projections.views.publication import PublicationRow
from service.errors import NotFound
from service.opening import Opener


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One publication; `text` is None where it can no longer be opened."""

    row: PublicationRow
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Publications, newest first, as of the *position* that the view had reached."""

    items: Sequence[Seen]
    position: int
    committees: Mapping[UUID, str]
    vocabulary: Vocabulary


class Publications:
    """Reads the following view of publications. It is the same for everybody, key or none."""

    def __init__(self, database: Database, opener: Opener) -> None:
        self._database = database
        self._opener = opener

    def page(self, *, committee: UUID | None, older_than: int | None, limit: int) -> Page:
        """A page behind a position."""
        with self._database.read() as connection:
            rows = publication.page(
                connection, committee=committee, older_than=older_than, limit=limit
            )
            position = reached(connection, publication.VIEW) or 0
            committees = directory.names(connection, {row.committee for row in rows})
            vocabulary = load(connection, VOCABULARY, VOCABULARY_STREAM)
        if vocabulary is None:
            raise NotFound
        return Page(
            items=self._seen(rows),
            position=position,
            committees=committees,
            vocabulary=vocabulary.state.current,
        )

    def _seen(self, rows: Sequence[PublicationRow]) -> Sequence[Seen]:
        # What a person's key closes is nobody's to publish, whatever a row may hold.
        sealed = [
            (row.issue, row.text)
            for row in rows
            if row.text is not None and row.text.scope is KeyScope.ISSUE
        ]
        texts = dict(zip((issue for issue, _ in sealed), self._opener.texts(sealed), strict=True))
        return [Seen(row=row, text=texts.get(row.issue)) for row in rows]
