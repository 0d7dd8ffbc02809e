"""Harmed exports: a thousand a round, none of which may be taken for a good one."""

import asyncio
from pathlib import Path

from audit.verify import Verified
from tests.audit.checking import said_of
from tests.audit.exporting import scene as exported
from tests.audit.mutations import KINDS, mutant
from tests.audit.mutations import Scene as Export
from tests.faults.checker import Findings
from tests.faults.scene import Scene

_A_ROUND = 1_000


async def mutants(scene: Scene) -> Findings:
    """Every export harmed is to be refused, and told where it was harmed."""
    export = await asyncio.to_thread(lambda: exported(scene.sqlite(scene.folder)))
    refused, wrong = 0, list[str]()
    for number in scene.each_round():
        for one in range(_A_ROUND):
            said = await asyncio.to_thread(_judged, export, scene.folder, number, one)
            refused += said is None or not said.startswith("accepted")
            wrong += [said] if said else []
    return Findings(acknowledged=scene.rounds * _A_ROUND, found=refused, violations=wrong)


def _judged(export: Export, folder: Path, number: int, one: int) -> str | None:
    """What is wrong with the verdict on one mutant; None where nothing is."""
    kind = list(KINDS)[one % len(KINDS)]
    harmed = mutant(export, kind, number * _A_ROUND + one)
    said = said_of(folder, harmed.content, harmed.key, held=harmed.held)
    if isinstance(said, Verified):
        return f"accepted: {kind} {number} {one}"
    return None if harmed.is_located(said) else f"not located: {kind} {number} {one}: {said}"
