"""Fresh installations for tests: migrated once per database kind, then copied."""

import base64
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import make_url

from domain.ledger.events import LedgerKind
from domain.moment import SHANGHAI, moment_of
from service.service import Service
from service.settings import Settings
from tests.postgres import PostgresServer

MASTER = SecretStr(base64.b64encode(bytes(range(32))).decode())

OPENED = moment_of(datetime(2025, 1, 1, tzinfo=SHANGHAI))
"""When each of them was opened: nothing is recorded before what is on record, and stories that
count time are told of years that calendars cover.
"""


SEED = bytes(range(32, 64))


def signing_key(folder: Path) -> Path:
    """The file of the key with which installations of tests sign, each one's own."""
    path = folder / "signing.key"
    path.write_bytes(base64.b64encode(SEED))
    return path


class SqliteInstallations:
    """Hands out copies of two SQLite files that were migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        _migrate(self._settings(folder))

    def fresh(self, folder: Path) -> Settings:
        """Settings of a migrated, empty installation in *folder*."""
        for name in ("bihuan.db", "vault.db"):
            shutil.copy(self._folder / name, folder / name)
        return self._settings(folder)

    def _settings(self, folder: Path) -> Settings:
        return Settings(
            database_url=f"sqlite:///{folder}/bihuan.db",
            vault_url=f"sqlite:///{folder}/vault.db",
            files=folder / "files",
            master_key=MASTER,
            signing_key_file=signing_key(folder),
        )


_PATIENT = "-c idle_in_transaction_session_timeout=20s"
"""A process of tests on a busy machine may stop to think for longer than a server in earnest."""


class PostgresInstallations:
    """Hands out databases made from two templates that were migrated once."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        for name in ("ledger_template", "vault_template"):
            server.create_database(name)
        with TemporaryDirectory() as folder:
            _migrate(self._settings("template", Path(folder)))

    def fresh(self, folder: Path, *, patient: bool = True) -> Settings:
        """Settings of a migrated, empty installation in databases of its own.

        Who is not *patient* gives up on a silent transaction as soon as in earnest.
        """
        suffix = uuid4().hex
        for name in ("ledger", "vault"):
            self._server.create_database(f"{name}_{suffix}", template=f"{name}_template")
        return self._settings(suffix, folder, patient=patient)

    def drop(self, settings: Settings) -> None:
        """Remove the databases again."""
        for url in (settings.database_url, settings.vault_url):
            self._server.drop_database(make_url(url).database or "")

    def _settings(self, suffix: str, folder: Path, *, patient: bool = True) -> Settings:
        return Settings(
            database_url=self._url(f"ledger_{suffix}", patient=patient),
            vault_url=self._url(f"vault_{suffix}", patient=patient),
            files=folder / "files",
            master_key=MASTER,
            signing_key_file=signing_key(folder),
        )

    def _url(self, database: str, *, patient: bool) -> str:
        url = self._server.url(database)
        return f"{url}&options={quote(_PATIENT)}" if patient else url


Fresh = Callable[[], Settings]
"""Makes another installation of the same database kind."""


def _migrate(settings: Settings) -> None:
    service = Service(settings, now=lambda: OPENED)
    service.migrate(LedgerKind.DEMONSTRATION)
    service.stop()
