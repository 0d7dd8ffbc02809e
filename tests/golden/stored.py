"""The golden files: one stored state for every version of every name."""

from pathlib import Path

from ledger.catalogue import ENTRIES

GOLDEN = Path(__file__).parent
VERSIONS = [(e.name, v) for e in ENTRIES for v in range(1, e.version + 1)]


def golden(name: str, version: int) -> bytes:
    """The stored state; the file ends in a newline that the state does not have."""
    return (GOLDEN / f"{name}.v{version}.json").read_bytes().removesuffix(b"\n")
