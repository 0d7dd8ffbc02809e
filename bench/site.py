"""Sites: where a run keeps its databases, all on the disk of the checkout."""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from domain.ledger.events import LedgerKind
from service.service import Service
from service.settings import Settings
from tests.postgres import PORT, SUPERUSER, PostgresServer

_MASTER = base64.b64encode(bytes(range(32))).decode()
KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One installation, a plain table and the library's own database, of one kind.

    `plain` is a path ending in `.db` or what psycopg connects to; `stock` the variables that the
    library reads. It can be sent to another process.
    """

    kind: str
    ledger: str
    vault: str
    files: str
    plain: str
    stock: Mapping[str, str]

    def settings(self, *, follows: bool = False) -> Settings:
        """What the service is opened with; one process of a site is enough to *follow*."""
        return Settings(
            follow=follows,
            database_url=self.ledger,
            vault_url=self.vault,
            files=Path(self.files),
            master_key=SecretStr(_MASTER),
            signing_key_file=Path(self.files).with_name("signing.key"),
        )


@contextmanager
def folder(near: Path) -> Iterator[Path]:
    """A fresh folder in *near*, removed with its content at the end.

    PostgreSQL runs as an unprivileged user where we are root: where that one could not enter,
    the folder lies in /tmp.
    """
    near = near.resolve()
    near.mkdir(parents=True, exist_ok=True)
    open_to_all = all(part.stat().st_mode & 0o001 for part in (near, *near.parents))
    with TemporaryDirectory(prefix="run-", dir=near if open_to_all else "/tmp") as name:  # noqa: S108  # sockets and an unprivileged server need a short, open path
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def server(where: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL that flushes what it commits."""
    where.mkdir()
    running = PostgresServer.start(where, durable=True)
    try:
        yield running
    finally:
        running.stop()


def sqlite_site(where: Path) -> Site:
    """Files in *where*."""
    where.mkdir()
    return Site(
        kind="sqlite",
        ledger=f"sqlite:///{where}/ledger.db",
        vault=f"sqlite:///{where}/vault.db",
        files=str(where / "files"),
        plain=str(where / "plain.db"),
        stock={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(where / "stock.db"),
        },
    )


def postgres_site(where: Path, running: PostgresServer, name: str) -> Site:
    """Databases of that server, whose names begin with *name*."""
    for part in ("ledger", "vault", "plain", "stock"):
        running.create_database(f"{name}_{part}")
    host = str(running.socket_folder)
    return Site(
        kind="postgresql",
        ledger=running.url(f"{name}_ledger"),
        vault=running.url(f"{name}_vault"),
        files=str(where / f"{name}-files"),
        plain=make_conninfo(host=host, port=PORT, user=SUPERUSER, dbname=f"{name}_plain"),
        stock={
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": f"{name}_stock",
            "POSTGRES_HOST": host,
            "POSTGRES_PORT": str(PORT),
            "POSTGRES_USER": SUPERUSER,
            "POSTGRES_PASSWORD": "trusted",
        },
    )


@contextmanager
def opened(site: Site) -> Iterator[Service]:
    """The running service of a site; the ledger is opened if it is new."""
    service = Service(site.settings())
    service.migrate(LedgerKind.DEMONSTRATION)
    try:
        yield service
    finally:
        service.stop()
