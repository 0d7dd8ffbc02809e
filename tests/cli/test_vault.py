"""`vault scrub`: what an administrator is told of a database that should forget."""

from contextlib import closing

import pytest
from sqlalchemy import delete, select

from ledger.database import Database
from ledger.scrubbing import Left
from ledger.tables import vault_key
from service.service import Service
from tests.cli.conftest import Copy
from tests.cli.shell import Shell

DONE = "this server has forgotten every erased key; backups forget when they are deleted\n"


def test_what_others_have_deleted_is_gone_from_the_file(copy: Copy) -> None:
    """A row that was deleted by hand, without a thought of what SQLite leaves in free pages."""
    shell = copy()
    path = shell.folder / "var" / "vault.db"
    with closing(Database(f"sqlite:///{path}")) as database, database.write() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        wrapped = connection.execute(select(vault_key.c.wrapped).limit(1)).scalar_one()
        connection.execute(delete(vault_key).where(vault_key.c.wrapped == wrapped))
    assert wrapped in path.read_bytes()
    ended = shell.inside("vault", "scrub")
    assert (ended.status, ended.out) == (0, DONE)
    assert wrapped not in path.read_bytes()
    assert path.with_name("vault.db-wal").exists() is False


def test_what_is_left_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.inside("migrate")
    monkeypatch.setattr(Service, "scrub_vault", lambda _: frozenset({Left.ARCHIVE}))
    ended = shell.inside("vault", "scrub")
    assert (ended.status, ended.out.count("left to do: "), DONE in ended.out) == (0, 1, True)
    for one in Left:
        monkeypatch.setattr(Service, "scrub_vault", lambda _, left=one: frozenset({left}))
        told = shell.inside("vault", "scrub")
        assert told.status == int(one not in (Left.ARCHIVE, Left.STANDBYS)), one
        assert (DONE in told.out) is (told.status == 0)
