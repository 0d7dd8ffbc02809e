"""The matrix's requests for clocks, what is counted of them, and what would have become."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.issue.events import ClockId, PauseGround
from domain.method.terms import Clock
from service.commands.clocks import PauseClock
from service.policy import Action
from tests.access.scene import Scene
from tests.neighbourhood import Neighbourhood

_ON = "POST /v1/issues/{issue}/"
_WHAT_IF = "POST /v1/bodies/{body}/what-if"
_CLOCK = {"clock": "completion"}
_FIGURES = "GET /v1/bodies/{body}/"


def _paused(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    clock = ClockId(kind=Clock.COMPLETION)
    pause = PauseClock(issue=issue, clock=clock, ground=PauseGround.WEATHER, note="台风")
    town.do(pause, by=scene.place.clerk)


TIMING_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    f"{_ON}pauses": lambda _: {**_CLOCK, "ground": "weather", "note": "台风"},
    f"{_ON}resumptions": lambda _: _CLOCK,
    f"{_ON}extensions": lambda _: {
        **_CLOCK,
        "by": {"amount": 3, "span": "day"},
        "reason": "配件外地调运",
    },
    _WHAT_IF: lambda _: {"first": "2026-10-01", "last": "2026-10-31", "method": "deli"},
}


def _counted(scene: Scene) -> str:
    """A period; the owners' committee asks for a compound."""
    of = f"&compound={scene.place.compound}" if scene.role is Role.OWNERS_COMMITTEE else ""
    return f"first=2026-09-01&last=2026-09-30{of}"


TIMING_QUERIES: Mapping[str, Callable[[Scene], str]] = {
    f"{_FIGURES}statistics": _counted,
    f"{_FIGURES}compliance": _counted,
    f"{_FIGURES}statistics/explanation": lambda scene: f"figure=open&{_counted(scene)}",
}

TIMING_PREPARED: Mapping[str, Callable[[Neighbourhood, Scene, UUID], None]] = {
    f"{_ON}resumptions": _paused
}

TIMING_FELT_AT: Mapping[Action, str] = {
    Action.HANDOVER: "GET /v1/bodies/{body}/handover",
    Action.PAUSE_CLOCK: f"{_ON}pauses",
    Action.RESUME_CLOCK: f"{_ON}resumptions",
    Action.EXTEND_DEADLINE: f"{_ON}extensions",
    Action.WHAT_IF: _WHAT_IF,
    Action.STATISTICS: f"{_FIGURES}statistics",
    Action.BODY_REPORT: f"{_FIGURES}reports",
}
