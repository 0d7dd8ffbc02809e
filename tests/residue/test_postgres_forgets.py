"""PostgreSQL, from the insert to the last byte: what keeps an erased key, and what takes it away.

The whole data directory is read, with the log, of a server that nobody else writes to.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url, select

from domain.sealed import KeyScope
from ledger.database import Database
from ledger.scrubbing import Left, scrub
from ledger.tables import phone, vault_key
from ledger.vault import Subject, Vault
from service.migrate import upgrade
from tests.postgres import PostgresServer, temporary_folder
from tests.residue.needles import Needles, byte_needles, found_below

MASTER = bytes(range(100, 132))
WEAK = "weak"


class Place:
    """A vault of many keys on a server of its own."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        server.create_database("vault")
        self.database = Database(server.url("vault"))
        upgrade(self.database, "vault")
        self.vault = Vault(self.database, MASTER)
        self.persons: list[Subject] = [(KeyScope.PERSON, uuid4()) for _ in range(400)]
        numbers = {one[1]: f"139{i:08d}" for i, one in enumerate(self.persons)}
        self.vault.make_keys(self.persons, numbers)

    def run(self, *statements: str) -> None:
        """As the superuser, outside of transactions."""
        url = make_url(self.database.url)
        with psycopg.connect(
            host=str(url.query["host"]), user=url.username, dbname=url.database, autocommit=True
        ) as connection:
            for one in statements:
                connection.execute(one.encode())

    def next(self) -> tuple[Subject, Needles]:
        """One of the persons, and what there is of their key and number."""
        subject = self.persons.pop(len(self.persons) // 2)
        with self.database.read() as connection:
            wrapped = select(vault_key.c.wrapped).where(vault_key.c.subject == subject[1])
            digest = select(phone.c.digest).where(phone.c.person == subject[1])
            told = {
                "wrapped": bytes(connection.execute(wrapped).scalar_one()),
                "digest": bytes(connection.execute(digest).scalar_one()),
            }
        secret = self.vault.keys_of([subject])[subject].secret
        return subject, byte_needles({**told, "clear": secret})

    def found(self, needles: Needles) -> dict[str, set[str]]:
        """Where in the data directory they stand, once all is on the disk."""
        self.run("CHECKPOINT")
        where: dict[str, set[str]] = {}
        for path, names in found_below(self.server.data_folder, needles).items():
            where.setdefault(Path(path).parts[0], set()).update(names)
        return where

    def tables(self) -> bytes:
        """All that stands in the vault's tables and indexes."""
        self.run("CHECKPOINT")
        query = "SELECT oid FROM pg_database WHERE datname = current_database()"
        with self.database.read() as connection:
            oid = connection.exec_driver_sql(query).scalar_one()
        folder = self.server.data_folder / "base" / str(oid)
        return b"\0".join(path.read_bytes() for path in folder.iterdir())


@pytest.fixture(scope="module")
def place(postgres: PostgresServer) -> Iterator[Place]:
    """As shipped: with a log that is recycled."""
    with temporary_folder() as folder:
        copied = postgres.data_folder.parent / "wheel"
        if copied.exists():
            (folder / "wheel").symlink_to(copied)
        server = PostgresServer.start(folder)
        try:
            made = Place(server)
            yield made
            made.vault.close()
            made.database.close()
        finally:
            server.stop()


BOTH = {"wrapped as bytes", "digest as bytes"}


def test_an_erasure_alone_is_forgotten_by_nobody_but_us(place: Place) -> None:
    """Rows, index and log keep it; so would a plain VACUUM, a switch and a CHECKPOINT."""
    gone, needles = place.next()
    assert place.found(needles) == {"base": BOTH, "pg_wal": BOTH}
    assert place.vault.erase([gone]).keys == 1
    assert place.vault.keys_of([gone]) == {}
    where = place.found(needles)
    assert where["pg_wal"] == BOTH
    assert "digest as bytes" in where["base"]
    place.run("VACUUM", "SELECT pg_switch_wal()", "CHECKPOINT")
    # The log was only renamed, to be written again some time.
    assert place.found(needles)["pg_wal"] == BOTH
    assert scrub(place.database) == set()
    assert place.found(needles) == {}


def test_once_scrubbed_nothing_is_left_and_the_others_open(place: Place) -> None:
    """Of many: a plain VACUUM leaves some, in holes of pages and in the inner pages of indexes."""
    erased = [place.next() for _ in range(60)]
    place.vault.erase([subject for subject, _ in erased])
    place.run("VACUUM", "CHECKPOINT")
    stored = [one[name] for _, one in erased for name in BOTH]
    tables = place.tables()
    assert any(one in tables for one in stored)
    assert scrub(place.database) == set()
    tables = place.tables()
    assert not any(one in tables for one in stored)
    assert place.found(erased[30][1]) == {}
    assert len(Vault(place.database, MASTER).keys_of(place.persons)) == len(place.persons)
    # The same look finds whoever was not erased.
    assert place.found(place.next()[1])["base"] == BOTH


def test_statistics_take_no_samples_of_them(place: Place) -> None:
    """They did, of nearly every key of a small vault, and VACUUM FULL of its tables left them."""
    sampled = (
        "SELECT FROM pg_stats WHERE (tablename, attname) IN "
        "(('vault_key', 'wrapped'), ('phone', 'digest'))"
    )
    kept = [
        f"ALTER TABLE vault_key ALTER wrapped SET STATISTICS {n}; ANALYZE vault_key"
        for n in (100, 0)
    ]
    place.run("ANALYZE")
    assert rows(place, sampled) == 0
    place.run(kept[0])
    assert rows(place, sampled) == 1
    place.run(kept[1], "ALTER TABLE vault_key ALTER wrapped TYPE bytea")
    assert rows(place, sampled) == 0


def rows(place: Place, query: str) -> int:
    with place.database.read() as connection:
        return len(connection.exec_driver_sql(query).all())


def test_an_older_snapshot_keeps_the_rows(place: Place) -> None:
    gone, needles = place.next()
    with place.database.read(patient=True) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM phone")
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        place.vault.erase([gone])
        # Its locks are gone; what it may still see is not.
        holder = psycopg.connect(
            place.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        )
        holder.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ")
        holder.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'".encode())
    try:
        assert scrub(place.database) == {Left.READERS}
        assert place.found(needles)["base"] == BOTH
    finally:
        holder.close()
    assert scrub(place.database) == set()
    assert place.found(needles) == {}


def test_a_slot_keeps_the_log(place: Place) -> None:
    gone, needles = place.next()
    place.run("SELECT pg_create_physical_replication_slot('standby1', true)")
    place.vault.erase([gone])
    assert scrub(place.database) == {Left.SEGMENTS, Left.STANDBYS}
    assert place.found(needles) == {"pg_wal": BOTH}
    place.run("SELECT pg_drop_replication_slot('standby1')")
    assert scrub(place.database) == set()
    assert place.found(needles) == {}


def test_who_lacks_the_rights_is_told_and_need_not_be_a_superuser(place: Place) -> None:
    place.run(f"CREATE ROLE {WEAK} LOGIN", f"GRANT ALL ON vault_key, phone TO {WEAK}")
    database = Database(str(place.database.url.set(username=WEAK)))
    assert scrub(database) == {Left.RIGHTS}
    gone, needles = place.next()
    place.vault.erase([gone])
    place.run(
        f"ALTER DATABASE vault OWNER TO {WEAK}",
        *(f"ALTER TABLE {table} OWNER TO {WEAK}" for table in ("vault_key", "phone")),
        f"GRANT pg_checkpoint, pg_monitor TO {WEAK}",
        f"GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {WEAK}",
    )
    assert scrub(database) == set()
    assert place.found(needles) == {}
    database.close()


def test_a_standby_that_does_not_keep_up_is_not_cut_off(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a slot, what is let go of before it has it would be lost to it."""
    gone, needles = place.next()
    place.vault.erase([gone])
    monkeypatch.setattr("ledger.scrubbing._BEHIND", "SELECT 1")
    monkeypatch.setattr("ledger.scrubbing._SECONDS", 0.0)
    assert scrub(place.database) == {Left.SEGMENTS}
    assert place.found(needles) == {"pg_wal": BOTH}
