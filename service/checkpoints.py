"""Checkpoints: what this ledger says of itself, signed, so that it can be held to it later."""

import time
from collections.abc import Callable, Sequence

from ledger import checkpoints
from ledger.checkpoints import Adopted, Stored
from ledger.database import Database
from ledger.log import read_head
from ledger.notes import SigningKey, VerifierKey, signed
from ledger.now import Clock
from service.commands.base import Command
from service.commands.system import AdoptKey
from service.errors import CannotSign, Forbidden, Hindrance
from service.policy import EVERYTHING, Action, Principal, role_for
from service.signable import Signable, required_keys, signable
from service.signing import KeyFile

_FRESH_SECONDS = 1.0


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
        self._seen: tuple[float, Stored | None] = (-_FRESH_SECONDS, None)

    def latest(self) -> Stored | None:
        """The newest; None before there is any."""
        with self._database.read() as connection:
            return checkpoints.latest(connection)

    def told(self) -> Stored | None:
        """The newest as of a second ago, for what is printed on whatever leaves the house."""
        looked_at, found = self._seen
        now = time.monotonic()
        if now - looked_at >= _FRESH_SECONDS:
            found = self.latest()
            self._seen = (now, found)
        return found

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

    def required_keys(self) -> Sequence[Adopted]:
        """The same; raises `CannotSign` where none was adopted yet."""
        with self._database.read() as connection:
            return required_keys(connection)

    def adopt(self, name: str) -> None:
        """Have a key sign from here on, where none does; it is made on first use.

        Where one is on record nothing is made: another key would be another signer.
        """
        if not self.keys():
            key = self._files.made(name).verifier
            self._execute(AdoptKey(public=key.public, instead_of=None))

    def sign(self, principal: Principal) -> Stored:
        """A checkpoint of all that is recorded: the newest, where nothing has come since.

        Raises `Forbidden`; `CannotSign`, and signs nothing, where the key on record is not at
        hand, or the record does not continue what was signed last.
        """
        if role_for(principal, Action.SIGN_CHECKPOINT, EVERYTHING) is None:
            raise Forbidden
        return self._signed()

    def note(self, text: str, *, size: int) -> str:
        """A note over another *text* that goes with the checkpoint of so many events.

        It is signed by the key of that time; raises `CannotSign`.
        """
        adopted = self.required_keys()
        key = checkpoints.current(adopted, size) or adopted[-1].key
        return signed(text, [self._required(key)])

    def rotate(self) -> Stored:
        """Change to a new key; returns the checkpoint that both have signed.

        Where it is cut short at any point, the next call goes on. Raises `CannotSign`.
        """
        try:
            with self._files.alone():
                return self._rotated()
        except BlockingIOError:
            told = "somebody else is changing the keys now"
            raise CannotSign(Hindrance.KEYS_CHANGING, told) from None

    def replace_lost(self) -> Stored:
        """Sign with a new key, though the one on record is lost; returns the first checkpoint.

        Nobody can tell by the record that it is rightfully so: who trusted the lost key has to
        be told of the new one. Raises `CannotSign` where it is not lost, and where an earlier one
        lies in its place: no key comes back.
        """
        lost = self._current()
        if self._at_hand(lost) is not None:
            raise CannotSign(Hindrance.KEY_AT_HAND, "the key on record is not lost")
        fresh = self._files.made(lost.name).verifier
        if any(fresh == one.key for one in self.keys()):
            self._required(lost)
        self._files.drop_following()
        self._execute(AdoptKey(public=fresh.public, instead_of=lost.public))
        return self._signed()

    def _signed(self) -> Stored:
        while True:
            with self._database.read() as connection:
                last = checkpoints.latest(connection)
                due = signable(connection, last)
            if last is not None and last.size == due.checkpoint.size:
                return last
            made = Stored(due.checkpoint.size, self._note_of(due), self._now())
            if self._kept(made, last):
                return made

    def _kept(self, made: Stored, last: Stored | None) -> bool:
        """Keep it, where nobody has signed since *last*.

        Else it may be signed by the wrong keys: a change of keys is told by one checkpoint alone.
        """
        with self._database.write() as connection:
            read_head(connection, lock=True)
            if checkpoints.latest(connection) != last:
                return False
            checkpoints.keep(connection, made)
        self._seen = (time.monotonic(), made)
        return True

    def _note_of(self, due: Signable) -> str:
        keys = [self._vouching(due), self._required(due.key)]
        return signed(due.checkpoint.text, [key for key in keys if key is not None])

    def _vouching(self, due: Signable) -> SigningKey | None:
        """Who signed before and is to vouch for the key; nobody where that one was lost."""
        if due.handed_by is None:
            return None
        changing = self._files.following(due.key.name) is not None
        return self._required(due.handed_by) if changing else self._at_hand(due.handed_by)

    def _rotated(self) -> Stored:
        present = self._current()
        following = self._files.made_following(present.name).verifier
        if following != present:
            self._required(present)
            self._execute(AdoptKey(public=following.public, instead_of=present.public))
        made = self._signed()
        self._files.hand_over()
        return made

    def _current(self) -> VerifierKey:
        return self.required_keys()[-1].key

    def _required(self, key: VerifierKey) -> SigningKey:
        found = self._at_hand(key)
        if found is not None:
            return found
        path = self._files.path
        if self._files.present(key.name) is None:
            raise CannotSign(Hindrance.KEY_MISSING, f"the signing key is missing: {path}")
        raise CannotSign(Hindrance.KEY_DIFFERS, f"the key in {path} is not the one on record")

    def _at_hand(self, key: VerifierKey | None) -> SigningKey | None:
        if key is None:
            return None
        at_hand = (self._files.present(key.name), self._files.following(key.name))
        return next((one for one in at_hand if one and one.verifier == key), None)
