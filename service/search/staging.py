"""What one batch adds to the search index, from the clear texts that its commands seal."""

from collections.abc import Iterable
from uuid import UUID

from ledger.bulk import Insert, Move
from projections.engine import Projector
from projections.views import status
from service.search import index
from service.search.grams import Grams

Staged = tuple[UUID, str]
"""An issue, and a searchable text of it in clear: never stored, never shown in a message."""


class Staging:
    """Turns texts into grams as they come, so that none stays longer than its command.

    Without *grams* nothing is written, and the index's cursor stays behind.
    """

    def __init__(self, grams: Grams | None) -> None:
        self._grams = grams
        self._postings: set[index.Posting] = set()

    def take(self, projector: Projector, texts: Iterable[Staged]) -> None:
        """Stage the texts of issues that the projector knows by now."""
        for issue, text in texts:
            row = projector.row(status.VIEW, (issue,))
            if self._grams is not None and row is not None:
                found = self._grams.of_text(text)
                self._postings.update((gram, row.opened) for gram in found)

    def staged(self, *, before: int, after: int) -> tuple[Insert, list[Move]]:
        """What is to be written with the events between two positions of the head."""
        if self._grams is None:
            return index.adding(()), []
        return index.adding(self._postings), [index.advancing(before=before, after=after)]
