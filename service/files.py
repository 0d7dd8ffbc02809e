"""Whether a file that an issue is to name was uploaded for it."""

from uuid import UUID

from sqlalchemy import Connection


def is_stored(_connection: Connection, _issue: UUID, _digest: str) -> bool:
    """Whether the store holds that content for the issue. Nothing can be uploaded yet."""
    return False
