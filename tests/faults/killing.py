"""kill -9: of the only process, and of one of two in turn."""

from random import Random

from tests.faults.checker import Findings
from tests.faults.load import loading
from tests.faults.scene import Scene, judge, words_still_open
from tests.faults.serving import serving


async def kill_service(scene: Scene, database: str) -> Findings:
    """The one process is killed under load and started again; its clients ask on."""
    place, chance = await scene.place(database), Random(1)  # noqa: S311  # repeatable on purpose
    async with serving(place) as process:
        async with loading(place, [process.port]) as load:
            for _ in scene.each_round():
                await load.more(chance.randint(20, 120))
                await process.kill()
                await process.start()
            await load.more(20)
        await words_still_open(place, load.kept, process.port)
    return judge(place, load.kept)


async def kill_one_of_two(scene: Scene) -> Findings:
    """Two processes on one PostgreSQL, killed in turn: the other one goes on meanwhile."""
    place, chance = await scene.place("postgres"), Random(2)  # noqa: S311  # repeatable on purpose
    async with serving(place) as one, serving(place) as other:
        async with loading(place, [one.port, other.port]) as load:
            for number in scene.each_round():
                victim = other if number % 2 else one
                await load.more(chance.randint(20, 120))
                await victim.kill()
                await load.more(20)
                with load.eased():
                    await victim.start()
                load.spread()
            await load.more(20)
        await words_still_open(place, load.kept, one.port)
    return judge(place, load.kept)
