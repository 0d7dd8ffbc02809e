"""Tables of the door itself: credentials and remembered answers. Alembic makes them."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, String, Table, Text, Uuid

DOOR = MetaData()

principal = Table(
    "principal",
    DOOR,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("person", Uuid, nullable=False),
    Column("organisation", Uuid),
    Column("roles", String(200), nullable=False),
    Column("body", Uuid),
    Column("compound", Uuid),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)
"""Who may call: `kind` is `key` (a bearer key; `digest` is its SHA-256); `roles` space-separated;
`body` the committee, subdistrict or district that the scope starts from."""

idempotency = Table(
    "idempotency",
    DOOR,
    Column("person", Uuid, primary_key=True),
    Column("method", String(8), primary_key=True),
    Column("path", String(300), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("view", String(80), nullable=False),
    Column("row", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Remembered successes: which row of which view was answered, and at which position."""
Index("idempotency_at", idempotency.c.at)

follow_up = Table(
    "follow_up",
    DOOR,
    Column("id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("issue", Uuid, nullable=False),
    Column("person", Uuid),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)
"""Follow-up tokens: `digest` is the token's SHA-256; `person` the reporter, None for an anonymous
report."""
Index("follow_up_issue", follow_up.c.issue)
Index("follow_up_expires_at", follow_up.c.expires_at)

meeting_feed = Table(
    "meeting_feed",
    DOOR,
    Column("key", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
)
"""The address at which a calendar app finds the meetings of a bearer key (`principal.id`):
`digest` is the SHA-256 of the secret in it."""
