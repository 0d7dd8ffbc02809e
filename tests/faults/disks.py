"""A disk that is full: nothing is written, reads go on, and with room again all goes on."""

import asyncio
import errno
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults.checker import Findings
from tests.faults.clusters import cluster
from tests.faults.load import Load, loading
from tests.faults.place import settled
from tests.faults.scene import Impossible, Scene, judge
from tests.faults.serving import serving

_FILLER = "filler"
_TURNED_AWAY = frozenset({503, 507})


async def full_disk_sqlite(scene: Scene) -> Findings:
    """Ledger and vault in SQLite, on a disk that others have filled."""
    with small_disk(scene.folder / "disk", megabytes=24) as disk:
        settings = await asyncio.to_thread(scene.sqlite, disk)
        place = await asyncio.to_thread(settled, settings, scene.folder)
        async with serving(place) as process, loading(place, [process.port]) as load:
            for _ in scene.each_round():
                await load.more(20)
                async with _filled(disk):
                    await load.telling(_TURNED_AWAY, 10)
                    await load.reading(20)
                await load.more(20)
            process.require_alive()
        return await asyncio.to_thread(judge, place, load.kept)


async def full_disk_postgresql(scene: Scene) -> Findings:
    """PostgreSQL on a full disk. It may end itself, and then needs the restart that we do not."""
    with small_disk(scene.folder / "disk", megabytes=320) as disk:
        async with cluster(disk) as postgres:
            place = await replace(scene, postgres=postgres.installation).place("postgres")
            async with serving(place) as process, loading(place, [process.port]) as load:
                for _ in scene.each_round():
                    await load.more(20)
                    async with _filled(disk):
                        await load.telling(_TURNED_AWAY, 10)
                        await _reads_where_it_lives(load, await postgres.lives())
                    await postgres.revive()
                    await load.more(20)
                process.require_alive()
            return await asyncio.to_thread(judge, place, load.kept)


async def _reads_where_it_lives(load: Load, lives: bool) -> None:
    if lives:
        await load.reading(5)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """A file system of that size in memory; raises `Impossible` where none may be mounted."""
    folder.mkdir(exist_ok=True)
    options = f"size={megabytes}m,mode=0755"
    mounting = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mounting, capture_output=True, encoding="utf-8", check=False)
    except OSError as error:
        raise Impossible(f"no disk can be mounted: {error.strerror}") from None
    if mounted.returncode != 0:
        raise Impossible(f"no disk can be mounted: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def _filled(disk: Path) -> AsyncIterator[None]:
    """Every free byte is taken, again and again: what is freed meanwhile is taken as well."""
    filling = asyncio.create_task(_fill(disk / _FILLER))
    try:
        yield
    finally:
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)
        (disk / _FILLER).unlink()


async def _fill(path: Path) -> None:
    while True:
        with path.open("ab", buffering=0) as filler:
            for size in (1 << 20, 1 << 12):
                _write_until_full(filler.fileno(), bytes(size))
        await asyncio.sleep(0.02)


def _write_until_full(handle: int, block: bytes) -> None:
    try:
        while os.write(handle, block):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
