"""What may be taken for granted of a stored stream."""

from typing import TypeVar

_S = TypeVar("_S")


class BrokenHistory(Exception):
    """A stream that does not begin with its first event: the record itself is damaged."""


def begun(state: _S | None) -> _S:
    """The state of a stream that has begun."""
    if state is None:
        raise BrokenHistory("the stream does not begin with the event that opens it")
    return state
