"""Every fault that is quickly played, once or twice; `make soak` plays all of them at length.

That a hundred at once are served by two processes, tests/api/test_two_processes.py says.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from tests.faults.checker import Findings
from tests.faults.killing import kill_service
from tests.faults.losing import lose_commit
from tests.faults.scene import Scene
from tests.faults.timekeeping import kill_timekeepers
from tests.faults.turning_away import full_queue, hang_up, raising_view, unknown_event


def require_nothing_lost(playing: Awaitable[Findings]) -> None:
    async def played() -> Findings:
        return await playing

    found = asyncio.run(played())
    assert found.violations == []
    assert found.acknowledged == found.found > 0


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_what_was_acknowledged_survives_a_kill(scene: Scene, database: str) -> None:
    require_nothing_lost(kill_service(scene, database))


def test_a_lost_commit_is_settled_whether_it_was_carried_out_or_not(scene: Scene) -> None:
    require_nothing_lost(lose_commit(replace(scene, rounds=3)))


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_each_deadline_is_recorded_once_whoever_is_killed(scene: Scene, database: str) -> None:
    require_nothing_lost(kill_timekeepers(replace(scene, rounds=3), database))


@pytest.mark.parametrize("fault", [full_queue, hang_up, raising_view, unknown_event])
def test_whoever_is_turned_away_is_told_the_truth(
    scene: Scene, fault: Callable[[Scene, str], Awaitable[Findings]]
) -> None:
    require_nothing_lost(fault(scene, "sqlite"))
