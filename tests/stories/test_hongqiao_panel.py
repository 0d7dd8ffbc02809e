"""虹桥新城 (A4 四协): 听证会、专家联席会、评议会, each at its time.

A hearing comes before the decision, experts of a panel speak in their roles, what they come to
stands in the issue under its own key, the seats agree, and the appraisal follows the work.
"""

from typing import Any

from service.settings import Settings
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.sessions import Hall, hall

ABOVE = (("长宁区", "CN"), ("周家桥街道", "ZJQ"))
SEATS = {"居委会": "residents-committee", "业委会": "owners-committee", "物业": "property-company"}
PLAN = "充电接口改设在各楼旁空地，另为沿街商铺打造专属充电区。"
AGREED = "避开车库入口，分散设置162个充电接口。"
PANEL = [
    {"role": "电气", "expert": "卢清和", "opinion": "现有容量可以承载162个充电接口。"},
    {"role": "消防", "expert": "竺知远", "opinion": "与住宅外墙的间距满足要求。"},
    {"role": "法律", "expert": "简若水", "opinion": "占用共用部位，应当由业主共同决定。"},
]
TOLD = [
    {"expert": "电气 · 卢清和", "opinion": PANEL[0]["opinion"]},
    {"expert": "消防 · 竺知远", "opinion": PANEL[1]["opinion"]},
    {"expert": "法律 · 简若水", "opinion": PANEL[2]["opinion"]},
]
NOTED = ("meeting.point-concluded", "issue.meeting-noted")


def test_a_panel_of_experts_before_the_seats_agree(settings: Settings) -> None:
    with hall(settings, "2026-04-13 09:00") as room:
        place = settle(room.teller, ("虹桥新城居民区", "HQXC"), ABOVE, "虹桥新城")
        seats = seat_troika(room.teller, place)
        issue = report(room, place)
        hearing = call(room, place, seats, "hearing", "2026-04-16T19:00:00+08:00", issue)
        hear(room, seats, hearing, issue)
        consult(room, place, seats, issue)
        agree_and_build(room, issue)
        appraise(room, place, seats, issue)
        room.follows()
        calendar = room.teller.get("居委会", f"/v1/meetings?compound={place.compound}")["items"]
        assert [(one["kind_label"], one["counts"]["concluded"]) for one in calendar] == [
            ("评议会", 1),
            ("评议会", 0),
            ("听证会", 0),
            ("专家联席会", 2),
            ("听证会", 1),
        ]


def report(room: Hall, place: Place) -> str:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "patrol",
        "discovery": "found",
        "summary": "电瓶车乱停放、飞线充电",
    }
    issue = room.teller.post("居委会", "/v1/issues", body).id
    act(room, issue, "triage", {"category": "ev-charging", "scale": "hard", "track": "normal"})
    return issue


def act(room: Hall, issue: str, noun: str, body: Any, by: str = "居委会") -> None:
    path = f"/v1/issues/{issue}"
    version = room.teller.get("居委会", path)["version"]
    told = room.teller.post(by, f"{path}/{noun}", body, seen=version)
    assert told.status == 200, told.said


def call(
    room: Hall, place: Place, seats: dict[str, str], kind: str, at: str, issue: str, *topics: str
) -> str:
    """Notice to the three seats; the issue comes first on the agenda."""
    invited = [{"organisation": seats[name], "seat": code} for name, code in SEATS.items()]
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "kind": kind,
        "at": at,
        "place": "居委会议事厅",
        "invited": invited,
        "agenda": [{"issue": issue}, *({"topic": topic} for topic in topics)],
    }
    meeting: str = room.calls("居委会", body)["id"]
    return meeting


def came(seats: dict[str, str], people: int) -> list[dict[str, Any]]:
    return [
        {"organisation": seats[name], "seat": code, "people": people}
        for name, code in SEATS.items()
    ]


def hear(room: Hall, seats: dict[str, str], hearing: str, issue: str) -> None:
    """听证会: it is put on record once it has begun, and an outcome comes behind the record."""
    record = {"attendees": came(seats, 1), "public": 26, "minutes": "居民代表逐一发言。"}
    path = f"/v1/meetings/{hearing}"
    room.refuses("居委会", f"{path}/session-record", record, "meeting-not-begun")
    room.comes_to("2026-04-16 21:00")
    failed = {"number": 1, "outcome": "adjourned", "conclusion": "选址有争议，请专家论证。"}
    room.refuses("居委会", f"{path}/conclusions", failed, "meeting-not-held")
    room.acts("居委会", hearing, "session-record", record, "meeting.held")
    told = room.acts("居委会", hearing, "conclusions", failed, *NOTED)
    assert (told["counts"]["public"], told["points"][0]["outcome_label"]) == (26, "搁置")
    assert told["points"][0]["issue"] == issue
    # Without minutes of its own, what they came to is all that there is to tell of it.
    noted = room.teller.timeline("居委会", issue)[-1]["data"]
    assert (noted["outcome"], noted["minutes"]) == (failed["conclusion"], failed["conclusion"])


def consult(room: Hall, place: Place, seats: dict[str, str], issue: str) -> None:
    """专家联席会: experts by their role in the panel; the issue has it under its own key."""
    at = "2026-04-20T14:00:00+08:00"
    meeting = call(room, place, seats, "expert", at, issue, "非机动车管理公约")
    room.comes_to("2026-04-20 17:00")
    record = {"attendees": came(seats, 2), "minutes": "先看现场，后论证。"}
    room.acts("居委会", meeting, "session-record", record, "meeting.held")
    concluded = {
        "number": 1,
        "outcome": "agreed",
        "minutes": "就争议点逐一论证。",
        "conclusion": AGREED,
        "opinions": PANEL,
    }
    told = room.acts("居委会", meeting, "conclusions", concluded, *NOTED)
    assert told["points"][0]["opinions"] == PANEL
    noted = room.teller.timeline("居委会", issue)[-1]["data"]
    assert (noted["meeting"], noted["kind"], noted["opinions"]) == (meeting, "expert", TOLD)
    assert (noted["minutes"], noted["outcome"]) == ("就争议点逐一论证。", AGREED)
    assert sorted(noted["attendees"]) == sorted(seats.values())
    covenant = {"number": 2, "outcome": "referred", "conclusion": "提交居民会议表决。"}
    room.acts("居委会", meeting, "conclusions", covenant, "meeting.point-concluded")
    # Who came reads it; so does the seat's own handler.
    assert room.teller.get("物业", f"/v1/meetings/{meeting}")["points"][0]["opinions"] == PANEL


def agree_and_build(room: Hall, issue: str) -> None:
    """All seats agree to the plan; it is approved, and a hearing would come too late."""
    room.comes_to("2026-04-24 10:00")
    act(room, issue, "proposals", {"plan": PLAN, "budget": 0})
    for name, code in SEATS.items():
        act(room, issue, "positions", {"version": 1, "seat": code, "stance": "agree"}, name)
    shown = room.teller.get("居委会", f"/v1/issues/{issue}")
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")
    act(room, issue, "decision", {"decision": "approve"})


def appraise(room: Hall, place: Place, seats: dict[str, str], issue: str) -> None:
    """评议会: not before the work is done."""
    verdict = {"number": 1, "outcome": "agreed", "conclusion": "居民满意。"}
    record = {"attendees": came(seats, 1), "public": 12, "minutes": "现场查看后评议。"}
    hearing = call(room, place, seats, "hearing", "2026-04-27T19:00:00+08:00", issue)
    early = call(room, place, seats, "appraisal", "2026-04-28T19:00:00+08:00", issue)
    room.comes_to("2026-05-15 10:00")
    for meeting, code in ((hearing, "hearing-after-decision"), (early, "appraisal-before-done")):
        room.acts("居委会", meeting, "session-record", record, "meeting.held")
        room.refuses("居委会", f"/v1/meetings/{meeting}/conclusions", verdict, code)
    done = {"outcome": "solved", "reply": "162个充电接口已投入使用，请共同遵守公约。"}
    act(room, issue, "completion", done)
    held = call(room, place, seats, "appraisal", "2026-05-18T19:00:00+08:00", issue)
    room.comes_to("2026-05-18 21:00")
    room.acts("居委会", held, "session-record", record, "meeting.held")
    room.acts("居委会", held, "conclusions", verdict, *NOTED)
