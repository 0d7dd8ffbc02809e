"""Files of issues: who may upload and download them. An upload is no event and appends nothing."""

import errno
import logging
from dataclasses import dataclass, field
from uuid import UUID

from domain.issue.erasure import require_texts
from domain.media import MediaType, media_type_of
from ledger.database import Database
from ledger.files import DamagedFile, FileStore, NoKey
from service.errors import Forbidden, NotFound, ReporterErased, StorageFull, Unavailable
from service.evidence import is_let_go
from service.policy import Action, Principal
from service.reading import Reader

_log = logging.getLogger("bihuan.files")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFile:
    """A file as it is known: what an event has to carry of it, and its bytes."""

    digest: str
    media_type: MediaType
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


class Files:
    """The store behind the policy."""

    def __init__(self, database: Database, store: FileStore, reader: Reader) -> None:
        self._database = database
        self._store = store
        self._reader = reader

    def upload(self, principal: Principal, issue: UUID, content: bytes) -> IssueFile:
        """Keep a file.

        Raises `NotFound` and `Forbidden` for who may not, `Refused` with `texts-erased`,
        `Unavailable` where the issue has no key any more, `StorageFull`; `ValueError` for bytes
        that are of none of our types, which the entrance has refused before.
        """
        media_type = media_type_of(content)
        if media_type is None:
            raise ValueError("no media type of ours")
        sight = self._reader.sight(principal, issue)
        sight.require(Action.ATTACH)
        require_texts(sight.row.state)
        try:
            digest = self._store.put(issue, content)
        except NoKey as error:
            raise Unavailable("the vault lacks the key of this issue") from error
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from error
            raise
        return IssueFile(digest=digest, media_type=media_type, content=content)

    def download(self, principal: Principal, issue: UUID, digest: str) -> IssueFile:
        """A file, for who sees the issue with its reporter's words: either may tell who they are.

        Raises `NotFound` for an issue that is not visible, then `Forbidden` before it is looked
        whether there is such a file, then `Refused` with `texts-erased`, `ReporterErased` for what
        a reporter had attached themself who is let go, `NotFound`, `DamagedFile`.
        """
        sight = self._reader.sight(principal, issue)
        if not sight.near:
            raise Forbidden
        require_texts(sight.row.state)
        if sight.row.forgotten is not None and self._is_let_go(issue, digest):
            raise ReporterErased
        found = self._found(issue, digest)
        if found is None:
            raise NotFound
        return found

    def find(self, issue: UUID, digest: str) -> IssueFile | None:
        """A file that is there and whole, for who refers to it; raises `DamagedFile`.

        What is let go is nobody's to show again.
        """
        return None if self._is_let_go(issue, digest) else self._found(issue, digest)

    def _is_let_go(self, issue: UUID, digest: str) -> bool:
        with self._database.read() as connection:
            return is_let_go(connection, issue, digest)

    def _found(self, issue: UUID, digest: str) -> IssueFile | None:
        content = self._store.get(issue, digest)
        if content is None:
            return None
        media_type = media_type_of(content)
        if media_type is None:
            # It was told by the same bytes when it was uploaded.
            _log.error("a file has no type any more: issue %s", issue)
            raise DamagedFile
        return IssueFile(digest=digest, media_type=media_type, content=content)
