"""Meetings and their series through HTTP: the answer, and what was recorded."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from domain.actor import Role
from domain.issue.events import MeetingNoted
from domain.meeting.events import Held, PointConcluded
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR, Moment, local
from domain.sealed import KeyScope
from service.commands.exits import Transfer
from service.commands.intake import Triage
from service.ids import new_id
from service.policy import Principal
from tests.api.face import Face, code_of, version_of
from tests.neighbourhood import principal
from tests.projections.following import follow

MEETINGS, SERIES = "/v1/meetings", "/v1/series"


def hours_from_now(face: Face, hours: int) -> str:
    return local(Moment(face.service.now() + hours * HOUR)).isoformat()


def calling(face: Face, **fields: Any) -> dict[str, Any]:
    """A good body: a hearing of this morning, entered afterwards."""
    usual = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "hearing",
        "at": hours_from_now(face, -2),
        "place": "居委会议事厅",
    }
    return usual | fields


def called(face: Face, **fields: Any) -> dict[str, Any]:
    made = face.post(MEETINGS, calling(face, **fields), face.town.clerk)
    assert made.status_code == 201, made.text
    shown: dict[str, Any] = made.json()
    return shown


def act(face: Face, meeting: str, noun: str, by: Principal | None = None, **body: Any) -> Any:
    return face.post(f"{MEETINGS}/{meeting}/{noun}", body, by or face.town.clerk)


def held(face: Face, **fields: Any) -> str:
    meeting: str = called(face, **fields)["id"]
    record = act(face, meeting, "session-record", public=3, minutes="三方到会")
    assert record.status_code == 200, record.text
    return meeting


def test_a_meeting_is_called_with_its_agenda(shared_sqlite: Face) -> None:
    town, issue = shared_sqlite.town, str(shared_sqlite.town.report())
    guest = {"organisation": str(town.property_company), "seat": "property-company"}
    body = calling(
        shared_sqlite,
        at=hours_from_now(shared_sqlite, 48),
        invited=[guest],
        agenda=[{"issue": issue}, {"topic": "夏季停车秩序"}],
    )
    before = shared_sqlite.head()
    made = shared_sqlite.post(MEETINGS, body, town.clerk)
    assert (made.status_code, version_of(made)) == (201, 1)
    [recorded] = shared_sqlite.events(before)
    assert recorded.topic == "meeting.called"
    told = made.json()
    assert made.headers["location"] == f"{MEETINGS}/{told['id']}"
    assert (told["kind_label"], told["standing_label"]) == ("听证会", "已通知")
    assert (told["place"], told["committee"]["name"]) == ("居委会议事厅", "凌一")
    assert [(one["issue"], one["topic"]) for one in told["points"]] == [
        (issue, None),
        (None, "夏季停车秩序"),
    ]
    assert told["invited"][0]["seat_label"] == "物业公司"
    assert datetime.fromisoformat(told["at"]) == datetime.fromisoformat(body["at"])
    assert shared_sqlite.get(made.headers["location"], town.clerk).json() == told


def test_another_time_and_no_meeting_at_all(shared_sqlite: Face) -> None:
    soon = called(shared_sqlite, at=hours_from_now(shared_sqlite, 5))["id"]
    later = hours_from_now(shared_sqlite, 30)
    moved = act(
        shared_sqlite, soon, "rescheduling", at=later, place="小区东门", reason="下雨"
    ).json()
    assert (moved["place"], moved["reason"]) == ("小区东门", "下雨")
    assert datetime.fromisoformat(moved["at"]) == datetime.fromisoformat(later)
    gone = act(shared_sqlite, soon, "cancellation", reason="台风").json()
    assert (gone["standing"], gone["reason"], gone["version"]) == ("cancelled", "台风", 3)


def test_who_was_there_and_what_they_came_to(shared_sqlite: Face) -> None:
    town, issue = shared_sqlite.town, shared_sqlite.town.report()
    company = str(town.property_company)
    meeting = called(shared_sqlite, agenda=[{"issue": str(issue)}, {"topic": "绿化"}])["id"]
    there = [{"organisation": company, "seat": "property-company", "people": 2}]
    before = shared_sqlite.head()
    record = act(
        shared_sqlite, meeting, "session-record", attendees=there, public=11, minutes="到会"
    )
    counts = {"people": 2, "public": 11, "points": 2, "concluded": 0, "matters": 0}
    assert (record.json()["standing"], record.json()["counts"]) == ("held", counts)
    said = [{"role": "消防", "expert": "竺知远", "opinion": "间距够"}]
    concluded = act(
        shared_sqlite,
        meeting,
        "conclusions",
        number=1,
        outcome="agreed",
        minutes="逐一论证",
        conclusion="避开车库",
        opinions=said,
    )
    assert concluded.status_code == 200, concluded.text
    point = concluded.json()["points"][0]
    assert (point["outcome_label"], point["conclusion"], point["opinions"]) == (
        "议定",
        "避开车库",
        said,
    )
    held, done, noted = shared_sqlite.events(before)
    assert [one.topic for one in (held, done, noted)] == [
        "meeting.held",
        "meeting.point-concluded",
        "issue.meeting-noted",
    ]
    assert isinstance(held.event, Held)
    assert held.occurred_at < held.at
    assert isinstance(done.event, PointConcluded)
    assert isinstance(noted.event, MeetingNoted)
    # What lets the issue's texts go lets the meeting's words on it go.
    assert done.event.conclusion.scope is KeyScope.ISSUE
    assert done.event.conclusion.key == noted.event.minutes.key
    assert (done.correlation, done.command) == (noted.correlation, noted.command)
    entry = shared_sqlite.get(f"/v1/issues/{issue}/events", town.clerk).json()["items"][-1]["data"]
    assert (entry["meeting"], entry["kind"], entry["attendees"]) == (meeting, "hearing", [company])
    assert (entry["minutes"], entry["outcome"]) == ("逐一论证", "避开车库")
    assert entry["opinions"] == [{"expert": "消防 · 竺知远", "opinion": "间距够"}]
    rest = act(
        shared_sqlite, meeting, "conclusions", number=2, outcome="noted", conclusion="下月再议"
    )
    assert (rest.json()["counts"]["concluded"], rest.json()["version"]) == (2, 4)


def test_an_issue_that_is_over_takes_no_note(shared_sqlite: Face) -> None:
    town, issue = shared_sqlite.town, shared_sqlite.town.report()
    meeting = held(shared_sqlite, agenda=[{"issue": str(issue)}])
    withdrawn = shared_sqlite.post(
        f"/v1/issues/{issue}/withdrawal",
        {"reason": "不用了"},
        town.clerk,
        if_match=f'"{town.issue(issue).version}"',
    )
    assert withdrawn.status_code == 200, withdrawn.text
    before = shared_sqlite.head()
    told = act(
        shared_sqlite, meeting, "conclusions", number=1, outcome="noted", conclusion="已撤回"
    )
    assert told.json()["points"][0]["conclusion"] == "已撤回"
    assert [one.topic for one in shared_sqlite.events(before)] == ["meeting.point-concluded"]


def test_an_issue_that_went_elsewhere_hears_nothing(shared_sqlite: Face) -> None:
    """What was said of it stays in the meeting, closed with the issue's key all the same."""
    town, issue = shared_sqlite.town, shared_sqlite.town.report()
    meeting = held(shared_sqlite, agenda=[{"issue": str(issue)}])
    gone = Transfer(
        issue=issue,
        committee=town.next_committee,
        compound=town.next_compound,
        reason="属于邻居区",
    )
    town.do(gone, by=town.superior)
    before = shared_sqlite.head()
    told = act(
        shared_sqlite, meeting, "conclusions", number=1, outcome="noted", conclusion="已移交"
    )
    assert told.status_code == 200, told.text
    [concluded] = shared_sqlite.events(before)
    assert isinstance(concluded.event, PointConcluded)
    assert concluded.event.conclusion.scope is KeyScope.ISSUE


def test_a_success_is_told_again_under_its_key(shared_sqlite: Face) -> None:
    body = calling(shared_sqlite)
    first = shared_sqlite.post(MEETINGS, body, shared_sqlite.town.clerk, idempotency_key="meeting")
    meeting = first.json()["id"]
    act(shared_sqlite, meeting, "session-record", minutes="到会")
    again = shared_sqlite.post(MEETINGS, body, shared_sqlite.town.clerk, idempotency_key="meeting")
    assert (again.status_code, again.json()) == (201, first.json())


def test_a_stale_version_changes_nothing(shared_sqlite: Face) -> None:
    meeting = called(shared_sqlite)["id"]
    path = f"{MEETINGS}/{meeting}/cancellation"
    stale = shared_sqlite.post(path, {"reason": "x"}, shared_sqlite.town.clerk, if_match='"7"')
    assert (stale.status_code, code_of(stale)) == (412, "stale-version")


def test_residents_read_the_notice_alone(shared_sqlite: Face) -> None:
    town, issue = shared_sqlite.town, str(shared_sqlite.town.report())
    meeting = held(
        shared_sqlite, agenda=[{"issue": issue, "topic": "三号楼漏水"}, {"topic": "绿化"}]
    )
    act(shared_sqlite, meeting, "conclusions", number=2, outcome="agreed", conclusion="补种")
    told = shared_sqlite.get(f"{MEETINGS}/{meeting}", town.resident).json()
    assert (told["place"], told["counts"]["public"], told["standing"]) == (
        "居委会议事厅",
        3,
        "held",
    )
    assert (told["minutes"], told["reason"], told["matters"]) == (None, None, [])
    assert [(p["issue"], p["topic"], p["outcome"], p["conclusion"]) for p in told["points"]] == [
        (None, None, None, None),
        (None, "绿化", None, None),
    ]
    assert issue not in shared_sqlite.get(f"{MEETINGS}/{meeting}", town.resident).text


def test_who_was_not_asked_hears_of_no_meeting(shared: Face) -> None:
    town = shared.town
    guest = {"organisation": str(town.property_company)}
    asked = called(shared, at=hours_from_now(shared, 5), invited=[guest])["id"]
    unasked = called(shared)["id"]
    follow(shared.service)
    seen = {one: shared.get(f"{MEETINGS}/{one}", town.handler) for one in (asked, unasked)}
    assert {one: answer.status_code for one, answer in seen.items()} == {asked: 200, unasked: 404}
    listed = shared.get(f"{MEETINGS}?limit=200", town.handler).json()["items"]
    assert asked in {one["id"] for one in listed}
    assert unasked not in {one["id"] for one in listed}
    assert shared.get(MEETINGS, town.administrator).status_code == 403


def test_the_calendar_by_pages(shared: Face) -> None:
    town, clerk = shared.town, shared.town.next_clerk
    place = {"committee_id": str(town.next_committee), "compound_id": str(town.next_compound)}
    made = []
    for hours in (-9, 4, -5):
        body = calling(shared, **place, kind="council", at=hours_from_now(shared, hours))
        made.append(shared.post(MEETINGS, body, clerk).json()["id"])
    follow(shared.service)
    latest = [made[1], made[2], made[0]]
    path = f"{MEETINGS}?committee={town.next_committee}&kind=council"

    def ids(answer: Any) -> list[str]:
        return [one["id"] for one in answer.json()["items"]]

    assert ids(shared.get(path, clerk)) == latest
    first = shared.get(f"{path}&limit=2&at_least={shared.head()}", clerk)
    assert (ids(first), int(first.headers["bihuan-position"])) == (latest[:2], shared.head())
    rest = shared.get(f"{path}&limit=2&cursor={first.json()['next']}", clerk)
    assert (ids(rest), rest.json()["next"]) == (latest[2:], None)
    now = hours_from_now(shared, 0).replace("+", "%2B")
    assert ids(shared.get(f"{path}&since={now}", clerk)) == [made[1]]
    assert ids(shared.get(f"{path}&until={now}&standing=called", clerk)) == [made[2], made[0]]
    assert ids(shared.get(f"{path}&compound={new_id()}", clerk)) == []


def founding(face: Face, **fields: Any) -> dict[str, Any]:
    usual = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "reception",
        "rhythm": "weekly",
        "weekday": 4,
        "time": "18:30",
        "place": "小区东门议事亭",
    }
    return usual | fields


def founded(face: Face, **fields: Any) -> str:
    made = face.post(SERIES, founding(face, **fields), face.town.clerk)
    assert made.status_code == 201, made.text
    series: str = made.json()["id"]
    return series


def test_a_series_calls_its_sessions_by_its_rhythm(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    guest = {"organisation": str(town.property_company), "seat": "property-company"}
    made = shared_sqlite.post(SERIES, founding(shared_sqlite, invited=[guest]), town.clerk)
    series, told = made.json()["id"], made.json()
    assert (made.status_code, made.headers["location"]) == (201, f"{SERIES}/{series}")
    assert (told["rhythm_label"], told["time"], told["sessions"]) == ("每周", "18:30", 0)
    before = shared_sqlite.head()
    first = shared_sqlite.post(f"{SERIES}/{series}/sessions", {}, town.clerk)
    assert first.status_code == 201, first.text
    assert [one.topic for one in shared_sqlite.events(before)] == [
        "meeting.called",
        "series.session-called",
    ]
    session = first.json()
    assert (session["series"], session["session"], session["place"]) == (
        series,
        1,
        "小区东门议事亭",
    )
    assert first.headers["location"] == f"{MEETINGS}/{session['id']}"
    when = datetime.fromisoformat(session["at"])
    assert (when.isoweekday(), when.hour, when.minute) == (4, 18, 30)
    assert session["at"] == told["next_at"]
    assert [one["organisation"]["id"] for one in session["invited"]] == [guest["organisation"]]
    second = shared_sqlite.post(
        f"{SERIES}/{series}/sessions", {"place": "三号楼下"}, town.clerk
    ).json()
    assert datetime.fromisoformat(second["at"]) - when == timedelta(days=7)
    assert (second["session"], second["place"]) == (2, "三号楼下")
    ended = shared_sqlite.post(
        f"{SERIES}/{series}/ending", {"reason": "改为线上"}, town.clerk
    ).json()
    assert (ended["ended"], ended["next_at"], ended["reason"]) == (True, None, "改为线上")
    over = shared_sqlite.post(f"{SERIES}/{series}/sessions", {}, town.clerk)
    assert code_of(over) == "series-over"
    assert shared_sqlite.get(f"{SERIES}/{series}", town.resident).json() == ended


def test_series_by_pages(shared: Face) -> None:
    town = shared.town
    place = {"committee_id": str(town.next_committee), "compound_id": str(town.next_compound)}
    made = [
        shared.post(SERIES, founding(shared, **place), town.next_clerk).json()["id"]
        for _ in range(3)
    ]
    follow(shared.service)
    path = f"{SERIES}?committee={town.next_committee}&ended=false"
    first = shared.get(f"{path}&limit=2", town.next_clerk).json()
    rest = shared.get(f"{path}&limit=2&cursor={first['next']}", town.next_clerk).json()
    listed = [one["id"] for one in (*first["items"], *rest["items"])]
    assert (listed, rest["next"]) == (made[::-1], None)
    assert shared.get(path, town.clerk).json()["items"] == []


def test_what_a_session_took_in_and_what_was_closed(shared: Face) -> None:
    town = shared.town
    series = founded(shared)
    at = local(Moment(shared.service.now() - DAY)).isoformat()
    session = shared.post(f"{SERIES}/{series}/sessions", {"at": at}, town.clerk).json()["id"]
    issues = [town.report() for _ in range(3)]
    for issue in issues:
        taken = act(shared, session, "matters", issue=str(issue), keeper=str(town.committee))
        assert taken.status_code == 200, taken.text
    assert [one["issue"] for one in taken.json()["matters"]] == [str(one) for one in issues]
    act(shared, session, "session-record", public=7, minutes="接待七人")
    solve(shared, issues[0])
    follow(shared.service)
    found = shared.get(f"{SERIES}/{series}/sessions", town.clerk).json()
    [only] = found["items"]
    assert (only["session"], only["public"], only["matters"]["taken"]) == (1, 7, 3)
    assert only["matters"]["closed"] == 1
    totals = found["totals"]
    assert (totals["called"], totals["held"], totals["public"]) == (1, 1, 7)
    assert totals["matters"] == only["matters"]


def test_whoever_was_asked_first_keeps_the_matter(shared_sqlite: Face) -> None:
    town, meeting = shared_sqlite.town, called(shared_sqlite, kind="reception")["id"]
    issue, company = str(town.report()), str(town.property_company)
    before = shared_sqlite.head()
    taken = act(shared_sqlite, meeting, "matters", issue=issue, keeper=company)
    assert [one.topic for one in shared_sqlite.events(before)] == [
        "meeting.matter-taken",
        "issue.keeper-named",
    ]
    assert taken.json()["matters"][0]["keeper"] == {"id": company, "name": "安居物业"}
    told = shared_sqlite.get(f"/v1/issues/{issue}/events", town.clerk).json()["items"]
    assert told[-1]["event"] == "issue.keeper-named"
    own, before = str(town.report()), shared_sqlite.head()
    act(shared_sqlite, meeting, "matters", issue=own, keeper=str(town.committee))
    # The clerk who typed it in was asked first, and keeps it already.
    assert [one.topic for one in shared_sqlite.events(before)] == ["meeting.matter-taken"]
    other = called(shared_sqlite, kind="reception")["id"]
    for where, code in ((meeting, "matter-repeated"), (other, "matter-taken")):
        again = act(shared_sqlite, where, "matters", issue=issue, keeper=company)
        assert code_of(again) == code


def solve(face: Face, issue: UUID) -> None:
    town = face.town
    fast = Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST)
    town.do(fast, by=town.clerk)
    done = face.post(
        f"/v1/issues/{issue}/completion",
        {"outcome": "solved", "reply": "已修好"},
        town.clerk,
        if_match=f'"{town.issue(issue).version}"',
    )
    assert done.status_code == 200, done.text


def test_an_owners_committee_reads_what_it_is_asked_to_elsewhere(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    # Any organisation will do: the role reads, and what it is called decides nothing.
    guest = principal(Role.OWNERS_COMMITTEE, compound=new_id(), organisation=town.contractor)
    asked = [{"organisation": str(town.contractor), "seat": None}]
    soon = hours_from_now(shared_sqlite, 9)
    mine = called(shared_sqlite, at=soon, invited=asked, agenda=[{"topic": "绿化"}])["id"]
    other = called(shared_sqlite, at=soon)["id"]
    follow(shared_sqlite.service)
    listed = shared_sqlite.get(f"{MEETINGS}?since={quote(soon)}", guest).json()["items"]
    assert [one["id"] for one in listed] == [mine]
    read = shared_sqlite.get(f"{MEETINGS}/{mine}", guest).json()
    assert [one["topic"] for one in read["points"]] == ["绿化"]
    assert shared_sqlite.get(f"{MEETINGS}/{other}", guest).status_code == 404
