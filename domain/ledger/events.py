"""What the ledger's own stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

ED25519 = "ed25519"
"""How checkpoints are signed (RFC 8032)."""


class LedgerKind(StrEnum):
    """Whether the records speak of real neighbourhoods or are played for show."""

    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Genesis: always position 1. `tree` names how leaves and nodes are hashed from here on."""

    ledger: UUID
    kind: LedgerKind
    tree: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAdopted:
    """From here on checkpoints are signed with this key; *public* is its public half, 32 bytes."""

    algorithm: str
    public: bytes


LedgerEvent = Opened | KeyAdopted
