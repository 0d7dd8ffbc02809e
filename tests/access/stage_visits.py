"""The matrix's requests for door visits."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.moment import local
from domain.visit.events import DoorOutcome
from service.commands.base import Command
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.commands.visiting import Attempt, ClearFinding
from service.commands.visits import AssignDoors, ListDoors, PlanVisits
from service.ids import new_id
from service.policy import Action
from tests.access.scene import Scene
from tests.api.face import Call
from tests.neighbourhood import Neighbourhood

_VISIT = "/v1/visits/{visit}"
_DOOR, _FINDING = f"{_VISIT}/doors/{{door}}", f"{_VISIT}/findings/{{number}}"
_COVERAGE = "/v1/committees/{committee}/coverage"
VISIT_ROUTES = ("/v1/visits", "/v1/doors", "/v1/population-changes", _COVERAGE)

VISITS_FELT_AT: Mapping[Action, str] = {
    Action.VISIT_VIEW: f"GET {_VISIT}",
    Action.VISIT_KEEP: f"POST {_VISIT}/rounds",
    Action.VISIT_GO: f"POST {_DOOR}/attempts",
    Action.POPULATION_VIEW: "GET /v1/population-changes",
    Action.POPULATION_PASS: f"POST {_VISIT}/passages",
}
VISITS_SEEN_FIRST: Mapping[str, Action] = {
    f"POST {_VISIT}/passages": Action.POPULATION_VIEW,
    f"POST {_VISIT}/rounds": Action.VISIT_VIEW,
    f"POST {_DOOR}": Action.VISIT_VIEW,
}


class Visits:
    """A plan with two doors for each request, and somebody who was sent to the first."""

    def __init__(self, town: Neighbourhood) -> None:
        self._town = town

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        group = route.endswith("/disclosures")
        visit = self._visit(route, scene, group=group) if "{visit}" in template else None
        door = "1" if group else "1-101"
        path = template.format(visit=visit, door=door, number=1, committee=scene.place.committee)
        return Call(method=method, path=path, by=None, body=self._body(route, scene))

    def _visit(self, route: str, scene: Scene, *, group: bool) -> UUID:
        visit, today = new_id(), local(self._town.service.now()).date()
        plan = PlanVisits(
            visit=visit,
            committee=scene.place.committee,
            kind="full",
            group="hardship" if group else None,
            name="大走访",
            first=today,
            due=today,
        )
        doors = ListDoors(visit=visit, persons=(self._person(scene),))
        if not group:
            doors = ListDoors(visit=visit, units=("1-101", "1-102"))
        self._do(scene, plan, doors, self._sent(route, scene, visit, "1" if group else "1-101"))
        if not group and not route.endswith("/attempts"):
            self._do(scene, *_attempted(visit))
        return visit

    def _sent(self, route: str, scene: Scene, visit: UUID, door: str) -> AssignDoors:
        """One's organisation; or, to note what was found, oneself in person."""
        inside = scene.party == self._town.handler.organisation
        if route.endswith("/findings") and scene.role is Role.HANDLER and inside:
            return AssignDoors(visit=visit, visitor=self._town.handler.person, doors=(door,))
        return AssignDoors(visit=visit, organisation=scene.party, doors=(door,))

    def _person(self, scene: Scene) -> UUID:
        person = new_id()
        contact = Contact(name="沈秋禾", phone="13800005678")
        self._do(scene, AddPerson(person=person, contact=contact))
        return person

    def _body(self, route: str, scene: Scene) -> Mapping[str, Any] | None:
        """What the rules accept."""
        if route.startswith("GET"):
            return None
        day = local(self._town.service.now()).date().isoformat()
        place = {
            "committee_id": str(scene.place.committee),
            "compound_id": str(scene.place.compound),
        }
        bodies: Mapping[str, Mapping[str, Any]] = {
            "visits": {**place, "kind": "full", "name": "走访", "first": day, "due": day},
            "doors": {"units": ["9-909"]},
            "assignments": {"doors": ["1-101"]},
            "rounds": {"due": day},
            "closure": {},
            "removal": {"reason": "迁出"},
            "attempts": {"outcome": "absent"},
            "findings": {"topic": "need", "text": "扶手"},
            "disclosures": {"purpose": "visit-on-site"},
            "issues": {"summary": "楼道灯不亮", "address": "春晖路12弄"},
            "undertakings": {"undertaking": str(scene.place.committee)},
            "passages": {"numbers": [2], "to": "shequ-yun"},
        }
        return bodies[route.rpartition("/")[2]]

    def _do(self, scene: Scene, *commands: Command) -> None:
        for command in commands:
            self._town.do(command, by=scene.place.clerk)


def _attempted(visit: UUID) -> list[Command]:
    """Both doors were tried, and two things were found."""
    findings = (
        ClearFinding(topic="problem", text="楼道灯不亮"),
        ClearFinding(topic="population", change="moved-in", text="新搬来一家"),
    )
    first = Attempt(visit=visit, door="1-101", outcome=DoorOutcome.ABSENT, findings=findings)
    return [first, Attempt(visit=visit, door="1-102", outcome=DoorOutcome.ABSENT)]
