"""Good requests for door visits, each about a plan of its own."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.moment import local
from domain.visit.events import DoorOutcome
from service.commands.base import Command
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.commands.visiting import Attempt, ClearFinding
from service.commands.visits import ListDoors, PlanVisits
from service.ids import new_id
from tests.api.face import Face
from tests.api.posting import Post, post

VISITS = "/v1/visits"
_ON = f"{VISITS}/{{visit}}"
_DOOR, _FINDING = f"{_ON}/doors/{{door}}", f"{_ON}/findings/{{number}}"
FOUND = {"topic": "population", "change": "moved-in", "text": "新搬来一家三口"}


def posts_visits(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    town = face.town
    when = {"occurred_at": local(face.service.now()).isoformat()}
    day = local(face.service.now()).date().isoformat()
    reporter = {"name": "沈秋禾", "phone": "13800005678", "room": "3号楼101室"}
    report = {"address": "春晖路12弄", "channel": "visit", "category": "lighting"}
    report |= {"summary": "楼道灯不亮", "words": "灯不亮"}
    sent = {"visitor": str(town.clerk.person), "organisation": str(town.contractor)}
    nouns: dict[str, tuple[UUID, Any]] = {
        f"{_ON}/doors": (visit(face), {"units": ["2-201"], "persons": [], "all_units": False}),
        f"{_ON}/assignments": (visit(face), sent | {"doors": ["1-101"]}),
        f"{_ON}/rounds": (visit(face, tried=True), {"due": day}),
        f"{_ON}/closure": (visit(face), {"note": "走完"}),
        f"{_DOOR}/attempts": (
            visit(face),
            when | {"outcome": "opened", "note": "热情", "findings": [FOUND]},
        ),
        f"{_DOOR}/findings": (visit(face), FOUND),
        f"{_DOOR}/removal": (visit(face), {"reason": "迁出"}),
        f"{_DOOR}/disclosures": (group(face), {"purpose": "visit-on-site"}),
        f"{_FINDING}/issues": (visit(face, tried=True), report | {"reporter": reporter}),
        f"{_FINDING}/undertakings": (
            visit(face, tried=True),
            {"undertaking": str(new_id()), "line": 1},
        ),
        f"{_ON}/passages": (visit(face, tried=True), {"numbers": [1], "to": "shequ-yun"}),
    }
    planning = planning_in(face, every=30, topics=["need"], questionnaire=str(new_id())) | when
    return [
        post(VISITS, VISITS, planning, town.clerk),
        *(_at(face, template, of, body) for template, (of, body) in nouns.items()),
    ]


def planning_in(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/visits`."""
    today = local(face.service.now()).date()
    usual: dict[str, Any] = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "priority",
        "group": "hardship",
        "name": "必访",
        "first": today.isoformat(),
        "due": (today + timedelta(days=30)).isoformat(),
    }
    return usual | other


def visit(face: Face, *, tried: bool = False) -> UUID:
    """A plan of one door, at which nobody was so far; or somebody, who heard of a change."""
    made = _planned(face, None)
    _do(face, ListDoors(visit=made, units=("1-101",)))
    if tried:
        finding = ClearFinding(topic="population", change="moved-in", text="新搬来")
        _do(
            face,
            Attempt(visit=made, door="1-101", outcome=DoorOutcome.ABSENT, findings=(finding,)),
        )
    return made


def group(face: Face, persons: Sequence[UUID] = ()) -> UUID:
    """A plan of a group, with somebody new for its first door."""
    made, person = _planned(face, "hardship"), new_id()
    contact = Contact(name="沈秋禾", phone="13800005678", room="3号楼101室")
    _do(face, AddPerson(person=person, contact=contact))
    _do(face, ListDoors(visit=made, persons=(person, *persons)))
    return made


def _planned(face: Face, group: str | None) -> UUID:
    made, today = new_id(), local(face.service.now()).date()
    _do(
        face,
        PlanVisits(
            visit=made,
            committee=face.town.committee,
            kind="full",
            group=group,
            name="大走访",
            first=today,
            due=today,
        ),
    )
    return made


def _at(face: Face, template: str, of: UUID, body: Any) -> Post:
    door = "1" if template.endswith("/disclosures") else "1-101"
    return post(template, template.format(visit=of, door=door, number=1), body, face.town.clerk)


def _do(face: Face, command: Command) -> None:
    face.town.do(command, by=face.town.clerk)
