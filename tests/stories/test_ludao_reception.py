"""鹭岛华庭 (A8 三管家): 每周“三驾马车”联合接待日, session by session, with intake and closure.

The record tells of 731 problems that were solved so. Three sessions are played here through HTTP,
with 7, 3 and 1 matters; `tests/projections/test_receptions.py` adds a year of them up to 731.
"""

from typing import Any

from service.settings import Settings
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.sessions import Hall, hall

ABOVE = (("崇明区", "CM"), ("长兴镇", "CXZ"))
SEATS = {"居委会": "residents-committee", "业委会": "owners-committee", "物业": "property-company"}
FAST = {"category": "facilities", "scale": "small", "track": "fast"}
SOLVED = {"outcome": "solved", "reply": "已修好，欢迎下周四再来接待日。"}
THURSDAYS = ("2026-03-05", "2026-03-12", "2026-03-19")


def test_a_reception_every_week(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("鹭岛华庭社区", "LDHT"), ABOVE, "鹭岛华庭")
        seats = seat_troika(room.teller, place)
        adopt(room, place)
        series = found(room, place, seats)
        left = receive(room, place, seats, series, THURSDAYS[0], 7, solved=6)
        receive(room, place, seats, series, THURSDAYS[1], 3, solved=3)
        # What was left open in the first week is solved in the third.
        room.comes_to("2026-03-16 10:00")
        for issue in left:
            solve(room, issue)
        receive(room, place, seats, series, THURSDAYS[2], 1, solved=1)
        end_up(room, series)


def adopt(room: Hall, place: Place) -> None:
    body = {"method": "linba", "version": 4}
    told = room.teller.post("居委会", f"/v1/bodies/{place.committee}/method-adoptions", body)
    assert told.status == 200


def found(room: Hall, place: Place, seats: dict[str, str]) -> str:
    """Thursdays at two, with all three seats."""
    invited = [{"organisation": seats[name], "seat": code} for name, code in SEATS.items()]
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "kind": "reception",
        "rhythm": "weekly",
        "weekday": 4,
        "time": "14:00",
        "place": "小区东门三管家驿站",
        "invited": invited,
    }
    told = room.teller.post("居委会", "/v1/series", body)
    assert (told.status, told.topics) == (201, ["series.founded"]), told.said
    assert (told.said["kind_label"], told.said["rhythm_label"]) == ("联合接待日", "每周")
    assert told.said["next_at"] == f"{THURSDAYS[0]}T14:00:00.000000+08:00"
    return told.id


def receive(
    room: Hall,
    place: Place,
    seats: dict[str, str],
    series: str,
    day: str,
    people: int,
    *,
    solved: int,
) -> list[str]:
    """One session: called by the rhythm, held, matters taken in; returns what is left open."""
    session = room.calls("居委会", {}, f"/v1/series/{series}/sessions")
    assert session["at"] == f"{day}T14:00:00.000000+08:00"
    assert room.teller.get("物业", f"/v1/meetings/{session['id']}")["standing"] == "called"
    room.comes_to(f"{day} 14:30")
    issues = [bring(room, place, seats, session["id"], number) for number in range(people)]
    came = [
        {"organisation": seats[name], "seat": code, "people": 1} for name, code in SEATS.items()
    ]
    record = {"attendees": came, "public": people, "minutes": f"接待居民{people}人。"}
    told = room.acts("居委会", session["id"], "session-record", record, "meeting.held")
    assert (told["counts"]["people"], told["counts"]["matters"]) == (3, people)
    room.comes_to(f"{day} 17:00")
    for issue in issues[:solved]:
        solve(room, issue)
    return issues[solved:]


def bring(room: Hall, place: Place, seats: dict[str, str], session: str, number: int) -> str:
    """A resident comes with something; whoever of the three was asked keeps it (首问负责)."""
    report = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "window",
        "words": f"{number + 1}号楼门禁失灵，快递员随意进出。",
        "reporter": {"name": "沈秋禾", "room": f"{number + 1}号楼101室"},
    }
    issue = room.teller.post("居委会", "/v1/issues", report).id
    name = list(SEATS)[number % 3]
    # The committee's clerk who typed it in keeps it already.
    handed = [] if name == "居委会" else ["issue.keeper-named"]
    taken = {"issue": issue, "keeper": seats[name]}
    told = room.acts("居委会", session, "matters", taken, "meeting.matter-taken", *handed)
    assert told["matters"][-1]["keeper"]["id"] == seats[name]
    return issue


def solve(room: Hall, issue: str) -> None:
    path = f"/v1/issues/{issue}"
    for noun, body in (("triage", FAST), ("completion", SOLVED)):
        version = room.teller.get("居委会", path)["version"]
        told = room.teller.post("居委会", f"{path}/{noun}", body, seen=version)
        assert told.status == 200, told.said


def end_up(room: Hall, series: str) -> None:
    """Per session and in all: who came, what was taken in, what is closed, and by when."""
    room.follows()
    found: dict[str, Any] = room.teller.get("物业", f"/v1/series/{series}/sessions")
    told = [
        (one["session"], one["at"][:10], one["people"], one["public"], one["matters"])
        for one in found["items"]
    ]
    assert told == [
        (3, THURSDAYS[2], 3, 1, {"taken": 1, "closed": 1, "closed_in_week": 1}),
        (2, THURSDAYS[1], 3, 3, {"taken": 3, "closed": 3, "closed_in_week": 3}),
        (1, THURSDAYS[0], 3, 7, {"taken": 7, "closed": 7, "closed_in_week": 6}),
    ]
    assert found["totals"] == {
        "called": 3,
        "held": 3,
        "cancelled": 0,
        "people": 9,
        "public": 11,
        "matters": {"taken": 11, "closed": 11, "closed_in_week": 10},
    }
    calendar = room.teller.get("业委会", "/v1/meetings?kind=reception")["items"]
    assert [one["session"] for one in calendar] == [3, 2, 1]
