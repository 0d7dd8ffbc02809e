"""PostgreSQL servers that may crash: one alone, or a primary with a synchronous standby."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psycopg

from service.settings import Settings
from tests.faults.serving import Broken
from tests.installations import PostgresInstallations
from tests.postgres import PORT, SUPERUSER, PostgresServer, temporary_folder

_STANDBY_SECONDS = 60


class Cluster:
    """One server in a folder, which outlives its crashes; the socket stays where it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: PostgresServer | None = None

    @property
    def server(self) -> PostgresServer:
        """The running server."""
        if self._server is None:
            raise Broken("this PostgreSQL does not run")
        return self._server

    async def start(self) -> PostgresServer:
        """Start it, recovering what a crash has left."""
        self._server = await asyncio.to_thread(PostgresServer.start, self.folder)
        return self._server

    async def crash(self) -> None:
        """kill -9 of the postmaster and every process that it has begun."""
        server, self._server = self.server, None
        children = _children(server.pid)
        for pid in [server.pid, *children]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await asyncio.to_thread(server.stop)

    async def lives(self) -> bool:
        """Whether it answers."""
        try:
            await self.administer("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    async def revive(self) -> None:
        """Start it again where it has ended itself."""
        if not await self.lives():
            await self.crash()
            await self.start()

    async def follow(self, primary: "Cluster") -> None:
        """Begin anew as the synchronous standby of *primary*, and wait until it is that."""
        await asyncio.to_thread(shutil.rmtree, self.folder / "data", ignore_errors=True)
        await asyncio.to_thread(primary.server.copy, self.folder)
        await self.start()
        await primary.administer("ALTER SYSTEM SET synchronous_standby_names = '*'")
        await primary.administer("SELECT pg_reload_conf()")
        query = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        async with asyncio.timeout(_STANDBY_SECONDS):
            while await primary.administer(query) != 1:
                await asyncio.sleep(0.05)

    async def promote(self) -> None:
        """Become the primary, which waits for no standby until it has one."""
        await self.administer("SELECT pg_promote()")
        await self.administer("ALTER SYSTEM RESET synchronous_standby_names")
        await self.administer("SELECT pg_reload_conf()")

    async def administer(self, statement: str) -> object:
        """Run one statement as superuser; the first column of its first row, if it has rows."""
        async with await psycopg.AsyncConnection.connect(
            host=str(self.server.socket_folder),
            port=PORT,
            user=SUPERUSER,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            cursor = await connection.execute(statement.encode())
            row = await cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    async def end(self) -> None:
        """Stop it where it runs."""
        if self._server is not None:
            await asyncio.to_thread(self._server.stop)
            self._server = None

    def installation(self, folder: Path) -> Settings:
        """A migrated installation in databases of this cluster."""
        return PostgresInstallations(self.server).fresh(folder, patient=False)


@asynccontextmanager
async def cluster(folder: Path | None = None) -> AsyncIterator[Cluster]:
    """A cluster of one's own, in *folder* or a temporary one, ended with the block."""
    with temporary_folder() as temporary:
        made = Cluster(folder or temporary)
        try:
            await made.start()
            yield made
        finally:
            await made.end()


def _children(pid: int) -> list[int]:
    """The processes that another has begun."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in listed.split()]
