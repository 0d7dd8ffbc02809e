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
    Text,
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

node = Table(
    "node",
    LEDGER,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Roots of complete subtrees: of the leaves place · 2^level … (place + 1) · 2^level - 1, counted
from 0. They could be made from the rows at any time; below `ledger.tree.LOWEST` they are."""

checkpoint = Table(
    "checkpoint",
    LEDGER,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    Column("signed_at", BigInteger, nullable=False),
)
"""Signed roots, each as the whole note that was given out; `ledger.notes` reads them."""

claim = Table(
    "claim",
    LEDGER,
    Column("kind", String(40), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("value", String(120), primary_key=True),
    Column("stream", Uuid, nullable=False),
    Column("position", BigInteger, nullable=False),
)

gram = Table(
    "gram",
    LEDGER,
    Column("gram", BigInteger, primary_key=True, autoincrement=False),
    Column("opened", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""The search index, which can be dropped and made again: a keyed hash of one or two characters,
and the issue by the position of its report. In this order, an index walk yields issues by age."""

gram_cursor = Table(
    "gram_cursor",
    LEDGER,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
)
"""One row: up to which position of the record the search index is complete."""

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

phone = Table(
    "phone",
    VAULT,
    Column("person", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("phone_digest", "digest", "created_at"),
)
"""The blind index: a keyed hash of each person's telephone number, which goes with their key."""
