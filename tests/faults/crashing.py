"""PostgreSQL itself crashes: alone, and with a synchronous standby that takes its place."""

import asyncio
from dataclasses import replace

from tests.faults.checker import Findings
from tests.faults.clusters import Cluster, cluster
from tests.faults.load import loading
from tests.faults.place import Place
from tests.faults.scene import Scene, judge, words_still_open
from tests.faults.serving import serving
from tests.postgres import PORT


async def kill_database(scene: Scene) -> Findings:
    """kill -9 of PostgreSQL under load; two processes reconnect when it is back."""
    async with cluster() as postgres:
        place = await replace(scene, postgres=postgres.installation).place("postgres")
        async with serving(place) as one, serving(place) as other:
            async with loading(place, [one.port, other.port]) as load:
                for _ in scene.each_round():
                    await load.more(40)
                    await postgres.crash()
                    await load.failing(5)
                    await postgres.start()
                await load.more(20)
            one.require_alive()
            other.require_alive()
            await words_still_open(place, load.kept, one.port)
        return await asyncio.to_thread(judge, place, load.kept)


async def promote_standby(scene: Scene) -> Findings:
    """The primary crashes, its synchronous standby takes over, and the other follows it then."""
    async with cluster() as first, cluster() as second:
        place = await replace(scene, postgres=first.installation).place("postgres")
        await second.end()
        await second.follow(first)
        named = _either(place, first, second)
        async with serving(named) as one, serving(named) as other:
            async with loading(place, [one.port, other.port]) as load:
                primary, standby = first, second
                for _ in scene.each_round():
                    await load.more(40)
                    await primary.crash()
                    await standby.promote()
                    await load.more(20)
                    await primary.follow(standby)
                    primary, standby = standby, primary
                await load.more(20)
            one.require_alive()
            other.require_alive()
            await words_still_open(place, load.kept, one.port)
        return await asyncio.to_thread(judge, _on(place, primary), load.kept)


def _either(place: Place, first: Cluster, second: Cluster) -> Place:
    """The place by URLs that name both clusters and ask for the one that takes writes."""
    alone = f"host={first.server.socket_folder}&port={PORT}"
    hosts = "&".join(f"host={c.server.socket_folder}:{PORT}" for c in (first, second))
    both = f"{hosts}&target_session_attrs=read-write&connect_timeout=3"
    named = place.reached(place.url.replace(alone, both))
    return replace(named, vault=place.vault.replace(alone, both))


def _on(place: Place, primary: Cluster) -> Place:
    """The place as it lies on the present primary alone."""
    name, vault = (url.partition("@/")[2].partition("?")[0] for url in (place.url, place.vault))
    return replace(place, url=primary.server.url(name), vault=primary.server.url(vault))
