"""The matrix's requests for projects and notices."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.method.terms import Scale, Track
from domain.moment import DAY, Moment
from domain.notice.events import Duty
from domain.project.events import ProjectKind, Step
from service.commands.base import Command
from service.commands.directory import FillSeat
from service.commands.intake import Triage
from service.commands.negotiation import ClearLine, TableProposal
from service.commands.notices import DrawUpNotice, PutUpNotice, WithdrawNotice
from service.commands.projects import AddPart, BeginProject, ReachSteps, StepTaken
from service.ids import new_id
from service.policy import Action
from tests.access.scene import Place, Scene
from tests.api.face import Call
from tests.table import Table

PREFIXES = ("/v1/projects", "/v1/upkeep", "/v1/notices", "/v1/public/notices")
_PROJECT, _NOTICE = "/v1/projects/{project}", "/v1/notices/{notice}"
_PART = f"{_PROJECT}/parts/{{part}}"

BOARD_FELT_AT: Mapping[Action, str] = {
    Action.PROJECT_VIEW: f"GET {_PROJECT}",
    Action.PROJECT_KEEP: f"POST {_PROJECT}/parts",
    Action.NOTICE_VIEW: f"GET {_NOTICE}",
    Action.NOTICE_KEEP: f"POST {_NOTICE}/posting",
}


class Board:
    """A project or a notice for each request, in the place that the request is about."""

    def __init__(self, table: Table) -> None:
        """*table* stands in the compound where everybody is at home."""
        self._town = table.town
        self._seated = {table.compound}

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        notice = self._notice(route, scene.place) if "{notice}" in template else None
        project = self._project(route, scene.place) if "{project}" in template else None
        path = template.format(project=project, notice=notice, part="3-2")
        body = _BODIES[route](scene) if route in _BODIES else None
        if route == "POST /v1/notices":
            body = {"duty": "plan", "subject": str(self._planned(scene.place)), "days": 7}
        return Call(method=method, path=path, by=None, body=body)

    def _project(self, route: str, place: Place) -> UUID:
        project, begun = new_id(), Moment(self._town.service.now() - DAY)
        self._do(
            place,
            BeginProject(
                project=project,
                committee=place.committee,
                compound=place.compound,
                kind=ProjectKind.SITES,
                name="路灯",
                occurred_at=begun,
            ),
        )
        if not route.endswith("/closure"):
            add = AddPart(project=project, part="3-2", plan="加装一盏", occurred_at=begun)
            self._do(place, add)
        if route in _REACHED:
            steps = tuple(StepTaken(step=step) for step in _REACHED[route])
            self._do(place, ReachSteps(project=project, part="3-2", steps=steps))
        return project

    def _notice(self, route: str, place: Place) -> UUID:
        notice, subject = new_id(), self._planned(place)
        self._do(place, DrawUpNotice(notice=notice, duty=Duty.PLAN, subject=subject, days=7))
        if not route.endswith("/posting"):
            self._do(place, PutUpNotice(notice=notice, boards=("1号门岗",)))
        if route.endswith("/removal"):
            # What is withdrawn comes down at any time.
            self._do(place, WithdrawNotice(notice=notice, reason="有误"))
        return notice

    def _planned(self, place: Place) -> UUID:
        """An issue of that place with a plan on the table."""
        if place.compound not in self._seated:
            self._seat(place)
        issue = self._town.report(
            by=place.clerk, committee=place.committee, compound=place.compound
        )
        triage = Triage(issue=issue, category="parking", scale=Scale.HARD, track=Track.NORMAL)
        line = ClearLine(source="government", amount=100, pays_for="路面划线")
        self._do(place, triage)
        self._do(place, TableProposal(issue=issue, plan="划线", budget=100, lines=(line,)))
        return issue

    def _seat(self, place: Place) -> None:
        """Somebody has to sit at a table on which a plan is put."""
        fill = FillSeat(
            body=place.committee,
            seat="property-company",
            organisation=self._town.property_company,
            compound=place.compound,
        )
        self._town.do(fill, by=self._town.administrator)
        self._seated.add(place.compound)

    def _do(self, place: Place, command: Command) -> None:
        self._town.do(command, by=place.clerk)


_REACHED: Mapping[str, tuple[Step, ...]] = {
    f"POST {_PART}/undoing": (Step.PLANNED,),
    f"POST {_PART}/upkeep": (Step.PLANNED, Step.RUNNING, Step.BUILT),
}

_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    "POST /v1/projects": lambda scene: {
        "committee_id": str(scene.place.committee),
        "compound_id": str(scene.place.compound),
        "kind": "sites",
        "name": "路灯",
    },
    f"POST {_PROJECT}/parts": lambda _: {"part": "4-1"},
    f"POST {_PROJECT}/closure": lambda _: {"note": "全部验收"},
    f"POST {_PART}/plan": lambda _: {"plan": "加装两盏"},
    f"POST {_PART}/steps": lambda _: {"steps": [{"step": "planned"}]},
    f"POST {_PART}/undoing": lambda _: {"step": "planned", "reason": "有误"},
    f"POST {_PART}/removal": lambda _: {"reason": "不再加装"},
    f"POST {_PART}/upkeep": lambda _: {"kind": "repair", "cost": 30_000},
    f"POST {_NOTICE}/posting": lambda _: {"boards": ["1号门岗"]},
    f"POST {_NOTICE}/removal": lambda _: {},
    f"POST {_NOTICE}/withdrawal": lambda _: {"reason": "有误"},
}
"""A body that the rules accept, for every command."""
