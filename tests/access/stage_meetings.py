"""The matrix's requests for meetings and their series."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.meeting.events import Attendee, Invited
from domain.moment import SHANGHAI, Moment, moment_of
from domain.series.events import Rhythm
from service.commands.meeting_record import RecordSession
from service.commands.meetings import CallMeeting, ClearPoint
from service.commands.series import FoundSeries
from service.ids import new_id
from service.policy import Action, Principal
from tests.access.scene import Scene
from tests.api.face import Call
from tests.neighbourhood import Neighbourhood

MEETING_ROUTES = ("/v1/meetings", "/v1/series", "/v1/meeting-feeds")
_ON = "POST /v1/meetings/{meeting}/"
_AHEAD = frozenset({f"{_ON}rescheduling", f"{_ON}cancellation", f"{_ON}points"})

MEETINGS_FELT_AT: Mapping[Action, str] = {
    Action.MEETING_VIEW: f"{_ON}rescheduling",
    Action.MEETING_KEEP: "POST /v1/meetings",
}


def _hours(count: int) -> datetime:
    return datetime.now(SHANGHAI) + timedelta(hours=count)


class Meetings:
    """Makes the meeting or the series that a request is about."""

    def __init__(self, town: Neighbourhood, owner: Principal) -> None:
        self._town, self._owner = town, owner

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        meeting = self._meeting(route, scene) if "{meeting}" in template else None
        series = self._series(scene) if "{series}" in template else None
        token = self._token() if "{token}" in template else None
        path = template.format(meeting=meeting, series=series, token=token)
        body = None if method == "GET" else _body(route, scene)
        return Call(method=method, path=path, by=None, body=body)

    def _token(self) -> str:
        clerk = self._town.clerk
        assert clerk.person is not None
        holder, _ = self._town.service.keyring.create(clerk, clerk.person)
        return self._town.service.meeting_feeds.make(holder)

    def _meeting(self, route: str, scene: Scene) -> UUID:
        """Whom a meeting invites, it lies ahead of; a handler comes no further than to see it."""
        ahead = route in _AHEAD or scene.role is Role.HANDLER
        called = CallMeeting(
            meeting=new_id(),
            committee=scene.place.committee,
            compound=scene.place.compound,
            kind="council",
            at=_moment(48 if ahead else -2),
            place="议事厅",
            invited=self._guests(scene) if ahead else (),
            agenda=(ClearPoint(topic="绿化"),),
        )
        self._town.do(called, by=scene.place.clerk)
        if route == f"{_ON}conclusions" and not ahead:
            came = Attendee(organisation=scene.party, seat=None, people=1)
            record = RecordSession(meeting=called.meeting, attendees=(came,), minutes="到会")
            self._town.do(record, by=scene.place.clerk)
        return called.meeting

    def _guests(self, scene: Scene) -> tuple[Invited, ...]:
        """The party, and an owners' committee outside its compound: it sees what it is asked to."""
        asked = [scene.party]
        if scene.role is Role.OWNERS_COMMITTEE and scene.place.compound != self._owner.compound:
            assert self._owner.organisation is not None
            asked.append(self._owner.organisation)
        return tuple(Invited(organisation=one, seat=None) for one in asked)

    def _series(self, scene: Scene) -> UUID:
        founded = FoundSeries(
            series=new_id(),
            committee=scene.place.committee,
            compound=scene.place.compound,
            kind="reception",
            rhythm=Rhythm.WEEKLY,
            weekday=4,
            minute=840,
            place="东门",
            invited=(Invited(organisation=scene.party, seat=None),),
        )
        self._town.do(founded, by=scene.place.clerk)
        return founded.series


def _moment(hours: int) -> Moment:
    return moment_of(_hours(hours))


def _place(scene: Scene) -> dict[str, Any]:
    return {
        "committee_id": str(scene.place.committee),
        "compound_id": str(scene.place.compound),
        "place": "议事厅",
    }


def _body(route: str, scene: Scene) -> Mapping[str, Any]:
    """What the rules accept."""
    match route.rpartition("/")[2]:
        case "meetings":
            return {**_place(scene), "kind": "council", "at": _hours(24).isoformat()}
        case "series":
            rhythm = {"rhythm": "weekly", "weekday": 4, "time": "14:00"}
            return {**_place(scene), "kind": "reception", **rhythm}
        case "rescheduling":
            return {"at": _hours(72).isoformat()}
        case "cancellation":
            return {"reason": "台风"}
        case "points":
            return {"topic": "停车"}
        case "matters":
            return {"issue": str(scene.other()), "keeper": str(scene.place.committee)}
        case "session-record":
            return {"minutes": "到会"}
        case "conclusions":
            return {"number": 1, "outcome": "agreed", "conclusion": "补种"}
        case _:
            return {}
