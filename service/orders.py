"""What is handed through the door."""

from dataclasses import dataclass

from service.answers import Idempotency
from service.commands.base import Command
from service.occasion import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Occasion):
    """A command with everything that the door needs to decide on it.

    `deadline` is on the monotonic clock in seconds: an order that waited longer is dropped
    before it is decided, never after.
    """

    command: Command
    if_match: int | None = None
    idempotency: Idempotency | None = None
    deadline: float | None = None
