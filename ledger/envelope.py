"""The envelope: what every stored event carries beside its own data.

Stored form (JSON, UTF-8): `{"v": 1, "occurred_at": µs, "by": {…}, "correlation": uuid,
"command": uuid, "data": {…}}`. Position, stream, version, topic and `at` are columns.
"""

from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from domain.actor import Actor
from domain.history import Stamp
from domain.moment import Moment

MAX_STATE = 60 * 1024
"""The largest stored state in bytes: a published event stays below CloudEvents' 64 KiB."""

EventT = TypeVar("EventT", covariant=True)


class EventTooLarge(Exception):
    """An event's stored form exceeds `MAX_STATE`; the API's limits should make it impossible."""


class Envelope(msgspec.Struct, frozen=True):
    """The stored state, its data still undecoded."""

    v: int
    occurred_at: int
    by: Actor
    correlation: UUID
    command: UUID
    data: msgspec.Raw


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One stored event, byte for byte as the tree covers it."""

    position: int
    stream: UUID
    version: int
    topic: str
    at: Moment
    state: bytes


class Recorded(msgspec.Struct, Generic[EventT], frozen=True, kw_only=True):
    """One event, decoded: the payload with everything that its envelope and row say.

    `at` is when it was recorded and never goes back; `occurred_at` when it happened.
    """

    position: int
    stream: UUID
    version: int
    topic: str
    at: Moment
    occurred_at: Moment
    by: Actor
    correlation: UUID
    command: UUID
    event: EventT

    @property
    def stamp(self) -> Stamp:
        """What a fold reads beside the event."""
        return Stamp(at=self.at, occurred_at=self.occurred_at, by=self.by)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Envelope)


def pack(
    *, v: int, occurred_at: Moment, by: Actor, correlation: UUID, command: UUID, data: bytes
) -> bytes:
    """The stored state; raises `EventTooLarge`."""
    envelope = Envelope(
        v=v,
        occurred_at=occurred_at,
        by=by,
        correlation=correlation,
        command=command,
        data=msgspec.Raw(data),
    )
    state = _encoder.encode(envelope)
    if len(state) > MAX_STATE:
        raise EventTooLarge(f"{len(state)} bytes; at most {MAX_STATE}")
    return state


def unpack(state: bytes) -> Envelope:
    """The envelope in a stored state."""
    return _decoder.decode(state)
