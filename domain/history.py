"""What may be taken for granted of a stored stream, and what its envelopes tell a fold."""

from dataclasses import dataclass
from typing import TypeVar

from domain.actor import Actor
from domain.moment import Moment

_S = TypeVar("_S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What stands beside an event: when it was recorded, when it happened, and who did it."""

    at: Moment
    occurred_at: Moment
    by: Actor


class BrokenHistory(Exception):
    """A stream that does not begin with its first event: the record itself is damaged."""


def begun(state: _S | None) -> _S:
    """The state of a stream that has begun."""
    if state is None:
        raise BrokenHistory("the stream does not begin with the event that opens it")
    return state
