"""Erasing a person as the vault does it: their key goes, and nothing else is touched."""

from uuid import UUID

from sqlalchemy import delete

from ledger.tables import vault_key
from service.service import Service


def erase(service: Service, person: UUID | None) -> None:
    """Delete the key of a person from the vault."""
    assert person is not None
    with service._vault_database.write() as connection:
        gone = connection.execute(delete(vault_key).where(vault_key.c.subject == person))
    assert gone.rowcount == 1
