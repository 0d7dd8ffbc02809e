"""The ledger's own state: its identity, once it is open."""

from dataclasses import dataclass
from uuid import UUID

from domain.history import Stamp
from domain.ledger.events import LedgerKind, Opened
from domain.refusal import Code, Refused

LEDGER_STREAM = UUID("6c656467-6572-5000-8000-000000000001")
"""The stream id of the one ledger stream; the same in every ledger."""

TREE = "rfc9162-sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """Identity and kind of this ledger."""

    ledger: UUID
    kind: LedgerKind


def evolve(_state: LedgerState | None, event: Opened, _stamp: Stamp) -> LedgerState:
    """The state after *event*."""
    return LedgerState(ledger=event.ledger, kind=event.kind)


def open_ledger(state: LedgerState | None, *, ledger: UUID, kind: LedgerKind) -> tuple[Opened]:
    """Genesis; refused with `ledger-already-open` the second time."""
    if state is not None:
        raise Refused(Code.LEDGER_ALREADY_OPEN)
    return (Opened(ledger=ledger, kind=kind, tree=TREE),)
