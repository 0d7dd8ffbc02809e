"""Follow-up tokens: what a resident's receipt opens."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("issue", sa.Uuid, nullable=False),
        sa.Column("person", sa.Uuid),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("follow_up_issue", "follow_up", ["issue"])
    op.create_index("follow_up_expires_at", "follow_up", ["expires_at"])
