"""All that an installation leaves behind: its files, its tables, and what it told of itself."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import httpx2
import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, make_url

from service.settings import Settings
from tests.postgres import PostgresServer

Remains = Mapping[str, bytes]
"""What is left, by the place where it is."""

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_FOLDER = "SELECT pg_relation_filepath('pg_class')"


class Collector:
    """Collects what is left of one installation; made before anything happens there."""

    def __init__(self, settings: Settings, server: PostgresServer | None, log: Path) -> None:
        self._urls = {
            "ledger": make_url(settings.database_url),
            "vault": make_url(settings.vault_url),
        }
        self._server = server
        self.log = log
        assert settings.files is not None
        self._files = settings.files
        self._first = self._segment() if server else ""

    def all_of_it(self) -> Remains:
        """Every place; long runs of zeros are left out."""
        own = {"log": self.log.read_bytes(), "files": _below(self._files)}
        log = {"log of PostgreSQL": _squeezed(self._segments())} if self._server else {}
        return {**own, **log, **self.of_database("ledger"), **self.of_database("vault")}

    def of_database(self, name: str) -> Remains:
        """The places of one of the two databases alone."""
        url = self._urls[name]
        files = _squeezed(self._database_files(url))
        return {f"tables of the {name}": self._tables(url), f"files of the {name}": files}

    def _tables(self, url: URL) -> bytes:
        if self._server is None:
            with closing(sqlite3.connect(str(url.database))) as connection:
                return "\n".join(connection.iterdump()).encode()
        with _connected(url) as connection:
            return b"".join(_copied(connection))

    def _database_files(self, url: URL) -> bytes:
        if self._server is None:
            path = Path(str(url.database))
            return b"\0".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
        with _connected(url) as connection:
            connection.execute("CHECKPOINT")
            [path_] = connection.execute(_FOLDER).fetchone() or ("",)
        folder = (self._server.data_folder / str(path_)).parent
        return b"\0".join(one.read_bytes() for one in folder.iterdir())

    def _segment(self) -> str:
        with _connected(self._urls["ledger"]) as connection:
            row = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
        return str(row[0]) if row else ""

    def _segments(self) -> bytes:
        """The server's log since this was made; the older ones are other tests'."""
        assert self._server is not None
        last, folder = self._segment(), self._server.data_folder / "pg_wal"
        names = [one for one in folder.iterdir() if self._first <= one.name <= last]
        return b"\0".join(one.read_bytes() for one in names)


def feed(url: str, key: str) -> bytes:
    """The record as it is handed out to auditors."""
    headers = {"authorization": f"Bearer {key}", "accept": "application/x-ndjson"}
    told, after = b"", 0
    while True:
        answer = httpx2.get(
            f"{url}/v1/ledger/events", params={"after": after, "limit": 200}, headers=headers
        )
        assert answer.status_code == 200, answer.text
        if not answer.content:
            return told
        told += answer.content
        after += answer.content.count(b"\n")


def _connected(url: URL) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(
        host=str(url.query["host"]),
        port=int(str(url.query["port"])),
        user=url.username,
        dbname=url.database,
        autocommit=True,
    )


def _copied(connection: "psycopg.Connection[tuple[object, ...]]") -> Iterator[bytes]:
    for [name] in connection.execute(_TABLES).fetchall():
        with connection.cursor().copy(
            SQL("COPY {} TO STDOUT").format(Identifier(str(name)))
        ) as copy:
            yield from (bytes(chunk) for chunk in copy)


def _squeezed(content: bytes) -> bytes:
    """Nothing that is looked for holds so many zeros, and most of a page is nothing else."""
    return content.replace(bytes(64), b"")


def _below(folder: Path) -> bytes:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\0".join(str(path).encode() + b"\0" + path.read_bytes() for path in paths)
