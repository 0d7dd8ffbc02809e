"""An issue's life over HTTP, with what a caller is told of it at every point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx2

from domain.moment import Moment
from ledger.log import read_head
from service.policy import Principal
from tests.api.face import Face, version_of
from tests.api.provoking import DONE, TRIAGE

OF_TODAY = ("allowed_actions", "as_of")
Step = Callable[[Face, str], httpx2.Response]


@dataclass(frozen=True, kw_only=True)
class Point:
    """What a caller was told when the ledger's head stood there."""

    position: int
    at: Moment
    told: Mapping[str, Any]
    etag: str


def _step(noun: str, by: str = "clerk", **body: Any) -> Step:
    """A command, on the present version; `party` and `other` stand for the town's two."""

    def take(face: Face, path: str) -> httpx2.Response:
        town = face.town
        parties = {"party": str(town.property_company), "other": str(town.contractor)}
        filled = {name: _filled(value, parties) for name, value in body.items()}
        match = face.get(path, town.clerk).headers["etag"]
        who: Principal = getattr(town, by)
        return face.post(f"{path}/{noun}", filled, who, if_match=match)

    return take


def _filled(value: Any, parties: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(one, parties) for one in value]
    return parties.get(value, value) if isinstance(value, str) else value


def _elsewhere(face: Face, _path: str) -> httpx2.Response:
    return face.post("/v1/issues", face.reporting(), face.town.clerk)


STEPS: Mapping[str, Step] = {
    "triaged": _step("triage", **TRIAGE, summary="三号楼路灯"),
    "triaged slowly": _step("triage", **TRIAGE | {"track": "normal"}),
    "handed over": _step("dispatches", parties=["party"], note="今天去看"),
    "handed to another": _step("dispatches", parties=["other"]),
    "acknowledged": _step("acknowledgements", "handler"),
    "order completed": _step("dispatch-completions", "handler", note="换了灯"),
    "other order completed": _step("dispatch-completions", party="other"),
    "responded": _step("responses", message="已收到"),
    "replied": _step("replies", message="请放心"),
    "done": _step("completion", **DONE, cost=36000),
    "disclosed": _step("disclosures", purpose="contact-reporter"),
    "elsewhere": _elsewhere,
}
WHOLE_LIFE = [
    "responded",
    "triaged",
    "elsewhere",
    "handed over",
    "handed to another",
    "disclosed",
    "acknowledged",
    "order completed",
    "elsewhere",
    "other order completed",
    "responded",
    "done",
    "replied",
]


def head_of(face: Face) -> tuple[int, Moment]:
    """Position and `at` of the ledger's head."""
    with face.service.database.read() as connection:
        head = read_head(connection, lock=False)
    return head.position, head.at


def point(face: Face, path: str, by: Principal) -> Point:
    """What is told now."""
    answer = face.get(path, by)
    assert answer.status_code == 200
    position, at = head_of(face)
    return Point(position=position, at=at, told=answer.json(), etag=answer.headers["etag"])


def written(at: Moment) -> str:
    """A moment with an offset that is not the answer's own."""
    text = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).isoformat()
    return quote(text)


def then(face: Face, path: str, as_of: str, by: Principal) -> httpx2.Response:
    """What is told now of then; *as_of* as it stands in a query."""
    return face.get(f"{path}?as_of={as_of}", by)


def report(face: Face, **fields: Any) -> str:
    """A new issue's path."""
    answer = face.post("/v1/issues", face.reporting(**fields), face.town.clerk)
    assert answer.status_code == 201
    return f"/v1/issues/{answer.json()['id']}"


def lived(face: Face, steps: Sequence[str], by: Principal) -> tuple[str, list[Point]]:
    """A new issue's path, and what was told of it after its report and after every step."""
    path = report(face)
    points = [point(face, path, by)]
    for name in steps:
        assert STEPS[name](face, path).status_code < 500
        points.append(point(face, path, by))
    return path, points


def _without(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}


def require_same(answer: httpx2.Response, point: Point) -> None:
    """The answer is what was told at that point, and says which event is the last in it."""
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert _without(shown, *OF_TODAY) == _without(point.told, *OF_TODAY)
    assert shown["allowed_actions"] == []
    assert shown["as_of"]["at"] == point.told["updated_at"]
    assert point.told["as_of"] is None
    assert version_of(answer) == shown["version"] == int(point.etag[1:].partition("-")[0])
