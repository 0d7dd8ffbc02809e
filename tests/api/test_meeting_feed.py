"""The calendar of meetings for calendar apps: what stands there, for whom, and until when."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx2
import pytest
from icalendar import Calendar, Event

from domain.actor import Role
from domain.meeting.events import Invited
from domain.moment import DAY, HOUR, Moment, local
from domain.series.events import Rhythm
from service.commands.meetings import CallMeeting, Cancel, ClearPoint, Reschedule
from service.commands.series import CallSession, FoundSeries
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.neighbourhood import principal
from tests.projections.following import follow

FEEDS = "/v1/meeting-feeds"
PLACE, TOPIC, REASON = "6号楼102室沈家", "沈家的加装电梯", "沈先生住院"


def meeting(face: Face, **fields: Any) -> UUID:
    usual: dict[str, Any] = {
        "meeting": new_id(),
        "committee": face.town.committee,
        "compound": face.town.compound,
        "kind": "hearing",
        "at": Moment(face.service.now() + DAY),
        "place": PLACE,
        "agenda": (ClearPoint(topic=TOPIC),),
    }
    command = CallMeeting(**usual | fields)
    face.town.do(command, by=face.town.clerk)
    return command.meeting


def address(face: Face, who: Principal) -> str:
    made = face.post(FEEDS, {}, who)
    assert made.status_code == 201, made.text
    url: str = made.json()["url"]
    assert url.startswith(f"http://bihuan.test{FEEDS}/")
    return url.removeprefix("http://bihuan.test")


def asked(face: Face, path: str, **headers: str) -> httpx2.Response:
    follow(face.service)
    return face.get(path, None, **headers)


def events_at(face: Face, path: str) -> dict[str, Event]:
    found = asked(face, path)
    assert found.status_code == 200, found.text
    calendar = Calendar.from_ical(found.content)
    assert isinstance(calendar, Calendar)
    return {str(one["UID"]): one for one in calendar.events}


def test_an_app_finds_the_meetings_of_a_key(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    made = meeting(face)
    path = address(face, town.resident)
    answer = asked(face, path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;TZID=Asia/Shanghai:" in answer.content
    assert b"\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in answer.content
    shown = events_at(face, path)[str(made)]
    assert (shown["SUMMARY"], shown["LOCATION"], shown["STATUS"]) == (
        "听证会",
        "春晖苑",
        "CONFIRMED",
    )
    begins = local(Moment(face.service.now() + DAY)).replace(microsecond=0)
    assert begins - timedelta(minutes=5) < shown.start <= begins
    assert isinstance(shown.start, datetime)
    assert shown.start.tzinfo == ZoneInfo("Asia/Shanghai")
    assert shown["SEQUENCE"] == 0


def test_what_changes_keeps_its_name_and_counts_up(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    made, later = meeting(face), Moment(face.service.now() + 2 * DAY)
    path = address(face, town.clerk)
    before = face.head()
    town.do(Reschedule(meeting=made, at=later, place=PLACE, reason=REASON), by=town.clerk)
    moved = events_at(face, path)[str(made)]
    assert moved.start == local(later).replace(microsecond=0)
    [recorded] = face.events(before)
    changed = local(recorded.at).replace(microsecond=0)
    assert (moved["SEQUENCE"], moved.DTSTAMP) == (1, changed)
    town.do(Cancel(meeting=made, reason=REASON), by=town.clerk)
    gone = events_at(face, path)[str(made)]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 2)


def test_nothing_sealed_leaves_the_house(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    made = meeting(face)
    town.do(Cancel(meeting=made, reason=REASON), by=town.clerk)
    told = asked(face, address(face, town.clerk)).content.replace(b"\r\n ", b"").decode()
    assert str(made) in told
    assert [text for text in (PLACE, TOPIC, REASON) if text in told] == []


def test_a_series_stands_there_by_its_sessions(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    founded = FoundSeries(
        series=new_id(),
        committee=town.committee,
        kind="reception",
        rhythm=Rhythm.WEEKLY,
        weekday=4,
        minute=840,
        place=PLACE,
    )
    town.do(founded, by=town.clerk)
    path = address(face, town.clerk)
    assert str(founded.series) not in events_at(face, path)
    session = CallSession(series=founded.series, meeting=new_id(), place=PLACE)
    town.do(session, by=town.clerk)
    shown = events_at(face, path)[str(session.meeting)]
    assert (shown["SUMMARY"], shown["LOCATION"]) == ("联合接待日（第1次）", "凌一")
    assert "RRULE" not in shown


def test_each_key_finds_what_it_may_see(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    asked_to = meeting(face, invited=(Invited(organisation=town.contractor, seat=None),))
    other = meeting(face)
    guest = principal(Role.HANDLER, organisation=town.contractor)
    everybody = {who: events_at(face, address(face, who)) for who in (guest, town.next_clerk)}
    seen = events_at(face, address(face, town.auditor))
    assert {str(asked_to), str(other)} <= set(seen)
    assert str(asked_to) in everybody[guest]
    assert str(other) not in everybody[guest]
    assert {str(asked_to), str(other)}.isdisjoint(everybody[town.next_clerk])


def test_who_has_it_already_is_not_told_again(shared: Face) -> None:
    town = shared.town
    made, path = meeting(shared), address(shared, town.clerk)
    first = asked(shared, path)
    etag = first.headers["etag"]
    again = asked(shared, path, if_none_match=etag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert first.headers["cache-control"] == "private, no-cache"
    town.do(Cancel(meeting=made, reason=REASON), by=town.clerk)
    assert asked(shared, path, if_none_match=etag).status_code == 200
    english = asked(shared, path, accept_language="en")
    assert (english.headers["content-language"], english.headers["etag"] == etag) == ("en", False)


def test_an_address_ends_with_the_next_and_with_its_key(shared: Face) -> None:
    somebody = principal(Role.CLERK, body=shared.town.committee)
    first, second = address(shared, somebody), address(shared, somebody)
    assert [asked(shared, path).status_code for path in (first, second)] == [404, 200]
    keys = [one.principal for one in shared.service.keyring.all_of()]
    [key] = [one.key for one in keys if one.person == somebody.person]
    assert key is not None
    shared.service.keyring.revoke(key)
    ended = asked(shared, second)
    assert (ended.status_code, code_of(ended)) == (404, "not-found")
    assert second.split("/")[3] not in ended.text


@pytest.mark.parametrize("token", ["x", "%ff", "%00", "a" * 3_000])
def test_a_secret_of_nobody_opens_nothing(shared_sqlite: Face, token: str) -> None:
    assert shared_sqlite.get(f"{FEEDS}/{token}/meetings.ics", None).status_code == 404


def test_what_is_long_past_is_left_out(shared_sqlite: Face) -> None:
    face, town = shared_sqlite, shared_sqlite.town
    made, path = meeting(face, at=Moment(face.service.now() - HOUR)), address(face, town.clerk)
    assert str(made) in events_at(face, path)
    follow(face.service)
    now = face.service.now() + 93 * DAY
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(face.service, "now", lambda: Moment(now))
        later = face.get(path, None)
    assert (later.status_code, str(made) in later.text) == (200, False)
