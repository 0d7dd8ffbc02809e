"""What a demonstration leaves beside the master key: its keys, and the tour of its issues."""

import os
from collections.abc import Mapping
from pathlib import Path

from domain.ledger.events import LedgerKind
from service.service import Service

KEYS, TOUR = "demonstration-keys.txt", "demonstration-tour.txt"


def was_cut_short(service: Service) -> bool:
    """Whether this is a demonstration that was not played to its end."""
    return service.ledger.kind is LedgerKind.DEMONSTRATION and not _path(service, KEYS).exists()


def keys_text(service: Service) -> str:
    """The demonstration keys, as they were written when it was played."""
    path = _path(service, KEYS)
    if not path.exists():
        return "this ledger has no demonstration keys; make one with `bihuan key create`"
    return f"demonstration keys (also in {path}):\n{_read(path)}"


def tour_text(service: Service) -> str | None:
    """What there is to see, as it stood when it was played; None where nothing was."""
    path = _path(service, TOUR)
    if not path.exists():
        return None
    return f"what was played (also in {path}):\n{_read(path)}"


def keep(service: Service, keys: Mapping[str, str], tour: str) -> None:
    """Write both, for their owner alone; the keys last: they say that everything was played."""
    width = max(map(len, keys))
    _write(_path(service, TOUR), tour)
    _write(
        _path(service, KEYS),
        "".join(f"  {name:<{width}}  {key}\n" for name, key in keys.items()),
    )


def _path(service: Service, name: str) -> Path:
    return service.settings.master_key_file.parent / name


def _read(path: Path) -> str:
    return path.read_text("utf-8").rstrip()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
