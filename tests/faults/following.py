"""Views that follow: their process is killed in mid-batch, or one of them raises."""

import asyncio
from dataclasses import replace

from projections.engine import discover
from tests.faults.checker import Findings
from tests.faults.freezing import freeze_holding, slowly, until_settled
from tests.faults.harming import head_held
from tests.faults.load import Load, loading, within
from tests.faults.place import Place
from tests.faults.scene import NotBuilt, Scene, judge
from tests.faults.serving import Running, running, serving

_VIEW = "publication"
_RAISES_AT = "issue.published"
_SECONDS = 60.0

_AT_WORK = """
    SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE application_name = %s AND state = 'idle in transaction'
      AND mode IN ('RowShareLock', 'RowExclusiveLock') AND relation = 'cursor'::regclass
"""


async def kill_follower(scene: Scene) -> Findings:
    """The only follower is killed with a batch in its hand, and started again.

    Afterwards every following view stands at the head, row by row as the record makes it.
    """
    _require_following()
    place = await scene.place("postgres")
    async with (
        slowly(scene, place) as (wire, named),
        serving(place, follow="false") as process,
        running(Running(named, "follow")) as it,
    ):
        async with loading(place, [process.port]) as load:
            for _ in scene.each_round():
                with load.eased():
                    await until_settled(place)
                await load.more(20)
                await freeze_holding(place, it, wire, _AT_WORK)
                await it.kill()
                await load.more(20)
                await it.start()
        return await _caught_up(place, load)


async def stalled_view(scene: Scene) -> Findings:
    """A following view raises: it is told who stalls and where, and no command minds."""
    _require_following()
    place = await scene.place("postgres")
    rig = "tests.faults.rigged"
    async with serving(place, rig=rig, rig_view=_VIEW, rig_topic=_RAISES_AT) as process:
        async with loading(place, [process.port]) as load:
            for _ in scene.each_round():
                await _until_told(load, is_stalled=True)
                await load.more(20)
            await process.kill()
            process.repair()
            await process.start()
            await _until_told(load, is_stalled=False)
        return await _caught_up(place, load)


async def _until_told(load: Load, *, is_stalled: bool) -> None:
    """Wait until `/readyz` says of the view whether it stalls."""
    caller, told = load.caller(), None
    async with within(_SECONDS, f"stalled={is_stalled} in /readyz"):
        while told is None or (told["stalled"] is not None) != is_stalled:
            reply = await caller.read("/readyz")
            following = reply.told["following"] if reply else {}
            told = next((v for name, v in following.items() if _VIEW in name), None)
            await asyncio.sleep(0.05)
    caller.close()


def _require_following() -> None:
    if not any(view.follows for view in discover()):
        raise NotBuilt("no view follows")


async def _caught_up(place: Place, load: Load) -> Findings:
    """The findings, and what lags behind the head although there was time."""
    try:
        async with asyncio.timeout(_SECONDS):
            while behind := _behind(place):
                await asyncio.sleep(0.1)
    except TimeoutError:
        pass
    found = await asyncio.to_thread(judge, place, load.kept)
    late = [f"{view} stays behind the head" for view in behind]
    return replace(found, violations=[*found.violations, *late])


def _behind(place: Place) -> list[str]:
    with head_held(place) as connection:
        query = "SELECT view FROM cursor WHERE position <> (SELECT position FROM head)"
        return [view for (view,) in connection.execute(query).fetchall()]
