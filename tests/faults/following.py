"""A following view's process is killed in mid-batch; another goes on, and no event is skipped."""

import asyncio
from dataclasses import replace
from typing import Any

from projections.engine import View, discover
from tests.faults.checker import Findings
from tests.faults.freezing import freeze_holding
from tests.faults.harming import head_held
from tests.faults.load import loading
from tests.faults.place import Place
from tests.faults.scene import NotBuilt, Scene, judge
from tests.faults.serving import serving

_NAME = "following"
_SECONDS = 60.0

_AT_WORK = """
    SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE application_name = %s AND state = 'idle in transaction'
      AND mode IN ('RowShareLock', 'RowExclusiveLock') AND relation = 'cursor'::regclass
"""


async def kill_follower(scene: Scene) -> Findings:
    """One of two processes, which serves nobody and only follows, is killed with a batch in hand.

    Afterwards every following view stands at the head, row by row as the record makes it.
    """
    if not _following():
        raise NotBuilt("no view follows yet")
    place = await scene.place("postgres")
    named = place.reached(f"{place.url}&application_name={_NAME}")
    async with serving(named) as victim, serving(place) as other:
        async with loading(place, [other.port]) as load:
            for _ in scene.each_round():
                await load.more(20)
                await freeze_holding(place, victim, _NAME, _AT_WORK)
                await victim.kill()
                await load.more(20)
                await victim.start()
        reached = await _caught_up(place)
    found = await asyncio.to_thread(judge, place, load.kept)
    return replace(found, violations=[*found.violations, *reached])


def _following() -> list[View[Any]]:
    return [view for view in discover() if view.follows]


async def _caught_up(place: Place) -> list[str]:
    """What lags behind the head although there was time."""
    try:
        async with asyncio.timeout(_SECONDS):
            while behind := _behind(place):
                await asyncio.sleep(0.1)
    except TimeoutError:
        return [f"{view} stays behind the head" for view in behind]
    return []


def _behind(place: Place) -> list[str]:
    with head_held(place) as connection:
        query = "SELECT view FROM cursor WHERE position <> (SELECT position FROM head)"
        return [view for (view,) in connection.execute(query).fetchall()]
