"""The search index: keyed hashes of what the texts of an issue are made of, and its cursor."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table empty; its cursor says that everything is still to be indexed."""
    op.create_table(
        "gram",
        sa.Column("gram", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("opened", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    cursor = op.create_table(
        "gram_cursor",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(cursor, [{"id": 1, "position": 0}])
