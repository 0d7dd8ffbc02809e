"""Provocations: door visits."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from domain.visit.planning import MOST_DOORS
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.commands.visits import CloseVisits, ListDoors
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_visits import FOUND, group, planning_in, visit

Provocation = Callable[[Face], httpx2.Response]
OPENED, DOOR = {"outcome": "opened"}, "doors/1-101"


def _planning(**fields: Any) -> Provocation:
    return lambda face: face.post("/v1/visits", planning_in(face, **fields), face.town.clerk)


def _on(noun: str, body: Mapping[str, Any], *, tried: bool = False) -> Provocation:
    """A command on a plan of one door."""
    return lambda face: face.post(
        f"/v1/visits/{visit(face, tried=tried)}/{noun}", body, face.town.clerk
    )


def _twice(noun: str, body: Mapping[str, Any]) -> Provocation:
    """The same again."""

    def provoke(face: Face) -> httpx2.Response:
        path = f"/v1/visits/{visit(face, tried=True)}/{noun}"
        face.post(path, body, face.town.clerk)
        return face.post(path, body, face.town.clerk)

    return provoke


def _closed(face: Face) -> httpx2.Response:
    made = visit(face)
    face.town.do(CloseVisits(visit=made), by=face.town.clerk)
    return face.post(f"/v1/visits/{made}/closure", {}, face.town.clerk)


def _units_of_a_group(face: Face) -> httpx2.Response:
    return face.post(f"/v1/visits/{group(face)}/doors", {"units": ["1-101"]}, face.town.clerk)


def _person_of_all(face: Face) -> httpx2.Response:
    person = new_id()
    face.town.do(AddPerson(person=person, contact=Contact(name="沈秋禾")), by=face.town.clerk)
    body = {"persons": [str(person)]}
    return face.post(f"/v1/visits/{visit(face)}/doors", body, face.town.clerk)


def _too_many(face: Face) -> httpx2.Response:
    made, units = visit(face), tuple(f"2-{number}" for number in range(MOST_DOORS - 1))
    face.town.do(ListDoors(visit=made, units=units), by=face.town.clerk)
    return face.post(f"/v1/visits/{made}/doors", {"units": ["3-101"]}, face.town.clerk)


VISITS: Mapping[str, Provocation] = {
    "visit-closed": _closed,
    "unknown-visit-kind": _planning(kind="sprint"),
    "unknown-group": _planning(group="everybody"),
    "unknown-topic": _planning(topics=["weather"]),
    "unknown-change": _on(f"{DOOR}/findings", FOUND | {"change": "vanished"}),
    "unknown-door": _on("doors/9-909/attempts", OPENED),
    "unknown-finding": _on("findings/9/undertakings", {"undertaking": str(new_id())}),
    "door-names-unit": _units_of_a_group,
    "door-names-person": _person_of_all,
    "door-listed": _on("doors", {"units": ["1-101"]}),
    "door-opened": _twice(f"{DOOR}/attempts", OPENED),
    "too-many-doors": _too_many,
    "round-open": _on("rounds", {"due": "2099-01-01"}),
    "change-required": _on(f"{DOOR}/findings", FOUND | {"change": None}),
    "change-passed": _twice("passages", {"numbers": [1], "to": "shequ-yun"}),
    "finding-taken": _twice("findings/1/undertakings", {"undertaking": str(new_id())}),
}
