"""A process is frozen while it holds the head's lock, and thawed long after."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import psycopg

from tests.faults.checker import Findings
from tests.faults.load import Load, loading, within
from tests.faults.place import Place
from tests.faults.proxy import Proxy, proxied
from tests.faults.record import conninfo
from tests.faults.scene import Scene, judge, words_still_open
from tests.faults.serving import START_SECONDS, Running, Serving, serving

_NAME = "victim"
_MEETING_SECONDS = 120.0
_WIRE_SECONDS = 0.02
"""How late everything comes that a process and its database send each other before it is met."""

_ARRIVED_SECONDS = 0.05
"""After which what was sent before the freezing has reached the server, and was done."""

_FROZEN_SECONDS = 4.0
"""Twice as long as PostgreSQL lets a session be silent inside a transaction."""

_IN_THE_WAY = """
    SELECT count(*) FROM pg_stat_activity AS holding JOIN pg_locks USING (pid)
    WHERE application_name = %s AND state = 'idle in transaction'
      AND mode = 'RowShareLock' AND relation = 'head'::regclass
      AND EXISTS (
        SELECT FROM pg_stat_activity AS waiting
        WHERE wait_event_type = 'Lock' AND holding.pid = ANY(pg_blocking_pids(waiting.pid))
      )
"""
"""Who has the head's row, idle, while somebody else waits for what it has."""

_SETTLED = """
    SELECT count(*) FROM pg_stat_activity
    WHERE application_name = %s AND state = 'idle' AND query = 'COMMIT'
"""
"""Who waits behind the end of a transaction: it has begun its work."""


async def freeze_holder(scene: Scene) -> Findings:
    """One of two processes stands still with the lock; the other goes on, and both in the end."""
    place = await scene.place("postgres")
    async with (
        slowly(scene, place) as (wire, named),
        serving(named) as victim,
        serving(place) as other,
    ):
        async with loading(place, [victim.port, other.port], patience=3.0) as load:
            for _ in scene.each_round():
                load.spread()
                await load.more(20)
                await freeze_holding(place, victim, wire, _IN_THE_WAY)
                await asyncio.gather(load.more(20), asyncio.sleep(_FROZEN_SECONDS))
                victim.thaw()
                await _writes_again(load, victim)
            await load.more(20)
        await words_still_open(place, load.kept, victim.port)
    return judge(place, load.kept)


@asynccontextmanager
async def slowly(scene: Scene, place: Place) -> AsyncIterator[tuple[Proxy, Place]]:
    """The place for a process that is to be met in a transaction, and the wire it is reached by."""
    async with proxied(scene.folder, place.url) as (wire, through):
        yield wire, place.reached(f"{through}&application_name={_NAME}")


async def until_settled(place: Place) -> None:
    """Wait until the process is connected and has ended a transaction; raises `Broken`."""
    async with within(START_SECONDS, "a process with a transaction ended"), _looking(place) as seen:
        await _until_any(seen, _SETTLED)


async def freeze_holding(place: Place, victim: Running, wire: Proxy, holding: str) -> None:
    """Freeze *victim* with a lock in its hand, which it holds for long on a slow *wire*.

    *holding* is the query that counts the sessions of a name which have the lock: it says when to
    freeze, and afterwards whether it came in time. Raises `Broken` where it never does.
    """
    chance = Random(3)  # noqa: S311  # repeatable on purpose
    async with (
        within(_MEETING_SECONDS, "a process with the lock in its hand"),
        _looking(place) as looking,
        _slow(wire),
    ):
        while True:
            await _until_any(looking, holding)
            await asyncio.sleep(chance.uniform(0.0, _WIRE_SECONDS))
            victim.freeze()
            if await _is_held(looking, holding):
                return
            victim.thaw()


@asynccontextmanager
async def _looking(place: Place) -> AsyncIterator[psycopg.AsyncConnection]:
    info = conninfo(place.url)
    async with await psycopg.AsyncConnection.connect(info, autocommit=True) as looking:
        yield looking


@asynccontextmanager
async def _slow(wire: Proxy) -> AsyncIterator[None]:
    wire.delay = _WIRE_SECONDS
    try:
        yield
    finally:
        wire.delay = 0.0


async def _is_held(looking: psycopg.AsyncConnection, holding: str) -> bool:
    """Asked twice: what was under way when the process froze may have ended the transaction."""
    for _ in range(2):
        await asyncio.sleep(_ARRIVED_SECONDS)
        if not await _any(looking, holding):
            return False
    return True


async def _until_any(looking: psycopg.AsyncConnection, query: str) -> None:
    while not await _any(looking, query):
        await asyncio.sleep(0.003)


async def _any(looking: psycopg.AsyncConnection, query: str) -> bool:
    found = await (await looking.execute(query.encode(), [_NAME])).fetchone()
    return found is not None and found[0] > 0


async def _writes_again(load: Load, victim: Serving) -> None:
    """The thawed process itself serves a command, not only its neighbour."""
    caller = load.caller_of(victim.port)
    await caller.settle(load.reporting())
    caller.close()
