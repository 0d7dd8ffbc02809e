"""The keys of persons and issues."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "vault_key",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("subject", sa.Uuid, nullable=False),
        sa.Column("master", sa.String(16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_index("vault_key_subject", "vault_key", ["scope", "subject"], unique=True)
