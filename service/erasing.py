"""What deletes: keys, telephone numbers, grams and files of whoever is erased on record.

The record says who is; this makes it true. The key goes last: as long as it stands, whatever else
there was to delete can still be named, so that what was cut short is done by the sweep. So it is
with a vault that was restored from a backup older than an erasure.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from domain.sealed import KeyScope
from ledger.database import Database
from ledger.files import Evidence, FileStore
from ledger.leftovers import empty_log
from ledger.vault import Subject, Vault
from service.evidence import files_of, own_files_of
from service.search.forgetting import Closed, Forgetting

_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A person or an issue erased on record; *issues* are those with texts that their key closes.

    Of a person, those that they have reported; of an issue, itself.
    """

    subject: Subject
    issues: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """How much was deleted just now.

    `pending` says that the log of SQLite could not be emptied yet, which the sweep does.
    """

    keys: int = 0
    phones: int = 0
    files: int = 0
    pending: bool = False

    def __add__(self, other: "Deleted") -> "Deleted":
        return Deleted(
            keys=self.keys + other.keys,
            phones=self.phones + other.phones,
            files=self.files + other.files,
            pending=self.pending or other.pending,
        )


def person_gone(person: UUID, issues: Iterable[UUID]) -> Gone:
    """A person, and every issue that they have ever reported."""
    return Gone(subject=(KeyScope.PERSON, person), issues=frozenset(issues))


def issue_gone(issue: UUID) -> Gone:
    """An issue whose texts and files are let go of."""
    return Gone(subject=(KeyScope.ISSUE, issue), issues=frozenset({issue}))


class Erasing:
    """Deletes; safe to be done again, by several at once, and at any time after the record."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        forgetting: Forgetting,
        store: FileStore,
    ) -> None:
        self._database = database
        self._vault = vault
        self._forgetting = forgetting
        self._store = store

    def erase_keys(self, gone: Iterable[Gone]) -> Deleted:
        """Delete all that there is of them. What raises leaves the rest to the sweep."""
        told = sum((self._erase(page) for page in _pages(gone)), Deleted())
        # The grams' hashes; where somebody reads, the sweep does it.
        return told + Deleted(pending=not empty_log(self._database))

    def _erase(self, page: Collection[Gone]) -> Deleted:
        closed = set(_closed(page))
        postings = self._forgetting.forget(closed)
        files = self._store.remove(self._files(page))
        erased = self._vault.erase(one.subject for one in page)
        # Who had opened them before may have put them back meanwhile.
        self._forgetting.forget_again(closed, postings)
        return Deleted(keys=erased.keys, phones=erased.phones, files=files, pending=erased.pending)

    def _files(self, page: Collection[Gone]) -> list[Evidence]:
        """Those of issues that are let go; those that persons who are had attached themselves."""
        issues = [one.subject[1] for one in page if one.subject[0] is KeyScope.ISSUE]
        persons = [one for one in page if one.subject[0] is KeyScope.PERSON]
        reported = {issue for one in persons for issue in one.issues}
        with self._database.read() as connection:
            own = own_files_of(connection, reported, [one.subject[1] for one in persons])
            return [*files_of(connection, issues), *own]


def _pages(gone: Iterable[Gone]) -> Iterator[list[Gone]]:
    coming = iter(gone)
    while page := list(islice(coming, _PAGE)):
        yield page


def _closed(page: Iterable[Gone]) -> Iterator[Closed]:
    return ((issue, one.subject[0]) for one in page for issue in one.issues)
