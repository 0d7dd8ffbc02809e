"""Good requests about meetings and their series, each accepted whatever the others did."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.moment import SHANGHAI, moment_of
from service.commands.meeting_record import RecordSession
from service.commands.meetings import CallMeeting, ClearPoint
from service.ids import new_id
from tests.api.face import Face
from tests.api.posting import Post, post

_MEETING = "/v1/meetings/{meeting}"
_SERIES = "/v1/series/{series}"


def hours(count: int) -> datetime:
    """So many hours from now."""
    return datetime.now(SHANGHAI) + timedelta(hours=count)


def meeting(face: Face, ahead: int, *, kind: str = "council", issue: UUID | None = None) -> UUID:
    """A meeting of the first compound so many hours from now; its one point is *issue*."""
    called = CallMeeting(
        meeting=new_id(),
        committee=face.town.committee,
        compound=face.town.compound,
        kind=kind,
        at=moment_of(hours(ahead)),
        place="议事厅",
        agenda=(ClearPoint(issue=issue, topic=None if issue else "绿化"),),
    )
    face.town.do(called, by=face.town.clerk)
    return called.meeting


def held(face: Face, *, kind: str = "council", issue: UUID | None = None) -> UUID:
    """One that is on record."""
    made = meeting(face, -2, kind=kind, issue=issue)
    face.town.do(RecordSession(meeting=made, minutes="到会"), by=face.town.clerk)
    return made


def series_body(face: Face) -> dict[str, Any]:
    """A weekly reception."""
    return {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "reception",
        "rhythm": "weekly",
        "weekday": 4,
        "time": "18:30",
        "place": "小区东门议事亭",
        "invited": [guest(face)],
    }


def series(face: Face) -> str:
    """One that was founded."""
    made: str = face.post("/v1/series", series_body(face), face.town.clerk).json()["id"]
    return made


def guest(face: Face) -> dict[str, Any]:
    """The property company in its seat."""
    return {"organisation": str(face.town.property_company), "seat": "property-company"}


def posts_meetings(face: Face) -> list[Post]:
    """A request for each route."""
    clerk = face.town.clerk
    called = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "coordination",
        "at": hours(48).isoformat(),
        "place": "居委会议事厅",
        "invited": [guest(face)],
        "agenda": [{"issue": str(face.town.report()), "topic": "充电棚选址"}],
    }
    session = {"at": hours(24).isoformat(), "place": "三号楼下", "agenda": [{"topic": "接待"}]}
    return [
        post("/v1/meetings", "/v1/meetings", called, clerk),
        *_on_meetings(face),
        post("/v1/meeting-feeds", "/v1/meeting-feeds", {}, clerk),
        post("/v1/series", "/v1/series", series_body(face), clerk),
        _post(face, f"{_SERIES}/sessions", session, series=series(face)),
        _post(face, f"{_SERIES}/ending", {"reason": "改为线上"}, series=series(face)),
    ]


def _on_meetings(face: Face) -> list[Post]:
    issue, keeper = str(face.town.report()), str(face.town.property_company)
    opinion = {"role": "消防", "expert": "竺知远", "opinion": "间距满足要求"}
    requests: Mapping[str, tuple[UUID, Mapping[str, Any]]] = {
        "rescheduling": (
            meeting(face, 48),
            {"at": hours(72).isoformat(), "place": "东门", "reason": "下雨"},
        ),
        "cancellation": (meeting(face, 48), {"reason": "台风"}),
        "points": (meeting(face, 48), {"issue": issue, "topic": "停车"}),
        "matters": (
            meeting(face, -2, kind="reception"),
            {"issue": issue, "keeper": keeper, "person": None},
        ),
        "session-record": (
            meeting(face, -2),
            {"attendees": [guest(face) | {"people": 2}], "public": 11, "minutes": "到会"},
        ),
        "conclusions": (
            held(face),
            {
                "number": 1,
                "outcome": "agreed",
                "minutes": "逐一论证",
                "conclusion": "补种",
                "opinions": [opinion],
            },
        ),
    }
    return [
        _post(face, f"{_MEETING}/{noun}", body, meeting=made)
        for noun, (made, body) in requests.items()
    ]


def _post(face: Face, template: str, body: Mapping[str, Any], **ids: object) -> Post:
    return post(template, template.format(**ids), body, face.town.clerk)
