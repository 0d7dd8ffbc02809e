"""Faults in which commands have to be turned away, and nobody may be told a lie."""

import asyncio
from contextlib import AsyncExitStack

from tests.faults.caller import Caller
from tests.faults.checker import Findings
from tests.faults.harming import head_held, plant, pull
from tests.faults.kept import Ask
from tests.faults.load import Load, loading
from tests.faults.scene import Scene, judge
from tests.faults.serving import Broken, serving

_LINE = 4
_CROWD = 40
_STRANGE = "lamp.painted"
_RAISES_AT = "issue.replied"


async def full_queue(scene: Scene, database: str) -> Findings:
    """More commands wait than may: the rest is told at once to come again, and comes again."""
    place = await scene.place(database)
    async with (
        serving(place, queue_limit=str(_LINE)) as process,
        loading(place, [process.port], clients=1) as load,
    ):
        for _ in scene.each_round():
            await load.more(5)
            callers = [load.caller() for _ in range(_CROWD)]
            with head_held(place):
                doing = [asyncio.create_task(c.settle(load.reporting())) for c in callers]
                await load.telling({503}, 1)
                await load.reading(5)
            await asyncio.gather(*doing)
            for caller in callers:
                caller.close()
    return judge(place, load.kept, strict=True)


async def unknown_event(scene: Scene, database: str) -> Findings:
    """A newer program has written: no further write, reads go on; without it all goes on."""
    place = await scene.place(database)
    async with serving(place) as process, loading(place, [process.port]) as load:
        for _ in scene.each_round():
            await load.more(10)
            plant(place, _STRANGE)
            await load.telling({503}, 20)
            await load.reading(5)
            if place.record().events[-1].topic != _STRANGE:
                raise Broken("something was written behind an unknown event")
            await process.kill()
            pull(place, _STRANGE)
            await process.start()
        await load.more(20)
    return judge(place, load.kept, strict=True)


async def hang_up(scene: Scene, database: str) -> Findings:
    """Clients leave in the middle of their request, or before its answer, and come back."""
    place = await scene.place(database)
    async with (
        serving(place) as process,
        loading(place, [process.port], clients=2) as load,
        AsyncExitStack() as stack,
    ):
        callers = [load.caller() for _ in range(8)]
        for caller in callers:
            stack.callback(caller.close)
        for number in scene.each_round():
            asks = [load.reporting() for _ in callers]
            cut = None if number % 2 else -20
            await asyncio.gather(*map(_left, callers, asks, [cut] * len(asks)))
            if number % 3:
                await asyncio.gather(*(c.settle(a) for c, a in zip(callers, asks, strict=True)))
        await load.more(10)
        process.require_alive()
    return judge(place, load.kept)


async def _left(caller: Caller, ask: Ask, upto: int | None) -> None:
    for _ in range(3):
        await caller.hang_up(ask, upto=upto)


async def raising_view(scene: Scene, database: str) -> Findings:
    """An inline view raises at one kind of event: that command fails, its neighbours do not."""
    place = await scene.place(database)
    rig = "tests.faults.rigged"
    async with (
        serving(place, rig=rig, rig_view="timeline", rig_topic=_RAISES_AT) as process,
        loading(place, [process.port]) as load,
        AsyncExitStack() as stack,
    ):
        caller = load.caller()
        stack.callback(caller.close)
        replies = []
        for _ in scene.each_round():
            replies.append(await _reply(load, caller))
            await load.more(10)
        await process.kill()
        process.repair()
        await process.start()
        for ask in replies:
            await caller.settle(ask)
    return judge(place, load.kept, strict=True, bearing=500)


async def _reply(load: Load, caller: Caller) -> Ask:
    """Ask for what the view cannot bear."""
    reported = await caller.settle(load.reporting())
    ask = load.kept.ask(f"/v1/issues/{reported.issue}/replies", {"message": "请放心"})
    told = await caller.settle(ask)
    if told.status != 500:
        raise Broken(f"a command whose view raised was told {told.status}")
    return ask
