"""What the door answers beside the refusals of rules."""

from collections.abc import Sequence
from enum import StrEnum

from ledger.vault import Subject


class DoorError(Exception):
    """A command or question that is turned away at the door."""


class NotFound(DoorError):
    """Unknown, or not visible to the caller: the two are never told apart."""


class Forbidden(DoorError):
    """Visible, but the caller's roles do not permit this action here."""


class MatchRequired(DoorError):
    """The action needs `If-Match`: it must not be decided on what has changed meanwhile."""


class Stale(DoorError):
    """`If-Match` names another version than the stream's."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class KeyReused(DoorError):
    """An `Idempotency-Key` that was used for another body."""


class ReporterErased(DoorError):
    """The reporter is let go: a receipt could be handed to nobody, and their files are closed."""


class NotYet(DoorError):
    """A point that the record has not reached: what will stand there, nobody can say.

    `field` is the parameter that names it.
    """

    def __init__(self, reason: str, *, field: str = "as_of") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class Behind(DoorError):
    """A following view is not yet where its reader wants it; `reached` is how far it has come."""

    def __init__(self, reached: int) -> None:
        super().__init__(reached)
        self.reached = reached


class StorageFull(DoorError):
    """A disk is full: nothing was written, and nothing can be until somebody makes room."""


class Unavailable(DoorError):
    """Cannot be served now; `seconds` says when to try again."""

    def __init__(self, reason: str, seconds: int = 1) -> None:
        super().__init__(reason)
        self.seconds = seconds


class KeysMissing(Unavailable):
    """The command concerns more streams than could be known before it was decided.

    The service fetches the keys of `subjects` and hands the command in again; nothing was done.
    """

    def __init__(self, subjects: Sequence[Subject]) -> None:
        super().__init__("the keys of further streams are needed")
        self.subjects = subjects


class NoCheckpoint(DoorError):
    """There is no checkpoint of that size, or none at all yet."""


class Hindrance(StrEnum):
    """Why no checkpoint can be signed."""

    NO_KEY = "no-key"
    KEY_MISSING = "key-missing"
    KEY_DIFFERS = "key-differs"
    KEY_UNUSABLE = "key-unusable"
    KEY_AT_HAND = "key-at-hand"
    KEYS_CHANGING = "keys-changing"
    ALTERED = "record-altered"


class CannotSign(DoorError):
    """No checkpoint can be signed; the message may name a file, and is for the house alone."""

    def __init__(self, hindrance: Hindrance, told: str) -> None:
        super().__init__(told)
        self.hindrance = hindrance
