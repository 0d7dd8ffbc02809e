"""What the load's clients do: report, respond, and race each other for what can be had once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from uuid import UUID

from tests.faults.caller import Caller
from tests.faults.kept import Ask, Kept, Told
from tests.faults.place import Place

_TRIAGE = {"category": "lighting", "scale": "small", "track": "fast"}
_BOARD = 8
"""How many issues are talked about at a time: few, so that commands meet on them."""


class Episodes:
    """What can be done next; `versions` are the latest that anybody was told of each issue.

    `board` are the issues that are talked about.
    """

    def __init__(self, place: Place, kept: Kept) -> None:
        self.board: list[UUID] = []
        self.versions: dict[UUID, int] = {}
        self._kept = kept
        self._place = place

    def draw(self, chance: Random) -> Callable[[Sequence[Caller]], Awaitable[None]]:
        """An episode by chance, for the callers of one client."""
        if not self.board:
            return self._report
        return chance.choices(
            [self._report, self._respond, self._repeat, self._race], weights=[3, 5, 1, 1]
        )[0]

    def reporting(self) -> Ask:
        """A report that nobody has asked yet."""
        number = len(self._kept.asked) + 1
        body = {
            "committee_id": str(self._place.committee),
            "compound_id": str(self._place.compound),
            "channel": "window",
            "words": words(number),
            "reporter": {"name": "沈秋禾", "phone": f"138{number:08d}"},
        }
        return self._kept.ask("/v1/issues", body)

    def responding(self, issue: UUID) -> Ask:
        """A response to the reporter."""
        text = f"第{len(self._kept.asked) + 1}次联系"
        return self._kept.ask(f"/v1/issues/{issue}/responses", {"message": text})

    async def _report(self, callers: Sequence[Caller]) -> None:
        await self._told(callers[0], self.reporting())

    async def _respond(self, callers: Sequence[Caller]) -> None:
        issue = self.board[len(self._kept.asked) % len(self.board)]
        await self._told(callers[0], self.responding(issue))

    async def _repeat(self, callers: Sequence[Caller]) -> None:
        """A success, asked for once more on purpose."""
        issue = self.board[-1]
        ask = self.responding(issue)
        await self._told(callers[0], ask)
        await self._told(callers[1], ask)

    async def _race(self, callers: Sequence[Caller]) -> None:
        """An issue's first steps, each asked by all at once, and granted to one."""
        reported = await self._told(callers[0], self.reporting())
        if reported.issue is None:
            return
        path = f"/v1/issues/{reported.issue}"
        party = str(self._place.party)
        steps = (("triage", _TRIAGE, 1), ("dispatches", {"parties": [party]}, None))
        for noun, body, match in (*steps, ("acknowledgements", {"party": party}, None)):
            asks = [self._kept.ask(f"{path}/{noun}", body, match) for _ in callers]
            doing = (self._told(c, a) for c, a in zip(callers, asks, strict=True))
            await asyncio.gather(*doing)
        text = {"text": "门口的路灯已经修好"}
        await self._told(callers[0], self._kept.ask(f"{path}/publication", text))

    async def _told(self, caller: Caller, ask: Ask) -> Told:
        told = await caller.settle(ask)
        if told.issue is not None and told.version is not None:
            known = self.versions.get(told.issue, 0)
            self.versions[told.issue] = max(known, told.version)
            if known == 0:
                self.board = [*self.board, told.issue][-_BOARD:]
        return told


def words(number: int) -> str:
    """What the reporter of a command said."""
    return f"第{number}件：门口的路灯坏了"
