"""Two timekeepers over many deadlines: killed again and again, their clock set forward and back."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

from domain.actor import Role
from domain.moment import HOUR, MINUTE, Moment
from ledger.now import clock
from service.commands.intake import Contact, Report
from service.ids import new_id
from service.policy import Principal
from service.service import Service
from service.settings import Settings
from tests.faults.checker import Findings, Firing, firings
from tests.faults.kept import Kept
from tests.faults.load import within
from tests.faults.place import Place
from tests.faults.scene import Scene, judge
from tests.faults.serving import Running, running
from tests.installations import MASTER

_EACH_ROUND = 20
_LEAST = 100
"""Issues for each kill, with two deadlines each, so that the work lasts until the last kill."""
_AGO = (23 * 60 + 30) * MINUTE
"""Their response is overdue long since; their completion will be in half an hour, or was when
the clock is set forward."""
_STEPS = (-HOUR, 0, HOUR)
_SECONDS = 120.0


async def kill_timekeepers(scene: Scene, database: str) -> Findings:
    """Afterwards each deadline is on record once, however often somebody was killed over it."""
    place, chance = await scene.place(database), Random(3)  # noqa: S311  # repeatable on purpose
    count = max(_LEAST, scene.rounds * _EACH_ROUND)
    await asyncio.to_thread(_report, place, count)
    clock_file = place.folder / "clock"
    _set(clock_file, 0)
    one, other = (_Keeper(place, name, clock_file) for name in ("one", "other"))
    async with running(one), running(other):
        for number in scene.each_round():
            _set(clock_file, chance.choice(_STEPS))
            victim = other if number % 2 else one
            await _some_work(place, chance.randint(1, 2 * _EACH_ROUND))
            await asyncio.sleep(chance.uniform(0, 0.05))
            await victim.kill()
            await victim.start()
        _set(clock_file, HOUR)
        # Whoever has seen it being set waits a minute; whoever starts does not.
        await one.kill()
        await one.start()
        await _all_done(place, 2 * count)
    return _judged(place, 2 * count)


class _Keeper(Running):
    """One `bihuan timekeeper` of several, with a log of its own."""

    def __init__(self, place: Place, name: str, clock_file: Path) -> None:
        super().__init__(place, "timekeeper", rig="tests.faults.stepped", rig_clock=str(clock_file))
        self.log = place.folder / f"timekeeper-{name}.log"


def _set(file: Path, offset: int) -> None:
    """Set the clock: whoever reads meanwhile finds the old or the new."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str(offset))
    os.replace(fresh, file)


def _report(place: Place, count: int) -> None:
    """So many issues of yesterday, typed in today."""
    service = Service(Settings(database_url=place.url, vault_url=place.vault, master_key=MASTER))
    service.start()
    clerk = Principal(
        person=new_id(),
        roles=frozenset({Role.CLERK}),
        body=place.committee,
        organisation=place.committee,
    )
    reports = [_report_of(place) for _ in range(count)]
    told = asyncio.run(service.execute_in_order(reports, principal=clerk))
    service.stop()
    for one in told:
        if isinstance(one, BaseException):
            raise one


def _report_of(place: Place) -> Report:
    return Report(
        issue=new_id(),
        person=new_id(),
        committee=place.committee,
        compound=place.compound,
        channel="window",
        contact=Contact(phone="13800000001"),
        words="路灯不亮",
        occurred_at=Moment(clock() - _AGO),
    )


async def _some_work(place: Place, wanted: int) -> None:
    """Wait until so much more is on record, or until nothing more comes."""
    before = len(await _fired(place))
    for _ in range(20):
        await asyncio.sleep(0.2)
        if len(await _fired(place)) >= before + wanted:
            return


async def _all_done(place: Place, wanted: int) -> None:
    async with within(_SECONDS, f"{wanted} deadlines on record"):
        while len(_missed(await _fired(place))) < wanted:
            await asyncio.sleep(0.2)


async def _fired(place: Place) -> list[Firing]:
    return firings(await asyncio.to_thread(place.record))


def _missed(fired: Iterable[Firing]) -> set[Firing]:
    return {one for one in fired if one[1] == "issue.deadline-missed"}


def _judged(place: Place, wanted: int) -> Findings:
    missed = _missed(firings(place.record()))
    return replace(judge(place, Kept()), acknowledged=wanted, found=len(missed))
