"""Door visits over HTTP: who is told what of sensitive plans, lists and details, erasure."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from domain.visit.events import DoorOutcome
from service.commands.erasure import EraseRequest
from service.commands.visiting import Attempt, ClearFinding
from service.commands.visits import AssignDoors
from service.service import Service
from tests.api.face import Face
from tests.api.posts_visits import group, planning_in, visit
from tests.projections.following import follow


@pytest.fixture
def face(sqlite_service: Service) -> Iterator[Face]:
    """What visits do does not depend on the database."""
    face = Face(sqlite_service)
    yield face
    face.close()


def path_of(made: UUID) -> str:
    return f"/v1/visits/{made}"


def test_the_raw_feed_tells_auditors_alone_whom_a_plan_lists(face: Face) -> None:
    made, before = group(face), 0
    finding = ClearFinding(topic="need", text="想有人陪")
    face.town.do(
        Attempt(visit=made, door="1", outcome=DoorOutcome.OPENED, findings=(finding,)),
        by=face.town.clerk,
    )
    path = f"/v1/ledger/events?after={before}&limit=100"
    for who, told in ((face.town.auditor, True), (face.town.integrator, False)):
        rows = [
            one
            for one in face.get(path, who).json()["items"]
            if one["topic"] in ("visit.doors-listed", "visit.found")
        ]
        assert len(rows) == 2
        assert all((one["state"] is not None) is told for one in rows)


def test_whoever_is_let_go_stays_counted_without_a_name(face: Face) -> None:
    made = group(face)
    follow(face.service)
    [door] = face.get(f"{path_of(made)}/doors", face.town.clerk).json()["items"]
    erase = EraseRequest(person=UUID(door["person"]))
    face.town.do(erase, by=face.town.administrator)
    follow(face.service)
    [gone] = face.get(f"{path_of(made)}/doors", face.town.clerk).json()["items"]
    assert (gone["door"], gone["person"]) == ("1", None)
    assert face.get("/v1/visits", face.town.clerk).json()["items"][0]["coverage"] is None
    body = {"outcome": "opened"}
    answer = face.post(f"{path_of(made)}/doors/1/attempts", body, face.town.clerk)
    assert answer.json()["code"] == "erased"
    answer = face.post(f"{path_of(made)}/doors/1/removal", {"reason": "已注销"}, face.town.clerk)
    assert (answer.status_code, answer.json()["person"]) == (200, None)


def test_lists_and_details_tell_the_same_plans(face: Face) -> None:
    town = face.town
    plain, sent, person = visit(face), visit(face), visit(face)
    by_team = AssignDoors(visit=sent, organisation=town.property_company, doors=("1-101",))
    in_person = AssignDoors(visit=person, visitor=town.handler.person, doors=("1-101",))
    for command in (by_team, in_person):
        town.do(command, by=town.clerk)
    follow(face.service)
    everybody = (town.clerk, town.next_clerk, town.handler, town.superior, town.auditor)
    for who in (*everybody, town.resident, town.integrator, town.owner, town.administrator):
        listed = {one["id"] for one in face.get("/v1/visits", who).json()["items"]}
        seen = {
            str(one)
            for one in (plain, sent, person)
            if face.get(path_of(one), who).status_code == 200
        }
        assert listed == seen
    handlers = face.get("/v1/visits", town.handler).json()["items"]
    assert {one["id"] for one in handlers} == {str(sent), str(person)}


def test_what_can_be_done_is_told(face: Face) -> None:
    town, made = face.town, visit(face)
    sent = AssignDoors(visit=made, organisation=town.property_company, doors=("1-101",))
    town.do(sent, by=town.clerk)
    allowed = {
        name: face.get(path_of(made), who).json()["allowed_actions"]
        for name, who in (
            ("clerk", town.clerk),
            ("handler", town.handler),
            ("superior", town.superior),
        )
    }
    assert allowed == {
        "clerk": ["visit.go", "visit.keep"],
        "handler": ["visit.go"],
        "superior": [],
    }


def test_lists_are_paged(face: Face) -> None:
    made = visit(face)
    face.post(f"{path_of(made)}/doors", {"units": ["1-102", "1-103"]}, face.town.clerk)
    follow(face.service)
    for path in (f"{path_of(made)}/doors", "/v1/doors"):
        found: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = face.get(f"{path}?limit=2{cursor}", face.town.clerk).json()
            found += [one["door"] for one in answer["items"]]
            cursor = answer["next"] and f"&cursor={answer['next']}"
        assert found == ["1-101", "1-102", "1-103"]
    planned = face.post("/v1/visits", planning_in(face), face.town.clerk).json()["id"]
    follow(face.service)
    first = face.get("/v1/visits?limit=1", face.town.clerk).json()
    assert [one["id"] for one in first["items"]] == [planned]
    rest = face.get(f"/v1/visits?limit=1&cursor={first['next']}", face.town.clerk).json()
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([str(made)], None)
    assert face.get("/v1/doors?cursor=nonsense", face.town.clerk).status_code == 400
