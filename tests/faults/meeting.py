"""No fault at all: a hundred callers at once, of one issue, through two processes."""

import asyncio
from dataclasses import replace

from tests.faults.checker import Findings
from tests.faults.load import Load, loading
from tests.faults.scene import Scene, judge
from tests.faults.serving import serving

_MANY = 100


async def hundred_at_once(scene: Scene) -> Findings:
    """Without If-Match everybody is served, and together they are told consecutive versions."""
    place = await scene.place("postgres")
    violations: list[str] = []
    async with (
        serving(place) as one,
        serving(place) as other,
        loading(place, [one.port, other.port], clients=0) as load,
    ):
        for _ in scene.each_round():
            versions = await _versions(load)
            if versions != list(range(2, _MANY + 2)):
                violations.append(f"a hundred callers were told {versions}")
    found = judge(place, load.kept)
    return replace(found, violations=[*found.violations, *violations])


async def _versions(load: Load) -> list[int | None]:
    """What a hundred are told who respond to one new issue, in order."""
    callers = [load.caller(shift) for shift in range(_MANY)]
    reported = await callers[0].settle(load.reporting())
    assert reported.issue is not None
    asks = [load.responding(reported.issue) for _ in callers]
    doing = (caller.settle(ask) for caller, ask in zip(callers, asks, strict=True))
    told = await asyncio.gather(*doing)
    for caller in callers:
        caller.close()
    return sorted((one.version for one in told), key=lambda version: version or 0)
