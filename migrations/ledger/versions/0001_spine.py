"""The spine: events, head, claims, cursors, credentials, remembered answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and the head of an empty ledger."""
    op.create_table(
        "event",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("stream", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("stream", "version", name="event_stream_version"),
    )
    head = op.create_table(
        "head",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("edge", sa.LargeBinary, nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "at": 0, "edge": b""}])
    op.create_table(
        "claim",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("value", sa.String(120), primary_key=True),
        sa.Column("stream", sa.Uuid, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "cursor",
        sa.Column("view", sa.String(80), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    _make_door()


def _make_door() -> None:
    op.create_table(
        "principal",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("organisation", sa.Uuid),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("body", sa.Uuid),
        sa.Column("compound", sa.Uuid),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_table(
        "idempotency",
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("method", sa.String(8), primary_key=True),
        sa.Column("path", sa.String(300), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("view", sa.String(80), nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("idempotency_at", "idempotency", ["at"])
