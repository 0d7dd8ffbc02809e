"""Checkpoints, keys and proofs as everybody may read them: hashes and signatures alone."""

import base64
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from api.schemas.fields import Body, Cursor, Shown, Time, example
from ledger.checkpoints import Adopted, Stored
from service.proofs import Consistency, Inclusion

Counted = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""A position of the record, or so many events from its beginning."""

NOTE = (
    "bihuan/ledger/0198a000-0000-7000-8000-000000000001\n9\n"
    "uwxFHzmZEoqBdmBMyRwHL25kqfaxXbFonAFtzVZ9VE4=\n\n"
    "— bihuan/ledger/0198a000-0000-7000-8000-000000000001 EyZvs4BI/KI9…\n"
)
_HASH = "uwxFHzmZEoqBdmBMyRwHL25kqfaxXbFonAFtzVZ9VE4="

Hash = Annotated[str, Field(description="SHA-256 in base64", examples=[_HASH])]
Signed = Annotated[
    str,
    Field(
        description="the whole signed note (C2SP tlog-checkpoint): origin, how many events, root, "
        "an empty line, signatures",
        examples=[NOTE],
    ),
]


class SigningBody(Body):
    """A checkpoint is of all that is recorded: there is nothing to choose."""

    model_config = example()


class CheckpointFilter(Body):
    """How the list is paged."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class CheckpointShown(Shown):
    """What the record was at one point, signed. Keep the note: it holds the house to it."""

    size: int = Field(description="how many events it covers")
    root: Hash | None = Field(description="None where the stored note cannot be read any more")
    signed_at: Time
    note: Signed


class CheckpointList(Shown):
    """A page of checkpoints, the newest first."""

    items: list[CheckpointShown]
    next: str | None


class SigningKeyShown(Shown):
    """A key that signs the checkpoints of `position` events and more, until the next is adopted."""

    position: int = Field(description="where its adoption stands in the record")
    key: str = Field(
        description="a verifier key of signed notes (C2SP)",
        examples=["bihuan/ledger/0198a000-0000-7000-8000-000000000001+13266fb3+AZZ9egCmNwho…"],
    )


class KeyList(Shown):
    """Every key that was adopted, in order; the last one signs now."""

    items: list[SigningKeyShown]


class InclusionAsked(Body):
    """Of which event the proof is, and in how large a tree."""

    position: Counted
    size: Annotated[
        Counted | None,
        Field(description="as many events as the newest checkpoint covers, if unsaid"),
    ] = None


class ConsistencyAsked(Body):
    """Which two sizes the proof is of."""

    from_: Annotated[Counted, Field(alias="from", description="the earlier size")]
    to: Annotated[Counted, Field(description="the later size")]


class InclusionShown(Shown):
    """That an event is in the record (RFC 9162, section 2.1.3).

    `checkpoint` is the signed note of just that size, where there is one: its root is to come out.
    """

    position: int
    size: int
    leaf: Hash
    proof: list[Hash]
    root: Hash
    checkpoint: Signed | None


class EndShown(Shown):
    """One of the two trees, with the signed note of just that size, where there is one."""

    size: int
    root: Hash
    checkpoint: Signed | None


class ConsistencyShown(Shown):
    """That a later record begins with an earlier one, unchanged (RFC 9162, section 2.1.4)."""

    earlier: EndShown
    later: EndShown
    proof: list[Hash]


def checkpoint_of(stored: Stored) -> CheckpointShown:
    """A checkpoint."""
    return CheckpointShown(
        size=stored.size,
        root=None if stored.root is None else encoded(stored.root),
        signed_at=stored.signed_at,
        note=stored.note,
    )


def keys_of(adopted: Sequence[Adopted]) -> KeyList:
    """The keys, in order."""
    return KeyList(
        items=[SigningKeyShown(position=one.position, key=str(one.key)) for one in adopted]
    )


def inclusion_of(found: Inclusion) -> InclusionShown:
    """A proof of inclusion."""
    return InclusionShown(
        position=found.position,
        size=found.size,
        leaf=encoded(found.leaf),
        proof=[encoded(one) for one in found.path],
        root=encoded(found.root),
        checkpoint=note_of(found.checkpoint),
    )


def consistency_of(found: Consistency) -> ConsistencyShown:
    """A proof of consistency."""
    return ConsistencyShown(
        earlier=_end(found.old, found.old_root, found.old_checkpoint),
        later=_end(found.new, found.new_root, found.new_checkpoint),
        proof=[encoded(one) for one in found.path],
    )


def root_told(stored: Stored) -> str:
    """The root as it is printed; a question mark where it cannot be read any more."""
    return "?" if stored.root is None else encoded(stored.root)


def note_of(stored: Stored | None) -> str | None:
    """The note of a checkpoint, where there is one."""
    return None if stored is None else stored.note


def in_header(note: str | None) -> dict[str, str]:
    """A note as a header, for an answer whose body has no room for it."""
    return {} if note is None else {"Bihuan-Checkpoint": encoded(note.encode())}


def printed(stored: Stored | None, base: str) -> Mapping[str, object] | None:
    """What a page prints of a checkpoint; *base* is where this service is reached."""
    if stored is None:
        return None
    return {
        "size": stored.size,
        "root": root_told(stored),
        "signed_at": stored.signed_at,
        "url": f"{base}/v1/ledger/checkpoints/{stored.size}",
    }


def _end(size: int, root: bytes, stored: Stored | None) -> EndShown:
    return EndShown(size=size, root=encoded(root), checkpoint=note_of(stored))


def encoded(raw: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(raw).decode()
