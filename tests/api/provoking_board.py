"""Provocations: projects and notices."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from domain.project.events import Step
from service.commands.projects import CloseProject, DropPart
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_board import BUILT, PART, beginning_in, notice, project
from tests.table import Table

Provocation = Callable[[Face], httpx2.Response]
ASKED = {"steps": [{"step": "asked"}]}


def _beginning(**fields: Any) -> Provocation:
    return lambda face: face.post("/v1/projects", beginning_in(face, **fields), face.town.clerk)


def _on_part(
    noun: str, body: Mapping[str, Any], *steps: Step, kind: str = "lifts", part: str = PART
) -> Provocation:
    """A command on a part that has come so far."""

    def provoke(face: Face) -> httpx2.Response:
        path = f"/v1/projects/{project(face, *steps, kind=kind)}/parts/{part}/{noun}"
        return face.post(path, body, face.town.clerk)

    return provoke


def _on_project(noun: str, body: Mapping[str, Any]) -> Provocation:
    """A command on a project with one part."""
    return lambda face: face.post(f"/v1/projects/{project(face)}/{noun}", body, face.town.clerk)


def _closed(face: Face) -> httpx2.Response:
    made = project(face, part=False)
    face.town.do(CloseProject(project=made, note="了结"), by=face.town.clerk)
    return face.post(f"/v1/projects/{made}/parts", {"part": "4-1"}, face.town.clerk)


def _dropped(face: Face) -> httpx2.Response:
    made = project(face)
    face.town.do(DropPart(project=made, part=PART, reason="不再加装"), by=face.town.clerk)
    return face.post(f"/v1/projects/{made}/parts/{PART}/steps", ASKED, face.town.clerk)


def _drawing(face: Face, subject: object) -> httpx2.Response:
    body = {"duty": "plan", "subject": str(subject), "days": 7}
    return face.post("/v1/notices", body, face.town.clerk)


def _on_notice(
    noun: str, body: Mapping[str, Any], *, up: bool = False, wrong: bool = False
) -> Provocation:
    """A command on a notice of a plan."""

    def provoke(face: Face) -> httpx2.Response:
        made = notice(face, Table(face.town).tabled(), up=up, wrong=wrong)
        return face.post(f"/v1/notices/{made}/{noun}", body, face.town.clerk)

    return provoke


def _down_twice(face: Face) -> httpx2.Response:
    made = notice(face, Table(face.town).tabled(), up=True, wrong=True)
    face.post(f"/v1/notices/{made}/removal", {}, face.town.clerk)
    return face.post(f"/v1/notices/{made}/removal", {}, face.town.clerk)


_VOTED = {"steps": [{"step": "asked", "ballot": "0199d3a4-7c00-7000-8000-000000000001"}]}
_ENDED = (*BUILT, Step.IN_UPKEEP)
_PAST = {"kind": "repair", "next_due": "2020-01-01"}

BOARD: Mapping[str, Provocation] = {
    "unknown-way": _beginning(steps=["closed"]),
    "project-closed": _closed,
    "part-exists": _on_project("parts", {"part": PART}),
    "unknown-part": _on_part("steps", ASKED, part="9-9"),
    "part-dropped": _dropped,
    "part-finished": _on_part("removal", {"reason": "不再加装"}, *_ENDED),
    "part-not-built": _on_part("upkeep", {"kind": "repair"}),
    "parts-unfinished": _on_project("closure", {"note": "了结"}),
    "plan-agreed": _on_part("plan", {"plan": "改"}, Step.ASKED, Step.CONSENTED),
    "plan-required": _on_part("steps", {"steps": [{"step": "planned"}]}, kind="sites"),
    "step-out-of-turn": _on_part("steps", {"steps": [{"step": "signed"}]}),
    "step-not-newest": _on_part("undoing", {"step": "asked", "reason": "有误"}),
    "step-unproven": _on_part("steps", _VOTED),
    "contract-required": _on_part(
        "steps", {"steps": [{"step": "signed"}]}, Step.ASKED, Step.CONSENTED
    ),
    "due-in-the-past": _on_part("upkeep", _PAST, *BUILT),
    "unknown-subject": lambda face: _drawing(face, new_id()),
    "nothing-to-tell": lambda face: _drawing(face, face.town.report()),
    "notice-withdrawn": _on_notice("posting", {"boards": ["1号门岗"]}, wrong=True),
    "notice-already-up": _on_notice("posting", {"boards": ["1号门岗"]}, up=True),
    "notice-not-up": _on_notice("removal", {}),
    "notice-already-down": _down_twice,
    "notice-too-early": _on_notice("removal", {}, up=True),
}
