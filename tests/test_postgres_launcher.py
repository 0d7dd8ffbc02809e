"""The launcher gives a real, unprivileged PostgreSQL 18 that leaves nothing behind."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import PostgresError, PostgresServer, temporary_folder

AWKWARD_NAME = 'copy "闭环"/?&'


def scalar(server: PostgresServer, database: str, statement: str) -> object:
    """Give the first column of the only row, through the URL that the application would use."""
    engine = create_engine(server.url(database))
    try:
        with engine.begin() as connection:
            return connection.execute(text(statement)).scalar()
    finally:
        engine.dispose()


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as path:
        yield path


def test_it_is_version_18_in_utf8_and_c(postgres: PostgresServer) -> None:
    assert str(scalar(postgres, "postgres", "SHOW server_version")).startswith("18")
    assert scalar(postgres, "postgres", "SHOW server_encoding") == "UTF8"
    collation = "SELECT datcollate FROM pg_database WHERE datname = 'template1'"
    assert scalar(postgres, "postgres", collation) == "C"


def test_it_listens_on_no_network(postgres: PostgresServer) -> None:
    assert scalar(postgres, "postgres", "SHOW listen_addresses") == ""
    assert scalar(postgres, "postgres", "SELECT inet_server_addr()") is None


def test_only_fsync_is_relaxed(postgres: PostgresServer) -> None:
    assert scalar(postgres, "postgres", "SHOW fsync") == "off"
    assert scalar(postgres, "postgres", "SHOW full_page_writes") == "on"
    assert scalar(postgres, "postgres", "SHOW synchronous_commit") == "on"


def test_a_durable_one_relaxes_nothing(folder: Path) -> None:
    server = PostgresServer.start(folder, durable=True)
    try:
        assert scalar(server, "postgres", "SHOW fsync") == "on"
        assert scalar(server, "postgres", "SHOW synchronous_commit") == "on"
    finally:
        server.stop()


def test_a_database_is_copied_from_a_template(postgres: PostgresServer) -> None:
    postgres.create_database("launcher_template")
    engine = create_engine(postgres.url("launcher_template"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept AS SELECT '停车' AS word"))
    engine.dispose()
    postgres.create_database(AWKWARD_NAME, template="launcher_template")
    assert scalar(postgres, AWKWARD_NAME, "SELECT word FROM kept") == "停车"
    postgres.drop_database(AWKWARD_NAME)
    postgres.drop_database("launcher_template")
    with pytest.raises(psycopg.errors.InvalidCatalogName):
        postgres.drop_database("launcher_template")


def test_a_database_in_use_can_be_dropped(postgres: PostgresServer) -> None:
    postgres.create_database("launcher_busy")
    engine = create_engine(postgres.url("launcher_busy"))
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        postgres.drop_database("launcher_busy")
        connection.invalidate()
    engine.dispose()


def test_it_runs_unprivileged(postgres: PostgresServer) -> None:
    owner = postgres.data_folder.stat().st_uid
    assert owner != 0
    assert owner == os.geteuid() or os.geteuid() == 0
    # /proc shows who a process runs as; the file that the server wrote shows it elsewhere.
    process = Path(f"/proc/{postgres.pid}")
    runs_as = process if process.exists() else postgres.data_folder / "postmaster.pid"
    assert runs_as.stat().st_uid == owner


def test_a_killed_server_starts_again_on_its_data_and_stops_twice(folder: Path) -> None:
    server = PostgresServer.start(folder)
    server.create_database("kept")
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    again = PostgresServer.start(folder)
    assert again.url("kept") == server.url("kept")
    assert scalar(again, "kept", "SELECT 1") == 1
    again.stop()
    again.stop()
    assert not (again.data_folder / "postmaster.pid").exists()


def test_a_restart_outwaits_the_sessions_of_a_killed_server(folder: Path) -> None:
    server = PostgresServer.start(folder)
    busy = psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True)
    # Pausing a session keeps it attached to the data, as one in a long computation would be.
    session = busy.info.backend_pid
    os.kill(session, signal.SIGSTOP)
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    release = threading.Timer(1.0, os.kill, (session, signal.SIGCONT))
    release.start()
    again = PostgresServer.start(folder)
    release.join()
    busy.close()
    assert "is still in use" in again.log_file.read_text("utf-8")
    again.stop()


def test_a_long_folder_gets_a_short_socket(folder: Path) -> None:
    long = folder / ("long-" * 20)
    long.mkdir(mode=0o755)
    server = PostgresServer.start(long)
    assert not server.socket_folder.is_relative_to(folder)
    assert scalar(server, "postgres", "SELECT 1") == 1
    server.stop()
    assert not server.socket_folder.exists()


def test_a_server_that_cannot_start_shows_its_log(folder: Path) -> None:
    # A data folder by its mark alone: nothing is initialised, and the settings are refused.
    (folder / "data").mkdir()
    (folder / "data" / "PG_VERSION").write_text("18\n", "utf-8")
    (folder / "data" / "postgresql.conf").write_text("no_such_setting = 1\n", "utf-8")
    with pytest.raises(PostgresError, match="no_such_setting"):
        PostgresServer.start(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_a_folder_behind_a_private_parent_is_named(folder: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    (private / "inner").mkdir()
    with pytest.raises(PostgresError, match=f"cannot enter {private};"):
        PostgresServer.start(private / "inner")


def test_settings_of_the_caller_do_not_leak_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    server = PostgresServer.start(folder)
    environment = Path(f"/proc/{server.pid}/environ")
    if environment.exists():
        assert b"PGDATA=/nowhere" not in environment.read_bytes()
    server.stop()
