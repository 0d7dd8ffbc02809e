"""Whoever may read a meeting or a series is told of it in lists, and nobody else."""

import pytest

from domain.actor import Role
from tests.access.matrix import BOUNDLESS, Cell, Side
from tests.access.stage import Stage
from tests.projections.following import follow

SEEING = (
    Role.RESIDENT,
    Role.CLERK,
    Role.HANDLER,
    Role.OWNERS_COMMITTEE,
    Role.SUPERIOR,
    Role.AUDITOR,
)
SIDES = [(role, side) for role in SEEING for side in Side]


def made(stage: Stage, route: str) -> set[str]:
    """One on each side of everybody; their ids."""
    cells = [
        Cell(route=route, role=role, side=side, status=0)
        for role, side in SIDES
        if side is Side.INSIDE or role not in BOUNDLESS
    ]
    return {stage.prepare(cell).path.rpartition("/")[2] for cell in cells}


@pytest.mark.parametrize("route", ["GET /v1/meetings/{meeting}", "GET /v1/series/{series}"])
def test_lists_tell_what_can_be_read(stage: Stage, route: str) -> None:
    ids, path = made(stage, route), route.split()[1].rpartition("/")[0]
    follow(stage.face.service)
    for role in SEEING:
        who = stage.people[role]
        readable = {one for one in ids if stage.face.get(f"{path}/{one}", who).status_code == 200}
        listed = stage.face.get(f"{path}?limit=200", who).json()["items"]
        assert {one["id"] for one in listed} & ids == readable
        assert readable if role is not Role.AUDITOR else readable == ids
        assert role is Role.AUDITOR or readable < ids
