"""The ledger's tables. Alembic makes them (`migrations/ledger`); a test holds the two equal."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

LEDGER = MetaData()
"""Everything that lives in the ledger's database, views aside."""

VAULT = MetaData()
"""Everything that lives in the vault's database."""

event = Table(
    "event",
    LEDGER,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version", name="event_stream_version"),
)

head = Table(
    "head",
    LEDGER,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("edge", LargeBinary, nullable=False),
)

claim = Table(
    "claim",
    LEDGER,
    Column("kind", String(40), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("value", String(120), primary_key=True),
    Column("stream", Uuid, nullable=False),
    Column("position", BigInteger, nullable=False),
)

vault_key = Table(
    "vault_key",
    VAULT,
    Column("id", Uuid, primary_key=True),
    Column("scope", String(10), nullable=False),
    Column("subject", Uuid, nullable=False),
    Column("master", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("vault_key_subject", "scope", "subject", unique=True),
)
