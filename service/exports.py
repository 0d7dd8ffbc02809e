"""Exports: the record or a part of it, signed, for who checks it without us."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import IO
from uuid import UUID

from sqlalchemy import Connection

from ledger.checkpoints import Stored, origin_of
from ledger.database import Database
from ledger.export import form, lines
from ledger.export.lines import Told
from ledger.export.selection import Between, Selection
from ledger.notes import BadNote, Checkpoint, parse_checkpoint, parse_note
from ledger.proofs import root_at
from ledger.withheld import IN_PART, VOTES
from service.checkpoints import Checkpoints
from service.errors import CannotSign, NotFound
from service.policy import Principal


class NotContinued(Exception):
    """What the auditor holds is no checkpoint of this ledger as it is now; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How many rows were written, under which size; `unsigned` says why it is not the head's."""

    size: int
    rows: int
    unsigned: str | None = None


class Exports:
    """Writes exports of one ledger; *signer* is for whom checkpoints are signed."""

    def __init__(
        self, database: Database, checkpoints: Checkpoints, signer: Principal, ledger: UUID
    ) -> None:
        self._database, self._checkpoints = database, checkpoints
        self._signer, self._ledger = signer, ledger

    def full(self, file: IO[bytes], told: Told) -> Exported:
        """Write everything, up to a checkpoint that is signed now.

        Where none can be signed, up to the newest that there is; raises `CannotSign` without any.
        """
        last, unsigned = self._last()
        with self._database.read(patient=True) as connection:
            for line in lines.full(connection, self._ledger, last, told):
                file.write(line)
        return Exported(size=last.size, rows=last.size, unsigned=unsigned)

    def partial(
        self,
        file: IO[bytes],
        selection: Selection,
        old: Checkpoint | None,
        told: Told,
        *,
        votes: bool = True,
    ) -> Exported:
        """Write a selection with its manifest; with *old*, also that the ledger continues it.

        Without *votes* the rows that tell them stand there by their leaves alone.
        Raises `CannotSign`, `NotFound` where there is nothing of the kind, `NotContinued`.
        """
        last = self._checkpoints.sign(self._signer)
        with self._database.read(patient=True) as connection:
            if old is not None:
                self._require_continued(connection, old, last)
            since = None if old is None else old.size
            withheld = _withheld(selection, votes=votes)
            chosen = lines.partial(
                connection, self._ledger, last, selection, told, since=since, withheld=withheld
            )
            rows, digest = _written(file, chosen)
        if not rows:
            raise NotFound
        text = form.manifest_text(self._ledger, last.size, rows, digest)
        file.write(form.manifest(self._checkpoints.note(text, size=last.size)))
        return Exported(size=last.size, rows=rows)

    def _last(self) -> tuple[Stored, str | None]:
        try:
            return self._checkpoints.sign(self._signer), None
        except CannotSign as error:
            newest = self._checkpoints.latest()
            if newest is None:
                raise
            return newest, str(error)

    def _require_continued(self, connection: Connection, old: Checkpoint, last: Stored) -> None:
        if old.origin != origin_of(self._ledger):
            raise NotContinued(f"it is a checkpoint of {old.origin}")
        if not 0 < old.size <= last.size:
            raise NotContinued(f"it covers {old.size} events, the record has {last.size}")
        if old.root != root_at(connection, old.size):
            raise NotContinued(f"the record has another root at size {old.size}")


def checkpoint_in(note: bytes) -> Checkpoint:
    """The checkpoint that a note in a file says, its signatures unverified; raises `BadNote`."""
    try:
        return parse_checkpoint(parse_note(note.decode()).text)
    except UnicodeDecodeError as error:
        raise BadNote("a note is text in UTF-8") from error


def _withheld(selection: Selection, *, votes: bool) -> frozenset[str]:
    """A recount needs the roll, which the ballot has: the whole register is nobody's to carry."""
    whole = isinstance(selection, Between)
    return (frozenset() if whole else IN_PART) | (frozenset() if votes else VOTES)


def _written(file: IO[bytes], chosen: Iterable[bytes]) -> tuple[int, bytes]:
    """Write lines; how many rows were among them, and the hash of all."""
    digest, rows = sha256(), 0
    for line in chosen:
        file.write(line)
        digest.update(line)
        rows += line.startswith(form.ROW)
    return rows, digest.digest()
