"""Provocations: clocks that cannot be paused, resumed or extended, shifts and periods."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2

from domain.moment import DAY, Moment, local
from service.commands.handling import Respond
from service.commands.timekeeping import KeepTime
from service.policy import Principal
from service.service import SYSTEM
from tests.api.face import Face

Provocation = Callable[[Face], httpx2.Response]
PAUSE = {"clock": "completion", "ground": "weather", "note": "台风橙色预警"}
HOUR = {"amount": 1, "span": "hour", "basis": "natural"}
EXTENSION = {"clock": "completion", "by": HOUR, "reason": "配件外地调运"}


def _post(
    face: Face, issue: UUID, noun: str, body: Mapping[str, Any], by: Principal | None = None
) -> httpx2.Response:
    """On the issue as it stands; extensions by the superior."""
    match = f'"{face.town.issue(issue).version}"'
    caller = by or (face.town.superior if noun == "extensions" else face.town.clerk)
    return face.post(f"/v1/issues/{issue}/{noun}", body, caller, if_match=match)


def _on(noun: str, body: Mapping[str, Any]) -> Provocation:
    return lambda face: _post(face, face.town.report(), noun, body)


def _overdue(face: Face) -> UUID:
    """Reported three days ago, of which one was allowed."""
    now = face.town.service.now()
    return face.town.report(occurred_at=now - 3 * DAY)


def _missed(face: Face) -> httpx2.Response:
    issue = _overdue(face)
    face.town.do(KeepTime(issue=issue), by=SYSTEM)
    return _post(face, issue, "pauses", PAUSE)


def _answered(face: Face) -> httpx2.Response:
    issue = face.town.report()
    face.town.do(Respond(issue=issue, message="已收到"), by=face.town.clerk)
    return _post(face, issue, "pauses", PAUSE | {"clock": "response"})


def _paused_twice(face: Face) -> httpx2.Response:
    issue = face.town.report()
    _post(face, issue, "pauses", PAUSE)
    return _post(face, issue, "pauses", PAUSE | {"ground": "before-court"})


def _promised_yesterday(face: Face) -> httpx2.Response:
    issue = face.town.play()
    yesterday = local(Moment(face.town.service.now() - DAY)).isoformat()
    return _post(face, issue, "attempts", {"kind": "phone", "again_at": yesterday})


def _handover(days: int) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        until = quote(local(Moment(face.town.service.now() + days * DAY)).isoformat())
        path = f"/v1/bodies/{face.town.committee}/handover?until={until}"
        return face.get(path, face.town.clerk)

    return provoke


def _what_if(**other: Any) -> Provocation:
    body = {"first": "2026-10-01", "last": "2026-10-31"} | other
    return lambda face: face.post(
        f"/v1/bodies/{face.town.committee}/what-if", body, face.town.clerk
    )


def _counted(body: str, what: str = "statistics", **query: str) -> Provocation:
    """Figures of a body of the town."""
    asked = {"first": "2026-09-01", "last": "2026-09-30", **query}
    told = "&".join(f"{name}={value}" for name, value in asked.items())

    def ask(face: Face) -> httpx2.Response:
        path = f"/v1/bodies/{getattr(face.town, body)}/{what}?{told}"
        return face.get(path, face.town.superior)

    return ask


TIMING: Mapping[str, Provocation] = {
    "unknown-clock": _on("pauses", PAUSE | {"number": 9}),
    "clock-not-running": _answered,
    "clock-not-pausable": _on("pauses", PAUSE | {"clock": "response"}),
    "clock-paused": _paused_twice,
    "clock-not-paused": _on("resumptions", {"clock": "completion"}),
    "deadline-passed": _missed,
    "extension-in-the-past": lambda face: _post(face, _overdue(face), "extensions", EXTENSION),
    "limit-out-of-range": _on("extensions", EXTENSION | {"by": HOUR | {"amount": 0}}),
    "promised-in-the-past": _promised_yesterday,
    "shift-over": _handover(-1),
    "shift-too-long": _handover(40),
    "unknown-calendar": _what_if(calendar=99),
    "period-inverted": _counted("committee", last="2026-08-31"),
    "period-too-long": _counted("committee", last="2036-09-09"),
    "split-not-kept": _counted("subdistrict", by="compound"),
    "unknown-definitions": _counted("committee", definitions="99"),
    "unknown-figure": _counted("committee", "statistics/explanation", figure="weather"),
}
