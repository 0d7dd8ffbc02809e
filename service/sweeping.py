"""The sweep: what is still or again there of those who are erased on record is deleted.

A process may have ended between the record and the deletion, and a vault may have been restored
from a backup that is older than an erasure: the record decides. To look costs little, for it asks
the vault by page which of those who are erased it still knows.
"""

from collections.abc import Collection
from dataclasses import dataclass

import structlog

from domain.sealed import KeyScope
from ledger.database import Database
from ledger.leftovers import empty_log
from ledger.vault import Subject, Vault
from projections.views.erasure import ErasureRow
from service.leaving import Leaving, pages

_log = structlog.get_logger("bihuan.erasure")


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Safe to be done at any time, by several at once."""

    database: Database
    vault: Vault
    leaving: Leaving

    def sweep(self) -> int:
        """Delete; of how many subjects something was there. Raises what the databases raise."""
        count = sum(self._swept(page) for page in pages(self.database, kept=False))
        # Whoever read an older snapshot at the time of an erasure has gone by now.
        if not all([self.vault.empty_log(), empty_log(self.database)]):
            _log.warning("a log could not be emptied: somebody reads an older snapshot")
        return count

    def _swept(self, page: Collection[ErasureRow]) -> int:
        left = self.vault.left_of([_subject(row) for row in page])
        if left:
            self.leaving.let_go(left)
        return len(left)


def _subject(row: ErasureRow) -> Subject:
    return KeyScope(row.kind.value), row.subject
