"""The soak: every fault, again and again, and a line each of what was acknowledged and found.

    python -m tests.faults.soak [--rounds N] [FAULT …]

Ends with status 1 where anything acknowledged is lost, or anything is not as it was told.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from service.settings import Settings
from tests.faults import (
    crashing,
    disks,
    following,
    freezing,
    killing,
    losing,
    meeting,
    mutating,
    timekeeping,
    turning_away,
)
from tests.faults.checker import Findings
from tests.faults.scene import Impossible, NotBuilt, Scene
from tests.faults.serving import Broken
from tests.installations import PostgresInstallations, SqliteInstallations
from tests.postgres import PostgresServer, temporary_folder

Fault = Callable[[Scene], Awaitable[Findings]]

FAULTS: Mapping[str, tuple[Fault, int]] = {
    "hundred_at_once": (meeting.hundred_at_once, 10),
    "kill_sqlite": (partial(killing.kill_service, database="sqlite"), 50),
    "kill_postgresql": (partial(killing.kill_service, database="postgres"), 50),
    "kill_one_of_two": (killing.kill_one_of_two, 50),
    "kill_follower": (following.kill_follower, 50),
    "kill_timekeepers_sqlite": (partial(timekeeping.kill_timekeepers, database="sqlite"), 50),
    "kill_timekeepers_postgresql": (
        partial(timekeeping.kill_timekeepers, database="postgres"),
        50,
    ),
    "stalled_view": (following.stalled_view, 5),
    "kill_database": (crashing.kill_database, 20),
    "promote_standby": (crashing.promote_standby, 8),
    "full_disk_sqlite": (disks.full_disk_sqlite, 10),
    "full_disk_postgresql": (disks.full_disk_postgresql, 10),
    "freeze_holder": (freezing.freeze_holder, 6),
    "lose_commit": (losing.lose_commit, 60),
    "slow_database": (losing.slow_database, 6),
    "unknown_event_sqlite": (partial(turning_away.unknown_event, database="sqlite"), 5),
    "unknown_event_postgresql": (partial(turning_away.unknown_event, database="postgres"), 5),
    "full_queue_sqlite": (partial(turning_away.full_queue, database="sqlite"), 20),
    "full_queue_postgresql": (partial(turning_away.full_queue, database="postgres"), 20),
    "hang_up_sqlite": (partial(turning_away.hang_up, database="sqlite"), 60),
    "hang_up_postgresql": (partial(turning_away.hang_up, database="postgres"), 60),
    "raising_view_sqlite": (partial(turning_away.raising_view, database="sqlite"), 20),
    "raising_view_postgresql": (partial(turning_away.raising_view, database="postgres"), 20),
    "mutants": (mutating.mutants, 10),
}
"""Each fault, and how often it strikes in a full soak."""

HEADING = f"{'fault':<28}{'rounds':>7}{'acknowledged':>14}{'found':>8}{'lost':>6}{'wrong':>7}"
_FAULT_SECONDS = 1_800


class Installations:
    """Fresh installations, whose templates are made when one is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._sqlite: SqliteInstallations | None = None
        self._postgres: PostgresInstallations | None = None

    def sqlite(self, folder: Path) -> Settings:
        """One in SQLite files in *folder*."""
        if self._sqlite is None:
            template = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="bihuan-"))
            self._sqlite = SqliteInstallations(Path(template))
        return self._sqlite.fresh(folder)

    def postgres(self, folder: Path) -> Settings:
        """One in databases of a PostgreSQL that all faults share which do not harm it."""
        if self._postgres is None:
            server = PostgresServer.start(self._stack.enter_context(temporary_folder()))
            self._stack.callback(server.stop)
            self._postgres = PostgresInstallations(server)
        return self._postgres.fresh(folder, patient=False)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one fault went; without findings, `reason` says why there are none."""

    name: str
    rounds: int
    findings: Findings | None = None
    reason: str = ""
    is_failure: bool = False

    def line(self) -> str:
        """As the table shows it."""
        if self.findings is None:
            return f"{self.name:<28}{self.rounds:>7}  {self.reason}"
        f = self.findings
        wrong = len(f.violations)
        return (
            f"{self.name:<28}{self.rounds:>7}{f.acknowledged:>14}{f.found:>8}{f.lost:>6}{wrong:>7}"
        )


def play(name: str, rounds: int | None, installations: Installations) -> Outcome:
    """Play one fault to its end."""
    fault, usual = FAULTS[name]
    rounds = rounds or usual
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{name} {time.monotonic() - began:6.1f} s  {what}", flush=True)

    with temporary_folder(on_disk=True) as folder:
        scene = Scene(
            folder=folder,
            rounds=rounds,
            say=say,
            sqlite=installations.sqlite,
            postgres=installations.postgres,
        )
        outcome = _outcome(name, fault, scene)
    for violation in outcome.findings.violations if outcome.findings else ():
        say(f"VIOLATION {violation}")
    print(f"{HEADING}\n{outcome.line()}\n", flush=True)
    return outcome


def _outcome(name: str, fault: Fault, scene: Scene) -> Outcome:
    try:
        found = asyncio.run(_bounded(fault, scene))
    except Impossible as error:
        return Outcome(name=name, rounds=0, reason=f"skipped: {error}")
    except NotBuilt as error:
        return Outcome(name=name, rounds=0, reason=f"NOT BUILT: {error}", is_failure=True)
    except (Broken, TimeoutError) as error:
        return Outcome(name=name, rounds=scene.rounds, reason=f"BROKEN: {error}", is_failure=True)
    failed = bool(found.violations or found.lost)
    return Outcome(name=name, rounds=scene.rounds, findings=found, is_failure=failed)


async def _bounded(fault: Fault, scene: Scene) -> Findings:
    async with asyncio.timeout(_FAULT_SECONDS):
        return await fault(scene)


def main(arguments: Sequence[str]) -> int:
    """Play the faults named, all where none is; 1 if one of them found anything wrong."""
    parser = argparse.ArgumentParser(prog="soak", description="Play faults; see what is lost.")
    parser.add_argument("--rounds", type=int, help="for each fault; a full soak's if unsaid")
    parser.add_argument("faults", nargs="*", choices=[[], *FAULTS], metavar="FAULT")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    with ExitStack() as stack:
        installations = Installations(stack)
        names = chosen.faults or list(FAULTS)
        outcomes = [play(name, chosen.rounds, installations) for name in names]
    print(HEADING)
    for outcome in outcomes:
        print(outcome.line())
    return int(any(outcome.is_failure for outcome in outcomes))


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Ended from outside, the soak still ends every process that it has started."""
    raise SystemExit(128 + signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
