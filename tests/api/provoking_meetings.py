"""Provocations: meetings and their series."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import httpx2

from domain.issue.events import Outcome
from domain.method.terms import Scale, Track
from domain.moment import moment_of
from service.commands.handling import Complete
from service.commands.intake import Triage
from tests.api.face import Face
from tests.api.posts_meetings import guest, held, hours, meeting, series, series_body

Provocation = Callable[[Face], httpx2.Response]
CONCLUSION = {"number": 1, "outcome": "agreed", "conclusion": "补种"}


def _call(face: Face, **fields: Any) -> httpx2.Response:
    usual = series_body(face) | {"at": hours(48).isoformat()}
    body = {name: usual[name] for name in ("committee_id", "compound_id", "kind", "at", "place")}
    return face.post("/v1/meetings", body | fields, face.town.clerk)


def _calling(**fields: Any) -> Provocation:
    return lambda face: _call(face, **fields)


def _on(face: Face, made: UUID, noun: str, body: Mapping[str, Any]) -> httpx2.Response:
    return face.post(f"/v1/meetings/{made}/{noun}", body, face.town.clerk)


def _cancelled(face: Face) -> httpx2.Response:
    made = meeting(face, 48)
    _on(face, made, "cancellation", {"reason": "台风"})
    return _on(face, made, "cancellation", {"reason": "台风"})


def _again(face: Face) -> httpx2.Response:
    issue = str(face.town.report())
    return _call(face, agenda=[{"issue": issue}, {"issue": issue}])


def _next_doors(face: Face) -> httpx2.Response:
    """The superior sees the issue; the meeting is of another committee."""
    town = face.town
    place = {"committee": town.next_committee, "compound": town.next_compound}
    issue = town.report(by=town.next_clerk, **place)
    made, body = meeting(face, 48), {"issue": str(issue)}
    return face.post(f"/v1/meetings/{made}/points", body, town.superior)


def _twice_concluded(face: Face) -> httpx2.Response:
    made = held(face)
    _on(face, made, "conclusions", CONCLUSION)
    return _on(face, made, "conclusions", CONCLUSION)


def _heard_when_done(face: Face) -> httpx2.Response:
    """The work was done three hours ago, and the hearing was held an hour later."""
    then = moment_of(hours(-3))
    issue, clerk = face.town.report(occurred_at=moment_of(hours(-4))), face.town.clerk
    fast = Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST)
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修好", occurred_at=then)
    for command in (fast, done):
        face.town.do(command, by=clerk)
    return _on(face, held(face, kind="hearing", issue=issue), "conclusions", CONCLUSION)


def _appraised_before(face: Face) -> httpx2.Response:
    made = held(face, kind="appraisal", issue=face.town.report())
    return _on(face, made, "conclusions", CONCLUSION)


def _taken(face: Face, *, elsewhere: bool) -> httpx2.Response:
    body = {"issue": str(face.town.report()), "keeper": str(face.town.property_company)}
    first = meeting(face, -2, kind="reception")
    _on(face, first, "matters", body)
    second = meeting(face, -2, kind="reception") if elsewhere else first
    return _on(face, second, "matters", body)


def _session(face: Face, made: str, hours_ahead: int = 48) -> httpx2.Response:
    body = {"at": hours(hours_ahead).isoformat()}
    return face.post(f"/v1/series/{made}/sessions", body, face.town.clerk)


def _out_of_turn(face: Face) -> httpx2.Response:
    made = series(face)
    _session(face, made)
    return _session(face, made, 24)


def _over(face: Face) -> httpx2.Response:
    made = series(face)
    face.post(f"/v1/series/{made}/ending", {}, face.town.clerk)
    return _session(face, made)


MEETINGS: Mapping[str, Provocation] = {
    "meeting-in-the-past": lambda face: _call(face, at=hours(-31 * 24).isoformat()),
    "meeting-too-far": lambda face: _call(face, at=hours(367 * 24).isoformat()),
    "notice-too-late": lambda face: _call(face, at=hours(-2).isoformat(), invited=[guest(face)]),
    "meeting-begun": lambda face: _on(
        face, meeting(face, -2), "rescheduling", {"at": hours(24).isoformat()}
    ),
    "meeting-not-begun": lambda face: _on(
        face, meeting(face, 48), "session-record", {"minutes": "到会"}
    ),
    "meeting-cancelled": _cancelled,
    "meeting-held": lambda face: _on(face, held(face), "points", {"topic": "停车"}),
    "meeting-not-held": lambda face: _on(face, meeting(face, -2), "conclusions", CONCLUSION),
    "seat-repeated": lambda face: _call(
        face, invited=[guest(face), guest(face) | {"organisation": str(face.town.contractor)}]
    ),
    "issue-elsewhere": _next_doors,
    "point-empty": _calling(agenda=[{}]),
    "point-repeated": _again,
    "unknown-point": lambda face: _on(face, held(face), "conclusions", CONCLUSION | {"number": 9}),
    "point-concluded": _twice_concluded,
    "hearing-after-decision": _heard_when_done,
    "appraisal-before-done": _appraised_before,
    "matter-repeated": lambda face: _taken(face, elsewhere=False),
    "matter-taken": lambda face: _taken(face, elsewhere=True),
    "series-over": _over,
    "session-out-of-turn": _out_of_turn,
}
