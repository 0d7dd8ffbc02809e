"""The record as it is stored: raw events."""

import base64
from collections.abc import Collection
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.checkpoints import Signed
from api.schemas.fields import Body, Position, Shown, Time
from ledger.envelope import Row
from ledger.log import leaf_of


class RawPage(Body):
    """How the feed is read: from where, how much, and how long to wait for more."""

    after: Annotated[Position, Field(description="a position; what follows it is told")] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    wait: Annotated[
        int, Field(ge=0, le=30, description="seconds to wait where nothing follows yet")
    ] = 0


class RawEvent(Shown):
    """One event as it is stored.

    Its leaf is SHA-256 of a byte 0 and of seven fields, each behind its length in 4 bytes: the
    tag `bihuan-leaf-1`, `position`, `stream` (16 bytes), `version`, `topic`, `at_us`, `state` (the
    exact bytes). Numbers are 8 bytes, signed; all is big-endian. docs/proofs.md shows it in Python.
    """

    position: int
    stream: UUID
    version: int
    topic: str = Field(examples=["issue.responded"])
    at: Time = Field(description="when it was recorded")
    at_us: int = Field(description="the same in µs since 1970")
    encoding: Literal["utf-8", "base64"] | None = Field(
        description="how `state` writes the stored bytes; base64 only where they are no text"
    )
    state: str | None = Field(
        description="the stored bytes: JSON, sealed fields as ciphertext; None where withheld",
        examples=['{"v":1,"occurred_at":1778031000000000}'],
    )
    withheld: str | None = Field(
        default=None,
        description="the leaf's hash in base64, of a row that says how somebody voted: for those "
        "who may not see that, it stands in the place of `state`",
    )


class RawEvents(Shown):
    """Events in order, without a gap; `next` is the position to go on behind."""

    items: list[RawEvent]
    next: int
    checkpoint: Signed | None


def raw_of(row: Row, withheld: Collection[str] = ()) -> RawEvent:
    """An event of the feed; of the names *withheld* only the leaf is told."""
    hidden = row.topic in withheld
    encoding, state = (None, None) if hidden else _text_of(row.state)
    return RawEvent(
        position=row.position,
        stream=row.stream,
        version=row.version,
        topic=row.topic,
        at=row.at,
        at_us=int(row.at),
        encoding=encoding,
        state=state,
        withheld=base64.b64encode(leaf_of(row)).decode() if hidden else None,
    )


def _text_of(state: bytes) -> tuple[Literal["utf-8", "base64"], str]:
    """Whatever stands there is told: an auditor looks for what nobody meant to write."""
    try:
        return "utf-8", state.decode()
    except UnicodeDecodeError:
        return "base64", base64.b64encode(state).decode()
