"""An installation to be harmed: a settled neighbourhood in databases of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from service.service import Service
from service.settings import Settings
from tests.faults import record
from tests.faults.record import Record
from tests.installations import MASTER
from tests.neighbourhood import settle


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the service under test finds everything, and whom its clients act for.

    `url` and `vault` are what the checker reads; `through` is another way to the same ledger,
    for the service alone.
    """

    folder: Path
    url: str
    vault: str
    secret: str
    committee: UUID
    compound: UUID
    party: UUID
    through: str | None = None

    @property
    def is_sqlite(self) -> bool:
        """Which of the two databases."""
        return self.url.startswith("sqlite")

    def environment(self) -> Mapping[str, str]:
        """The service's settings."""
        return {
            "BIHUAN_DATABASE_URL": self.through or self.url,
            "BIHUAN_VAULT_URL": self.vault,
            "BIHUAN_MASTER_KEY": MASTER.get_secret_value(),
            "BIHUAN_FILES": str(self.folder / "files"),
            "BIHUAN_SIGNING_KEY_FILE": str(self.folder / "signing.key"),
        }

    def record(self) -> Record:
        """What is stored."""
        return record.read(self.url)

    def reached(self, through: str) -> "Place":
        """The same place, whose service takes another way to the ledger."""
        return replace(self, through=through)


def settled(settings: Settings, folder: Path) -> Place:
    """Settle a neighbourhood in a migrated installation; its clerk's bearer key is the secret."""
    service = Service(settings)
    service.start()
    try:
        town = settle(service)
        return Place(
            folder=folder,
            url=settings.database_url,
            vault=settings.vault_url,
            secret=town.key(town.clerk),
            committee=town.committee,
            compound=town.compound,
            party=town.property_company,
        )
    finally:
        service.stop()
