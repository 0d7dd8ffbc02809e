"""What is handed through the door, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ledger.cipher import Key
from ledger.vault import Subject
from projections.engine import View
from service.commands.base import Command
from service.ids import new_id
from service.policy import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Idempotency:
    """One use of an `Idempotency-Key`: principal, method and concrete path are its scope.

    `fingerprint` is a keyed hash of the body: a plain one of a phone number can be reversed.
    """

    method: str
    path: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command with everything that the door needs to decide on it.

    `deadline` is on the monotonic clock in seconds: an order that waited longer is dropped
    before it is decided, never after.
    """

    command: Command
    principal: Principal
    if_match: int | None = None
    idempotency: Idempotency | None = None
    correlation: UUID = field(default_factory=new_id)
    id: UUID = field(default_factory=new_id)
    keys: Mapping[Subject, Key] = field(default_factory=dict, repr=False)
    deadline: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command came to: the row of the view that shows it, as of its own events.

    `view` and `row` are None for commands that no view shows. `position` is that of the last
    event; `replayed` says that an earlier success is told again.
    """

    view: View[Any] | None
    row: Any
    position: int
    replayed: bool = False
