"""Between service and database: a COMMIT's answer is lost, or every answer comes late."""

import asyncio

from tests.faults.checker import Findings
from tests.faults.load import loading
from tests.faults.proxy import Lose, Proxy, proxied
from tests.faults.scene import Scene, judge
from tests.faults.serving import Broken, serving

_SLOW_SECONDS = 0.15
_DEADLINE_SECONDS = 1


async def lose_commit(scene: Scene) -> Findings:
    """Connections break behind a COMMIT that was carried out, and before one that was not."""
    place = await scene.place("postgres")
    async with (
        proxied(scene.folder, place.url) as (proxy, through),
        serving(place.reached(through)) as process,
        loading(place, [process.port]) as load,
    ):
        for number in scene.each_round():
            await load.more(10)
            proxy.lose = Lose.ORDER if number % 3 == 0 else Lose.ANSWER
            await _lost(proxy, number)
        await load.more(20)
    return judge(place, load.kept)


async def slow_database(scene: Scene) -> Findings:
    """Every answer of the database comes late: who waited too long was never decided on."""
    place = await scene.place("postgres")
    async with (
        proxied(scene.folder, place.url) as (proxy, through),
        serving(place.reached(through), command_seconds=str(_DEADLINE_SECONDS)) as process,
        loading(place, [process.port], clients=12) as load,
    ):
        for _ in scene.each_round():
            await load.more(10)
            proxy.delay = _SLOW_SECONDS
            await load.telling({503}, 5)
            proxy.delay = 0.0
        await load.more(20)
    return judge(place, load.kept, strict=True)


async def _lost(proxy: Proxy, wanted: int) -> None:
    try:
        async with asyncio.timeout(60):
            while proxy.lost < wanted:
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise Broken("no COMMIT came by that could be lost") from None
