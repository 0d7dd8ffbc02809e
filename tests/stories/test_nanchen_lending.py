"""南陈 (A6 新光邻聚): 南街坊小区燃气管道施工停车难，挖掘周边停车资源用于居民周转使用.

The text names nobody's number of spaces, so that none is counted. What is lent is an order to
each neighbour of the alliance: taking it is the loan, completing it is the return. One of them
cannot lend after all; who is asked in its place can.
"""

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, COMPANY, Place, seat, seat_handler, settle
from tests.stories.teller import Teller, party

ABOVE = (("嘉定区", "JD"), ("新成路街道", "XCL"))
CONTACT = {"name": "封砚秋", "phone": "13524406719", "room": "21号401室"}
WORDS = "燃气管道一施工，小区里的车没地方停了。"
SUMMARY = "燃气管道施工期间停车难"
MESSAGE = "正在联系周边单位腾出车位。"
PLAN = "施工期间借用周边单位车位，供居民周转；完工后归还。"
CANNOT = "夜间另有用途，腾不出来。"
LENT = "已开放车位，晚六点到早八点。"
BACK = "施工结束，车位已归还。"
REPLY = "施工已结束，周转车位已归还，小区恢复正常停车。"
LENDERS = ("商务楼", "学校", "超市")


def test_neighbours_lend_their_parking_during_the_works(teller: Teller) -> None:
    place = settle(teller, ("南陈社区", "NC"), ABOVE, "南街坊小区")
    seat(teller, place, COMMITTEE, place.committee)
    seat_handler(teller, place, COMPANY, "物业", "property-company")
    alliance = join_hands(teller)
    matter = report(teller, place)
    matter.act("居委会", "responses", {"message": MESSAGE}, "responded")
    triage = {"category": "parking", "scale": "urgent", "track": "normal", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    agree(matter, [place.committee, *alliance.values()])
    borrow(matter, alliance)
    give_back(matter)
    matter.look_back()


def join_hands(teller: Teller) -> dict[str, str]:
    """“新光邻聚”全域党建联盟: the street's party branch, and who has parking space nearby."""
    kinds = {"街区党支部": "party-branch", **dict.fromkeys(LENDERS, "other")}
    members = {name: party(teller, name, kind) for name, kind in kinds.items()}
    for name, organisation in members.items():
        teller.meet(name, Role.HANDLER, organisation=organisation)
    return members


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "wechat",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    return Matter(teller, "居委会", told, "居委会")


def agree(matter: Matter, attendees: list[str]) -> None:
    """The alliance meets; the two seats of the compound agree. It costs nothing."""
    meeting = {"kind": "joint", "attendees": attendees, "minutes": "逐家清点可借车位。"}
    matter.act("居委会", "meetings", meeting, "meeting-noted")
    matter.act("居委会", "proposals", {"plan": PLAN, "budget": 0}, "proposal-tabled")
    word = {"version": 1, "stance": "agree"}
    matter.act("居委会", "positions", word | {"seat": COMMITTEE}, "position-taken")
    shown = matter.act(
        "物业", "positions", word | {"seat": COMPANY}, "position-taken", "negotiated"
    )
    assert [one["seat"]["code"] for one in shown["proposal"]["seats"]] == [COMMITTEE, COMPANY]
    shown = matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    assert (shown["approval"]["plan"], shown["approval"]["budget"]) == (PLAN, 0)


def borrow(matter: Matter, alliance: dict[str, str]) -> None:
    """Two are asked first; the office building takes its order back, the supermarket steps in."""
    asked = {"parties": [alliance["商务楼"], alliance["学校"]], "note": "请借出车位。"}
    shown = matter.act("居委会", "dispatches", asked, "dispatched")
    assert (shown["open_dispatches"], shown["awaiting"]) == (2, "parties")
    matter.act("学校", "acknowledgements", {}, "acknowledged")
    shown = matter.act("商务楼", "return-requests", {"reason": CANNOT}, "return-requested")
    assert shown["awaiting"] == "committee"
    granted = {"party": alliance["商务楼"], "granted": True}
    matter.act("居委会", "return-decisions", granted, "return-granted")
    matter.act("居委会", "dispatches", {"parties": [alliance["超市"]]}, "dispatched")
    shown = matter.act("超市", "acknowledgements", {}, "acknowledged")
    assert [
        (d["party"]["name"], d["acknowledged"], d["taken_back"]) for d in shown["dispatches"]
    ] == [("商务楼", False, True), ("学校", True, False), ("超市", True, False)]
    for lender in ("学校", "超市"):
        listed = matter.teller.get(lender, f"/v1/issues?in_hand={alliance[lender]}")["items"]
        assert [one["id"] for one in listed] == [matter.id]
    matter.act("学校", "works", {"note": LENT}, "work-started")
    shown = matter.act("超市", "progress", {"note": LENT, "percent": 50}, "progress-noted")
    assert shown["works"] == {"started": True, "percent": 50}


def give_back(matter: Matter) -> None:
    """While one loan runs, nothing is done."""
    done = {"outcome": "solved", "reply": REPLY}
    matter.act("学校", "dispatch-completions", {"note": BACK}, "dispatch-completed")
    matter.refused("居委会", "completion", done, "dispatch-open", open=1)
    matter.act("超市", "dispatch-completions", {"note": BACK}, "dispatch-completed")
    shown = matter.act("居委会", "completion", done, "done")
    assert (shown["reply"], shown["outputs"], shown["open_dispatches"]) == (REPLY, [], 0)
    answer = {"kind": "message", "resolved": True, "satisfaction": "satisfied"}
    assert matter.act("居委会", "revisits", answer, "revisited")["status"] == "revisited"
    entries = matter.teller.timeline("居委会", matter.id)
    notes = {
        e["organisation"]["name"]: e["data"]["note"] for e in entries if e["label"] == "承办完成"
    }
    assert notes == {"学校": BACK, "超市": BACK}
    asked = [e["data"]["reason"] for e in entries if e["label"] == "申请退单"]
    assert asked == [CANNOT]
