"""A process is frozen while it holds the head's lock, and thawed long after."""

import asyncio
from random import Random

import psycopg

from tests.faults.checker import Findings
from tests.faults.load import Load, loading, within
from tests.faults.place import Place
from tests.faults.record import conninfo
from tests.faults.scene import Scene, judge, words_still_open
from tests.faults.serving import Running, Serving, serving

_NAME = "frozen"
_MEETING_SECONDS = 120.0
_FROZEN_SECONDS = 7.0
"""Longer than PostgreSQL lets a session be silent inside a transaction."""

_HOLDING = """
    SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE application_name = %s AND state = 'idle in transaction'
      AND mode = 'RowShareLock' AND relation = 'head'::regclass
"""


async def freeze_holder(scene: Scene) -> Findings:
    """One of two processes stands still with the lock; the other goes on, and both in the end."""
    place = await scene.place("postgres")
    named = place.reached(f"{place.url}&application_name={_NAME}")
    async with serving(named) as victim, serving(place) as other:
        ports = [victim.port, other.port]
        async with loading(place, ports, patience=3.0) as load:
            for _ in scene.each_round():
                await load.more(20)
                await freeze_holding(place, victim, _NAME, _HOLDING)
                await asyncio.gather(load.more(20), asyncio.sleep(_FROZEN_SECONDS))
                victim.thaw()
                await _writes_again(load, victim)
            await load.more(20)
        await words_still_open(place, load.kept, victim.port)
    return judge(place, load.kept)


async def freeze_holding(place: Place, victim: Running, name: str, holding: str) -> None:
    """Freeze *victim* until it is met with a lock in its hand.

    *name* is that of its sessions, *holding* the query that counts those which have the lock.
    Raises `Broken` where that does not happen.
    """
    chance = Random(3)  # noqa: S311  # repeatable on purpose
    async with (
        within(_MEETING_SECONDS, "a process with the lock in its hand"),
        await psycopg.AsyncConnection.connect(conninfo(place.url), autocommit=True) as looking,
    ):
        while True:
            await asyncio.sleep(chance.uniform(0.0, 0.02))
            victim.freeze()
            # What the server still does for it ends first.
            await asyncio.sleep(0.01)
            found = await (await looking.execute(holding.encode(), [name])).fetchone()
            if found and found[0]:
                return
            victim.thaw()


async def _writes_again(load: Load, victim: Serving) -> None:
    """The thawed process itself serves a command, not only its neighbour."""
    caller = load.caller_of(victim.port)
    await caller.settle(load.reporting())
    caller.close()
