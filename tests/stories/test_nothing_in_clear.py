"""After the stories no file and no log holds a word of theirs: databases, write-ahead logs, output.

The stories are played by a process of its own, against a real server that logs all it can.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from service.service import Service
from service.settings import Settings
from tests.installations import MASTER, SqliteInstallations, signing_key
from tests.postgres import PostgresServer, temporary_folder
from tests.stories import aloud, test_feile_lamps, test_lingba_parking
from tests.stories.searching import find, forms, pieces

ROOT = Path(__file__).parents[2]
STORIES = (test_lingba_parking, test_feile_lamps)
CONTACTS = [text for story in STORIES for text in story.CONTACT.values()]
WORDS = [piece for story in STORIES for piece in pieces(story.WORDS)]
STAFF = [text for story in STORIES for text in story.STAFF_TEXTS]
TEXTS = [*CONTACTS, *WORDS, *STAFF, aloud.PUBLISHED]


def test_no_text_has_a_space() -> None:
    # A form would write it as a plus, and the search does not know that.
    assert [text for text in TEXTS if " " in text or "+" in text] == []


def play_aloud(settings: Settings, folder: Path) -> Path:
    """Play both stories in a process; returns the file of what it printed."""
    log, alive = folder / "log", folder / "alive"
    alive.mkdir()
    environment = os.environ | {
        "BIHUAN_DATABASE_URL": settings.database_url,
        "BIHUAN_VAULT_URL": settings.vault_url,
        "BIHUAN_MASTER_KEY": MASTER.get_secret_value(),
        "BIHUAN_SIGNING_KEY_FILE": str(settings.signing_key_file),
    }
    command = [sys.executable, "-m", "tests.stories.aloud", str(alive)]
    with log.open("wb") as output:
        subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            check=False,
            timeout=120,
        )
    return log


def assert_played(log: Path) -> None:
    """It logged all it could, and two faults without what they said."""
    text = log.read_text("utf-8")
    assert "Traceback" not in text, text[-3_000:]
    assert '"event": "unexpected error"' in text
    assert '"event": "command failed"' in text
    assert '"error": "RuntimeError"' in text
    assert '"level": "debug"' in text


@pytest.fixture(scope="module")
def sqlite_played(
    sqlite_installations: SqliteInstallations, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the databases, a copy of them from while they were open, and the log."""
    folder = tmp_path_factory.mktemp("clear")
    assert_played(play_aloud(sqlite_installations.fresh(folder), folder))
    return folder


def test_the_search_covers_every_file(sqlite_played: Path) -> None:
    names = {str(path.relative_to(sqlite_played)) for path in sqlite_played.rglob("*")}
    databases = {"bihuan.db", "vault.db"}
    alive = {f"alive/{name}{part}" for name in databases for part in ("", "-wal", "-shm")}
    assert names >= databases | alive | {"log"}


def test_what_was_stored_is_in_these_files(sqlite_played: Path) -> None:
    # What is public stands there in clear: the files are the right ones.
    assert find(["凌兆八村"], [sqlite_played / "alive"])


def test_sqlite_and_logs_hold_nothing_in_clear(sqlite_played: Path) -> None:
    assert find(TEXTS, [sqlite_played]) == []


@pytest.fixture(scope="module")
def cluster() -> Iterator[PostgresServer]:
    """A server of its own: its files hold nobody else's texts."""
    with temporary_folder() as folder:
        server = PostgresServer.start(folder)
        try:
            yield server
        finally:
            server.stop()


def migrated(server: PostgresServer, folder: Path) -> Settings:
    for name in ("ledger", "vault"):
        server.create_database(name)
    settings = Settings(
        database_url=server.url("ledger"),
        vault_url=server.url("vault"),
        master_key=MASTER,
        signing_key_file=signing_key(folder),
    )
    service = Service(settings)
    service.migrate()
    service.stop()
    for name in ("ledger", "vault"):
        store_as_it_is(server, name)
    return settings


def connect(server: PostgresServer, name: str) -> psycopg.Connection[tuple[str, ...]]:
    url = make_url(server.url(name)).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(), autocommit=True)


def store_as_it_is(server: PostgresServer, name: str) -> None:
    """Long values are otherwise compressed, and the search would not read them."""
    query = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema ="
        " 'public' AND data_type IN ('text', 'character varying', 'bytea')"
    )
    statement = SQL("ALTER TABLE {} ALTER COLUMN {} SET STORAGE EXTERNAL")
    with connect(server, name) as connection:
        for table, column in connection.execute(query).fetchall():
            connection.execute(statement.format(Identifier(table), Identifier(column)))


def plant(server: PostgresServer, text: str) -> None:
    """Every form of *text*, as a program that is less careful would leave it."""
    with connect(server, "ledger") as connection:
        connection.execute("CREATE TABLE careless (form bytea)")
        for form in forms(text).values():
            connection.execute("INSERT INTO careless VALUES (%s)", [form])


def test_postgres_holds_nothing_in_clear(cluster: PostgresServer, tmp_path: Path) -> None:
    assert_played(play_aloud(migrated(cluster, tmp_path), tmp_path))
    plant(cluster, "满天星斗")
    with connect(cluster, "ledger") as connection:
        connection.execute("CHECKPOINT")
    shutil.copy(cluster.log_file, tmp_path)
    planted = find(["满天星斗"], [cluster.data_folder])
    assert {line.rpartition(" as ")[2] for line in planted} == set(forms("满天星斗"))
    assert {line.partition("data/")[2].partition("/")[0] for line in planted} == {"base", "pg_wal"}
    assert find(TEXTS, [cluster.data_folder, tmp_path]) == []
