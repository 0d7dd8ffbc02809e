"""Checkpoints: what this ledger says of itself, signed, so that it can be held to it later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ledger import checkpoints
from ledger.checkpoints import Adopted, Stored, is_good
from ledger.database import Database
from ledger.log import read_head
from ledger.notes import Checkpoint, SigningKey, VerifierKey, signed
from ledger.now import Clock
from ledger.proofs import root_at
from ledger.tree import root as root_of
from service.commands.base import Command
from service.commands.system import AdoptKey
from service.errors import CannotSign
from service.signing import KeyFile


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be signed, who has to, and by whom the trust comes to them, if to be told yet."""

    checkpoint: Checkpoint
    key: VerifierKey
    handed_by: VerifierKey | None


class Checkpoints:
    """Reads and signs the checkpoints of one ledger; safe to share between threads.

    *execute* appends for the installation itself.
    """

    def __init__(
        self,
        database: Database,
        files: KeyFile,
        execute: Callable[[Command], object],
        now: Clock,
    ) -> None:
        self._database, self._files, self._execute, self._now = database, files, execute, now

    def latest(self) -> Stored | None:
        """The newest; None before there is any."""
        with self._database.read() as connection:
            return checkpoints.latest(connection)

    def at(self, size: int) -> Stored | None:
        """The one of just that many events."""
        with self._database.read() as connection:
            return checkpoints.at(connection, size)

    def page(self, *, smaller_than: int | None, limit: int) -> Sequence[Stored]:
        """Some of them, the newest first."""
        with self._database.read() as connection:
            return checkpoints.page(connection, smaller_than=smaller_than, limit=limit)

    def keys(self) -> Sequence[Adopted]:
        """Every key that was adopted, in order."""
        with self._database.read() as connection:
            return checkpoints.keys(connection)

    def adopt(self, name: str) -> None:
        """Have a key signed with from here on, where none is; made on first use.

        Where one is on record nothing is made: another key would be another signer.
        """
        if not self.keys():
            key = self._files.made(name).verifier
            self._execute(AdoptKey(public=key.public, instead_of=None))

    def sign(self) -> Stored:
        """A checkpoint of all that is recorded: the newest, where nothing has come since.

        Raises `CannotSign`, and signs nothing, where the key on record is not at hand, or the
        record does not continue what was signed last.
        """
        with self._database.read() as connection:
            last = checkpoints.latest(connection)
            if last is not None and last.size == read_head(connection, lock=False).position:
                return last
            due = _due(connection, last)
        keys = [self._required(due.key), self._at_hand(due.handed_by)]
        note = signed(due.checkpoint.text, [key for key in reversed(keys) if key is not None])
        made = Stored(due.checkpoint.size, note, self._now())
        with self._database.write() as connection:
            checkpoints.keep(connection, made)
        return self.at(made.size) or made

    def signed(self, text: str) -> str:
        """A note over another *text*, signed with the current key; raises `CannotSign`."""
        return signed(text, [self._required(self._current())])

    def rotate(self) -> Stored:
        """Change to a new key; returns the checkpoint that both have signed.

        Where it is cut short at any point, the next call goes on. Raises `CannotSign`.
        """
        try:
            with self._files.alone():
                return self._rotated()
        except BlockingIOError:
            raise CannotSign("somebody else is changing the keys now") from None

    def replace_lost(self) -> Stored:
        """Sign with a new key, though the one on record is lost; returns the first checkpoint.

        Nobody can tell by the record that it is rightfully so: who trusted the lost key has to
        be told of the new one. Raises `CannotSign` where it is not lost.
        """
        lost = self._current()
        if self._at_hand(lost) is not None:
            raise CannotSign("the key on record is at hand; change it by `bihuan audit rotate`")
        fresh = self._files.made(lost.name).verifier
        self._execute(AdoptKey(public=fresh.public, instead_of=lost.public))
        return self.sign()

    def _rotated(self) -> Stored:
        present = self._current()
        following = self._files.made_following(present.name).verifier
        if following != present:
            self._required(present)
            self._execute(AdoptKey(public=following.public, instead_of=present.public))
        made = self.sign()
        self._files.hand_over()
        return made

    def _current(self) -> VerifierKey:
        adopted = self.keys()
        if not adopted:
            raise CannotSign("no key has been adopted: run `bihuan migrate`")
        return adopted[-1].key

    def _required(self, key: VerifierKey) -> SigningKey:
        found = self._at_hand(key)
        if found is not None:
            return found
        if self._files.present(key.name) is None:
            raise CannotSign(f"the signing key is missing: {self._files.path}")
        raise CannotSign(f"the key in {self._files.path} is not the one on record")

    def _at_hand(self, key: VerifierKey | None) -> SigningKey | None:
        if key is None:
            return None
        at_hand = (self._files.present(key.name), self._files.following(key.name))
        return next((one for one in at_hand if one and one.verifier == key), None)


def _due(connection: Connection, last: Stored | None) -> _Due:
    adopted = checkpoints.keys(connection)
    if not adopted:
        raise CannotSign("no key has been adopted: run `bihuan migrate`")
    size, root = _grown(connection, last, adopted)
    key = adopted[-1].key
    return _Due(Checkpoint(key.name, size, root), key, _handed_by(adopted, last))


def _grown(
    connection: Connection, last: Stored | None, adopted: Sequence[Adopted]
) -> tuple[int, bytes]:
    """How far the record has come, and its root.

    Raises `CannotSign` where head and rows tell of two histories, or of another than was signed:
    who signs for both helps whoever has changed one.
    """
    head = read_head(connection, lock=False)
    root = root_at(connection, head.position)
    if root != root_of(head.edge):
        raise CannotSign("the head does not agree with the record: run `bihuan replay --check`")
    if last is None:
        return head.position, root
    if last.size > head.position or not is_good(last, adopted, root_at(connection, last.size)):
        raise CannotSign(f"the record does not continue the checkpoint of {last.size} events")
    return head.position, root


def _handed_by(adopted: Sequence[Adopted], last: Stored | None) -> VerifierKey | None:
    """Who signed before, where no checkpoint says yet that the key has changed."""
    told = last is not None and last.size >= adopted[-1].position
    return None if told or len(adopted) < 2 else adopted[-2].key
