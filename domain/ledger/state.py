"""The ledger's own state: its identity, once it is open, and which key signs for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.ledger.events import ED25519, KeyAdopted, LedgerEvent, LedgerKind, Opened
from domain.refusal import Code, Refused

LEDGER_STREAM = UUID("6c656467-6572-5000-8000-000000000001")
"""The stream id of the one ledger stream; the same in every ledger."""

TREE = "rfc9162-sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """Identity and kind of this ledger, and the public half of the key that signs now."""

    ledger: UUID
    kind: LedgerKind
    key: bytes | None = None


def evolve(state: LedgerState | None, event: LedgerEvent, _stamp: Stamp) -> LedgerState:
    """The state after *event*."""
    match event:
        case Opened():
            return LedgerState(ledger=event.ledger, kind=event.kind)
        case KeyAdopted():
            return replace(begun(state), key=event.public)
        case _:
            assert_never(event)


def open_ledger(state: LedgerState | None, *, ledger: UUID, kind: LedgerKind) -> tuple[Opened]:
    """Genesis; refused with `ledger-already-open` the second time."""
    if state is not None:
        raise Refused(Code.LEDGER_ALREADY_OPEN)
    return (Opened(ledger=ledger, kind=kind, tree=TREE),)


def adopt_key(
    state: LedgerState | None, *, public: bytes, instead_of: bytes | None
) -> Sequence[KeyAdopted]:
    """Sign with another key from here on; nothing where *instead_of* is not the current one.

    So of two who adopt at once one does, and a retired key never comes back by a late retry.
    """
    if state is None or state.key != instead_of or public == instead_of:
        return ()
    return (KeyAdopted(algorithm=ED25519, public=public),)
