"""Good requests to a register, each to one of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.moment import DAY, Moment, local
from service.commands.directory import AddCompound
from service.commands.register_versions import BeginImport
from service.ids import new_id
from tests.api.face import Call, Face, version_of
from tests.api.posting import Post, post
from tests.api.registering import CSV, DIGEST, PROCEDURE, Keeper, csv_of, path_of

ROUTE = "/v1/compounds/{compound}/register"
FLAT: Mapping[str, Any] = {
    "unit": "1-1-101",
    "building": "1",
    "entrance": "1",
    "kind": "dwelling",
    "area": 9857,
    "source": "registered",
    "owner": "Y9",
    "households": 1,
    "residents": 3,
}
CORRECTION: Mapping[str, Any] = {
    "units": [FLAT],
    "owners": [{"owner": "Y9", "persons": [{"name": "程未晞", "phone": "13900002222"}]}],
    "removed": ["2-B1-7"],
    "ground": "转让",
}


def new_keeper(face: Face, *, in_force: bool = True) -> Keeper:
    """The register of a new compound of the town."""
    compound, town = new_id(), face.town
    name = f"桂香里{compound}"
    town.do(AddCompound(body=town.committee, compound=compound, name=name), by=town.administrator)
    keeper = Keeper(face, compound)
    if in_force:
        keeper.imported()
    return keeper


def later(face: Face) -> str:
    """In sixteen days: the least is fifteen, and the clock goes on."""
    return local(Moment(face.service.now() + 16 * DAY)).isoformat()


def hanging_out(face: Face) -> Keeper:
    """One that is published."""
    keeper = new_keeper(face)
    keeper.done("/publications", {"until": later(face)})
    return keeper


def begin_import(face: Face, compound: UUID) -> None:
    """A version of that register is being entered."""
    town = face.town
    command = BeginImport(committee=town.committee, compound=compound, file=DIGEST, units=9)
    town.do(command, by=town.clerk)


def posts_registers(face: Face) -> list[Post]:
    """Requests whose body is JSON."""
    begun, fresh = new_keeper(face, in_force=False), new_keeper(face)
    begin_import(face, begun.compound)
    hanging, objected = hanging_out(face), hanging_out(face)
    objected.done("/objections", {"text": "面积有误"})
    granted = new_keeper(face, in_force=False)
    grant = {"cap": 1, "purpose": "电梯应急维修", "evidence": DIGEST, "until": later(face)}
    granted.done("/authorisations", grant)
    objection = {"unit": "1-1-101", "text": "面积有误", "person": None}
    return [
        _to(begun, "/abandonment", {}),
        _to(new_keeper(face), "/corrections", CORRECTION),
        _to(fresh, "/publications", {"until": later(face)}),
        _to(hanging, "/objections", objection),
        _to(objected, "/objections/{objection}/answer", {"upheld": True, "answer": "已更正"}, 1),
        _to(fresh, "/procedure", {**PROCEDURE, "notice_days": 15, "proxies": 1}),
        _to(fresh, "/authorisations", grant),
        _to(granted, "/authorisations/{authorisation}/revocation", {"reason": "收回"}, 1),
    ]


def uploads_registers(face: Face) -> list[Post]:
    """Requests whose body is a file."""
    keeper = new_keeper(face, in_force=False)
    return [_file(keeper, "/previews"), _file(keeper, "/imports")]


def _to(keeper: Keeper, step: str, body: Mapping[str, Any], number: int | None = None) -> Post:
    template = f"{ROUTE}{step}"
    path = template.format(compound=keeper.compound, objection=number, authorisation=number)
    match = version_of(keeper.get()) if step == "/corrections" else None
    return post(template, path, body, keeper.by, match)


def _file(keeper: Keeper, step: str) -> Post:
    headers = {"Content-Type": CSV}
    path = path_of(keeper.compound, step)
    call = Call(path=path, by=keeper.by, content=csv_of(), headers=headers)
    return Post(f"{ROUTE}{step}", call)
