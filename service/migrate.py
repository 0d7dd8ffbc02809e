"""Bring both databases to the newest form, and the ledger to the newest texts."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from domain.ledger.events import LedgerKind
from ledger.database import Database
from projections.anew import Progress, silent
from projections.engine import View
from projections.replay import ensure_tables, rebuild
from service.commands.base import Command
from service.commands.calendars import SeedCalendar
from service.commands.system import (
    OpenLedger,
    PublishMethod,
    PublishMetrics,
    PublishRetention,
    PublishVocabulary,
)
from service.ids import new_id

ROOT = Path(__file__).parent.parent
METHODS = ROOT / "methods"
_SHARED = frozenset({"vocabulary", "metrics", "retention"})
"""The texts beside them that all methods share."""


def upgrade(database: Database, which: str) -> None:
    """Run the migrations of `ledger` or `vault` in one transaction."""
    with database.write(patient=True) as connection:
        upgrade_on(connection, which)


def upgrade_on(connection: Connection, which: str) -> None:
    """The same in a transaction that its caller holds."""
    config = _config(which)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_current(database: Database, which: str) -> bool:
    """Whether the database stands at the newest migration that this program knows."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _newest(which)


def build_views(
    database: Database, views: Sequence[View[Any]], progress: Progress = silent
) -> Sequence[str]:
    """Make and fill the tables of views that have none; returns their names."""
    missing = ensure_tables(database, views)
    if missing:
        rebuild(database, missing, progress)
    return [view.id for view in missing]


def method_files() -> Sequence[Path]:
    """The texts of all methods that this program brings, by name."""
    return sorted(path for path in METHODS.glob("*.toml") if path.stem not in _SHARED)


def installation(kind: LedgerKind | None) -> Sequence[Command]:
    """What an installation brings: genesis for a new ledger (*kind*), shared texts, days."""
    genesis = [OpenLedger(ledger=new_id(), kind=kind)] if kind else []
    vocabulary, metrics = METHODS / "vocabulary.toml", METHODS / "metrics.toml"
    retention = METHODS / "retention.toml"
    return [
        *genesis,
        PublishVocabulary(text=vocabulary.read_text("utf-8")),
        PublishMetrics(text=metrics.read_text("utf-8")),
        PublishRetention(text=retention.read_text("utf-8")),
        *(PublishMethod(text=path.read_text("utf-8")) for path in method_files()),
        SeedCalendar(),
    ]


@cache
def _newest(which: str) -> str | None:
    return ScriptDirectory.from_config(_config(which)).get_current_head()


def _config(which: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations" / which))
    return config
