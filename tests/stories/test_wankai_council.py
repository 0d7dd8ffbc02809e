"""万凯小区 (A3): 84户、没有物业公司的“老破小”，居委会与“万凯议事会”一同定下微更新.

A seat that was never filled does not exist: two words are enough, and the detail shows whose.
The council acts for the owners' committee that the compound does not have.
"""

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, COMPANY, OWNERS, Place, seat, seat_handler, settle
from tests.stories.teller import Teller, party

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
CONTACT = {"name": "江照晚", "phone": "18916624705", "room": "3号楼101室"}
WORDS = "杂物堆得到处都是，墙皮也脱落了，没有物业来管。"
SUMMARY = "公共部位杂物堆放、闲置自行车占道"
ASKED = "带着设计图纸挨家挨户走访：一问问题，二问需求，三问意见建议。"
IDEAS = ["闲置自行车改造", "水管花园", "爱心座椅"]
PLAN = f"金点子逐一落地：{'、'.join(IDEAS)}；另设共享工具屋。"
REPLY = "三个金点子都已落地，共享工具屋也开门了。"
COMMENT = "老房子焕然一新。"
DOORS = {"item": "挨家挨户走访", "quantity": 84, "unit": "hu"}
DELIVERED = [{"item": idea, "quantity": 1, "unit": "ge"} for idea in (*IDEAS, "共享工具屋")]
AGREE = {"version": 1, "stance": "agree"}


def test_two_seats_are_enough_where_there_is_no_company(teller: Teller) -> None:
    place = settle(teller, ("苏一居民区", "SY"), ABOVE, "万凯小区")
    seat(teller, place, COMMITTEE, place.committee)
    council = seat_handler(teller, place, OWNERS, "万凯议事会", "other", acting=True)
    volunteers = party(teller, "万凯志愿者服务队", "volunteers")
    teller.meet("志愿者", Role.HANDLER, organisation=volunteers)
    only_two_seats_exist(teller, place)
    matter = report(teller, place)
    meet_and_table(matter, [place.committee, council])
    agree_without_a_company(matter)
    deliver(matter, volunteers)
    matter.look_back()


def only_two_seats_exist(teller: Teller, place: Place) -> None:
    shown = teller.get("居委会", f"/v1/bodies/{place.committee}")["seats"]
    assert [(one["seat_label"], one["compound"], one["acting"]) for one in shown] == [
        ("居委会", place.compound, False),
        ("业委会", place.compound, True),
    ]


def report(teller: Teller, place: Place) -> Matter:
    """“门铃”行动: 一问二问三问."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "visit",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    matter = Matter(teller, "居委会", told, "居委会")
    triage = {"category": "facilities", "scale": "hard", "track": "normal", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    return matter


def meet_and_table(matter: Matter, attendees: list[str]) -> None:
    meeting = {"kind": "council", "attendees": attendees, "minutes": ASKED, "outcome": PLAN}
    matter.act("居委会", "meetings", meeting, "meeting-noted")
    plan = {"plan": PLAN, "outputs": DELIVERED, "budget": 0}
    shown = matter.act("居委会", "proposals", plan, "proposal-tabled")
    seats = [
        (one["seat"]["label"], one["organisation"]["name"], one["acting"], one["stance_label"])
        for one in shown["proposal"]["seats"]
    ]
    assert seats == [("居委会", "苏一居民区", False, None), ("业委会", "万凯议事会", True, None)]


def agree_without_a_company(matter: Matter) -> None:
    """Nobody speaks for a company that is not there, and none is waited for."""
    matter.refused("居委会", "positions", AGREE | {"seat": COMPANY}, "seat-not-required")
    matter.act("居委会", "positions", AGREE | {"seat": COMMITTEE}, "position-taken")
    word = AGREE | {"seat": OWNERS}
    shown = matter.act("万凯议事会", "positions", word, "position-taken", "negotiated")
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")
    assert [one["stance_label"] for one in shown["proposal"]["seats"]] == ["同意", "同意"]
    entry = matter.teller.timeline("居委会", matter.id)[-2]
    assert (entry["event"], entry["on_behalf_of"]) == ("issue.position-taken", None)
    assert entry["organisation"]["name"] == "万凯议事会"


def deliver(matter: Matter, volunteers: str) -> None:
    """“微力量”行动: the volunteers turn each idea into something that stands there."""
    shown = matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    assert shown["approval"]["rule"] == "joint-agreement"
    matter.act("居委会", "dispatches", {"parties": [volunteers]}, "dispatched")
    matter.act("志愿者", "works", {}, "work-started")
    matter.act("志愿者", "dispatch-completions", {}, "dispatch-completed")
    done = {"outcome": "solved", "reply": REPLY, "outputs": [*DELIVERED, DOORS]}
    shown = matter.act("居委会", "completion", done, "done")
    made = {one["item"]: (one["quantity"], one["unit"]) for one in shown["outputs"]}
    assert made == dict.fromkeys([*IDEAS, "共享工具屋"], (1, "ge")) | {"挨家挨户走访": (84, "hu")}
    answer = {"kind": "door", "resolved": True, "satisfaction": "satisfied", "comment": COMMENT}
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert (shown["status"], shown["revisit"]["comment"]) == ("revisited", COMMENT)
    assert [one["seat"]["code"] for one in shown["proposal"]["seats"]] == [COMMITTEE, OWNERS]
