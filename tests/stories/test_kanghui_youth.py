"""康荟宽庭 (A13 荟青春): 民意收集 → 共商共议 → 方案落地 → 反馈收集.

A rental estate: no owners, and so no owners' committee; the operator sits at the table. Each of
the four steps of the text is a point that is checked, and none is left out.
"""

from tests.stories.accord import built, finished
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, Place, seat, seat_handler, settle
from tests.stories.teller import Teller

ABOVE = (("浦东新区", "PD"), ("康桥镇", "KQ"))
SEATS = {"居委会": COMMITTEE, "运营单位": "operator", "青年议事会": "council"}
CONTACT = {"name": "纪云舒", "phone": "13800009913", "room": "9栋1706室"}
WORDS = "加班回来快十二点，楼下没有地方热饭。"
PLAN = {"plan": "架空层设共享微波炉两台，运营单位供电保洁。", "budget": 0}
REPLY = "共享厨房角已开放，24小时可用。"
TRIAGE = {"category": "facilities", "scale": "small", "track": "normal", "summary": "共享厨房角"}


def test_four_steps_and_none_left_out(teller: Teller) -> None:
    place = settle(teller, ("康荟宽庭居民区", "KH"), ABOVE, "康荟宽庭")
    path = f"/v1/bodies/{place.committee}/method-adoptions"
    assert teller.post("居委会", path, {"method": "kanghui", "version": 1}).status == 200
    seat(teller, place, COMMITTEE, place.committee)
    operator = seat_handler(teller, place, "operator", "运营单位", "other")
    seat_handler(teller, place, "council", "青年议事会", "other")
    matter = gathered(teller, place)
    talked_over(matter, operator)
    carried_out(matter)
    asked_again(matter)
    matter.look_back()


def gathered(teller: Teller, place: Place) -> Matter:
    """民意收集: heard at a door (荟敲门)."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "visit",
        "words": WORDS,
        "reporter": CONTACT,
    }
    matter = Matter(teller, "居委会", teller.post("居委会", "/v1/issues", body), "居委会")
    matter.act("居委会", "triage", TRIAGE, "triaged")
    return matter


def talked_over(matter: Matter, operator: str) -> None:
    """共商共议: the three seats of a rental estate agree after the council has met."""
    shown = matter.act("居委会", "proposals", PLAN, "proposal-tabled")
    seats = [one["seat"]["label"] for one in shown["proposal"]["seats"]]
    assert seats == ["居委会", "运营单位", "议事会"]
    for name in ("居委会", "运营单位"):
        word = {"version": 1, "seat": SEATS[name], "stance": "agree"}
        matter.act(name, "positions", word, "position-taken")
    last = {"version": 1, "seat": "council", "stance": "agree"}
    asked = {"step": "negotiated", "kind": "council, coordination", "seats": "operator"}
    matter.refused("青年议事会", "positions", last, "meeting-required", **asked)
    met = {"kind": "council", "attendees": [operator], "minutes": "十七位租户到会。"}
    matter.act("居委会", "meetings", met, "meeting-noted")
    checks = {"step": "negotiated", "codes": ["opinions-gathered"]}
    matter.act("居委会", "checks", checks, "checked")
    matter.act("青年议事会", "positions", last, "position-taken", "negotiated")
    matter.act("居委会", "decision", {"decision": "approve"}, "approved")


def carried_out(matter: Matter) -> None:
    """方案落地: nothing is done before each point of the plan is."""
    built(matter, "安居维修队")
    done = {"outcome": "solved", "reply": REPLY}
    asked = {"step": "done", "codes": "plan-carried-out"}
    matter.refused("居委会", "completion", done, "checklist-incomplete", **asked)
    matter.act("居委会", "checks", {"step": "done", "codes": ["plan-carried-out"]}, "checked")
    finished(matter, REPLY)


def asked_again(matter: Matter) -> None:
    """反馈收集: staff ask who spoke, and note that they did."""
    answer = {"kind": "phone", "resolved": True, "satisfaction": "satisfied"}
    asked = {"step": "revisited", "codes": "feedback-asked"}
    matter.refused("居委会", "revisits", answer, "checklist-incomplete", **asked)
    matter.act("居委会", "checks", {"step": "revisited", "codes": ["feedback-asked"]}, "checked")
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert shown["status"] == "revisited"
