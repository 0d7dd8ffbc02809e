"""What a command comes to, and under which key it is remembered."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from projections.engine import View
from service.scenes import Scene


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
class Answer:
    """What a command came to: the row of the view that shows it, as of its own events.

    `view` and `row` are None for commands that no view shows; `made` is then the id of what they
    made, if anything. `position` is that of the last
    event; `replayed` says that an earlier success is told again. `scene` is what an issue's row
    is shown in, as of the same events; None where it must be looked up.
    """

    view: View[Any] | None
    row: Any
    position: int
    made: UUID | None = None
    replayed: bool = False
    scene: Scene | None = field(default=None, compare=False, repr=False)
