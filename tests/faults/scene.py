"""What every fault is given, and how its end is judged."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from service.settings import Settings
from tests.cli.shell import Shell
from tests.faults.checker import Findings, examine
from tests.faults.episodes import words
from tests.faults.kept import Kept
from tests.faults.place import Place, settled
from tests.faults.wire import Wire, request

_READ_AGAIN = 25
"""How many of the last reports are read again, to see that their words still open."""


class Impossible(Exception):
    """This machine cannot play the fault; the message says why."""


class NotBuilt(Exception):
    """The fault is about something that the product does not have yet."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A folder of one's own, how many rounds, where progress is told, fresh installations."""

    folder: Path
    rounds: int
    say: Callable[[str], None]
    sqlite: Callable[[Path], Settings]
    postgres: Callable[[Path], Settings]

    async def place(self, database: str) -> Place:
        """A settled place on `sqlite` or `postgres`."""
        fresh = self.sqlite if database == "sqlite" else self.postgres
        settings = await asyncio.to_thread(fresh, self.folder)
        return await asyncio.to_thread(settled, settings, self.folder)

    def each_round(self) -> Iterator[int]:
        """The rounds by number, each told when it is over."""
        for number in range(1, self.rounds + 1):
            yield number
            self.say(f"round {number} of {self.rounds}")


def judge(place: Place, kept: Kept, *, strict: bool = False, bearing: int = 0) -> Findings:
    """Hold what is stored against what was told, then let the program check itself."""
    found = examine(kept, place.record(), strict=strict, bearing=bearing)
    shell = Shell(folder=place.folder, settings=replace(place, through=None).environment())
    checked = shell.inside("replay", "--check")
    if checked.status == 0:
        return found
    complaint = f"replay --check: {checked.out[-600:]}{checked.err[-300:]}"
    return replace(found, violations=[*found.violations, complaint])


async def words_still_open(place: Place, kept: Kept, port: int) -> None:
    """Read the last reports again: the vault has lost no key of what was acknowledged."""
    wire = Wire(patience=30)
    headers = {"authorization": f"Bearer {place.secret}"}
    for told in [told for told in kept.successes if told.status == 201][-_READ_AGAIN:]:
        reply = await wire.ask(port, request("GET", f"/v1/issues/{told.issue}", headers))
        if reply.status != 200 or reply.told["words"] != words(told.ask):
            kept.seen.append(f"the words of {told.issue} no longer open ({reply.status})")
    wire.drop()
