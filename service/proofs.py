"""Proofs of this ledger, for everybody: they hold hashes and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ledger import checkpoints
from ledger.checkpoints import Stored
from ledger.database import Database
from ledger.log import read_head
from ledger.proofs import Span, consistency_path, hashes_of, inclusion_path
from service.errors import NoCheckpoint, NotYet


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """That the event at *position*, whose leaf hash is *leaf*, is among the first *size*.

    `checkpoint` is the one of just that size, where there is one: its root is what is to come out.
    """

    position: int
    size: int
    leaf: bytes
    path: Sequence[bytes]
    root: bytes
    checkpoint: Stored | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """That the first *new* events begin with the first *old*; roots and checkpoints of both."""

    old: int
    new: int
    path: Sequence[bytes]
    old_root: bytes
    new_root: bytes
    old_checkpoint: Stored | None
    new_checkpoint: Stored | None


class Proofs:
    """Makes them, each of one snapshot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def inclusion(self, position: int, size: int | None = None) -> Inclusion:
        """The proof for an event, in the tree of the newest checkpoint if *size* is not said.

        Raises `NotYet` for what lies beyond the head, `NoCheckpoint` where there is none yet,
        `BadSpan` where *position* lies beyond *size*, `DamagedEvent`.
        """
        with self._database.read() as connection:
            within = _newest(connection) if size is None else size
            _require_recorded(connection, within, "size")
            spans = inclusion_path(position - 1, within)
            spans += [Span(position - 1, position), Span(0, within)]
            *path, leaf, root = hashes_of(connection, spans)
            return Inclusion(
                position=position,
                size=within,
                path=path,
                leaf=leaf,
                root=root,
                checkpoint=checkpoints.at(connection, within),
            )

    def consistency(self, old: int, new: int) -> Consistency:
        """The proof that nothing of the first *old* has changed.

        Raises `NotYet` for what lies beyond the head, `BadSpan` where *old* lies beyond *new*,
        `DamagedEvent`.
        """
        with self._database.read() as connection:
            _require_recorded(connection, new, "to")
            spans = [*consistency_path(old, new), Span(0, old), Span(0, new)]
            *path, old_root, new_root = hashes_of(connection, spans)
            return Consistency(
                old=old,
                new=new,
                path=path,
                old_root=old_root,
                new_root=new_root,
                old_checkpoint=checkpoints.at(connection, old),
                new_checkpoint=checkpoints.at(connection, new),
            )


def _newest(connection: Connection) -> int:
    found = checkpoints.latest(connection)
    if found is None:
        raise NoCheckpoint
    return found.size


def _require_recorded(connection: Connection, size: int, field: str) -> None:
    if size > read_head(connection, lock=False).position:
        raise NotYet("beyond_the_head", field=field)
