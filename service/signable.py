"""What may be signed: how far the record has come, where it continues what was signed before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ledger import checkpoints
from ledger.checkpoints import Adopted, Stored, is_good
from ledger.log import read_head
from ledger.notes import Checkpoint, VerifierKey
from ledger.proofs import root_at
from ledger.tree import root
from service.errors import CannotSign, Hindrance


@dataclass(frozen=True, slots=True)
class Signable:
    """A checkpoint, and whose signature it needs.

    `handed_by` is who signed before, as long as no checkpoint says that the key has changed.
    """

    checkpoint: Checkpoint
    key: VerifierKey
    handed_by: VerifierKey | None


def signable(connection: Connection, last: Stored | None) -> Signable:
    """What is to be signed next, after *last*.

    Raises `CannotSign` where no key was adopted, and where head, rows and *last* do not tell of
    one history: who signs for two helps whoever has changed one.
    """
    adopted = required_keys(connection)
    size, grown = _grown(connection, last, adopted)
    key = adopted[-1].key
    return Signable(Checkpoint(key.name, size, grown), key, _handed_by(adopted, last))


def required_keys(connection: Connection) -> Sequence[Adopted]:
    """Every key that was adopted, in order; raises `CannotSign` where there is none."""
    adopted = checkpoints.keys(connection)
    if not adopted:
        raise CannotSign(Hindrance.NO_KEY, "no key has been adopted: run `bihuan migrate`")
    return adopted


def _grown(
    connection: Connection, last: Stored | None, adopted: Sequence[Adopted]
) -> tuple[int, bytes]:
    """How many events there are, and their root."""
    head = read_head(connection, lock=False)
    found = root_at(connection, head.position)
    if found != root(head.edge):
        raise CannotSign(Hindrance.ALTERED, "the head does not agree with the events")
    if last is not None and not _continues(connection, last, adopted, head.position):
        told = f"the record does not continue the checkpoint of {last.size} events"
        raise CannotSign(Hindrance.ALTERED, told)
    return head.position, found


def _continues(connection: Connection, last: Stored, adopted: Sequence[Adopted], size: int) -> bool:
    return last.size <= size and is_good(last, adopted, root_at(connection, last.size))


def _handed_by(adopted: Sequence[Adopted], last: Stored | None) -> VerifierKey | None:
    told = last is not None and last.size >= adopted[-1].position
    return None if told or len(adopted) < 2 else adopted[-2].key
