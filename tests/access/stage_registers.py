"""The matrix's requests to registers of units."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import count
from typing import Any
from uuid import UUID

from service.commands.ballot_ending import CancelBallot
from service.commands.register_versions import BeginImport
from service.policy import Action
from tests.access.matrix import Cell
from tests.access.scene import Place
from tests.api.face import Call, Face, version_of
from tests.api.posts_registers import FLAT, later
from tests.api.registering import CSV, DIGEST, PROCEDURE, ROWS, Keeper, csv_of

PREFIX = "/v1/compounds/{compound}/register"
_ON = f"POST {PREFIX}/"
_FRESH = count(1)
"""No two files, rules or areas are the same: each is news."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What a request is sent with, once it can be accepted."""

    objection: int = 1
    authorisation: int = 1
    match: int = 1
    body: Mapping[str, Any] = field(default_factory=dict)


REGISTER_FELT_AT: Mapping[Action, str] = {
    Action.REGISTER_VIEW: f"GET {PREFIX}",
    Action.REGISTER_OWNERS: f"GET {PREFIX}/owners",
    Action.REGISTER_KEEP: f"{_ON}publications",
    Action.REGISTER_OBJECT: f"{_ON}objections",
    Action.REGISTER_FILE: f"{_ON}procedure",
}

REGISTER_SEEN_FIRST: Mapping[str, Action] = {
    f"POST {PREFIX}": Action.REGISTER_VIEW,
    f"GET {PREFIX}/owners": Action.REGISTER_VIEW,
}


def is_registers(route: str) -> bool:
    """Whether a route is one of a register's."""
    return PREFIX in route


def register_call(face: Face, cell: Cell, place: Place, call: Call) -> Call:
    """The request, after whatever lets it be accepted has happened.

    Nobody who is turned away gets far enough to see how far the register has come.
    """
    accepted = cell.status < HTTPStatus.BAD_REQUEST
    keeper = Keeper(face, place.compound, place.clerk)
    ready = _ready(keeper, cell.route) if accepted else Ready(body=_body(face, cell.route))
    path = call.path.format(
        objection=ready.objection, authorisation=ready.authorisation, unit="1-1-101"
    )
    if cell.route.endswith(("/imports", "/previews")):
        return replace(call, path=path, content=_file(), headers={"Content-Type": CSV})
    headers = {"If-Match": f'"{ready.match}"'} if cell.route.endswith("/corrections") else {}
    posts = cell.route.startswith("POST")
    return replace(call, path=path, body=ready.body if posts else None, headers=headers)


def _ready(keeper: Keeper, route: str) -> Ready:
    face, step = keeper.face, route.rpartition("/register")[2]
    body = _body(face, route)
    if keeper.read()["running_import"] is not None:
        keeper.done("/abandonment", {})
    # Other requests may have left a vote that took its roll from this register.
    for ballot in keeper.read()["ballots"]:
        match = version_of(face.get(f"/v1/ballots/{ballot}", keeper.by))
        cancel = CancelBallot(ballot=UUID(ballot), reason="另行组织")
        face.town.do(cancel, by=keeper.by, if_match=match)
    if step in {"/publications", "/objections", "/objections/{objection}/answer"} or (
        keeper.read()["in_force"] is None
    ):
        keeper.imported(_file())
    match step:
        case "/abandonment":
            _begin_import(keeper)
        case "/objections" | "/objections/{objection}/answer":
            keeper.done("/publications", {"until": later(face)})
        case "/units" | "/units/{unit}" | "/export":
            _hang_out(keeper)
        case _:
            pass
    return replace(_numbered(keeper, step), body=body, match=version_of(keeper.get()))


def _numbered(keeper: Keeper, step: str) -> Ready:
    """An objection to answer, or an authorisation to revoke."""
    if step == "/objections/{objection}/answer":
        keeper.done("/objections", {"text": "面积有误"})
        return Ready(objection=keeper.read("/objections")["items"][-1]["number"])
    if step == "/authorisations/{authorisation}/revocation":
        keeper.done("/authorisations", _grant())
        return Ready(authorisation=keeper.read("/authorisations")["items"][-1]["number"])
    return Ready()


def _hang_out(keeper: Keeper) -> None:
    published = keeper.read()["published"]
    if published is None or not published["in_force"]:
        keeper.done("/publications", {"until": later(keeper.face)})


def _begin_import(keeper: Keeper) -> None:
    town = keeper.face.town
    committee = keeper.by.body
    assert committee is not None
    command = BeginImport(committee=committee, compound=keeper.compound, file=DIGEST, units=9)
    town.do(command, by=keeper.by)


def _body(face: Face, route: str) -> Mapping[str, Any]:
    area = next(_FRESH)
    bodies: Mapping[str, Mapping[str, Any]] = {
        "/abandonment": {},
        "/corrections": {"units": [{**FLAT, "owner": "Y1", "area": area}], "ground": "更正"},
        "/publications": {"until": later(face)},
        "/objections": {"text": "面积有误"},
        "/objections/{objection}/answer": {"upheld": False, "answer": "无误"},
        "/procedure": {**PROCEDURE, "evidence": f"{area:064x}"},
        "/authorisations": _grant(),
        "/authorisations/{authorisation}/revocation": {"reason": "收回"},
    }
    return bodies.get(route.rpartition("/register")[2], {})


def _grant() -> Mapping[str, Any]:
    return {"cap": 1, "purpose": "电梯应急维修", "evidence": DIGEST}


def _file() -> bytes:
    """One that nobody has imported yet, of the same units."""
    return csv_of([(*row[:4], f"{next(_FRESH)}", *row[5:]) for row in ROWS])
