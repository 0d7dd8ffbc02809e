"""东湖路 (A16 五微): 双登记双交办；片长牵头，七方议事；及时记录、及时办理、及时回访；事事有回音.

新城明珠小区主路破损严重. It came by telephone and stands in one register and with one party; the
missing halves are found, and filled. Seven sit at the table, as the text names them.
"""

from typing import Any

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import OWNERS, Place, add_compound, seat_handler, seat_owners, settle
from tests.stories.teller import Teller, party

ABOVE = (("池州市", "CZ"), ("清风街道", "QF"))
COMPOUNDS = ("新湖东苑", "啤酒厂小区", "河滨花园", "清心佳园", "新港花园")
SEATS = {
    "片长": ("area-head", "other"),
    "党支部": ("party-branch", "party-branch"),
    "公安": ("police", "government"),
    "城管": ("urban-management", "government"),
    "业委会": (OWNERS, "owners-committee"),
    "物业": ("property-company", "property-company"),
    "楼栋长": ("building-head", "volunteers"),
}
CONTACT = {"name": "穆青禾", "phone": "15956630918", "room": "6栋203室"}
WORDS = "小区主路坑坑洼洼，下雨天老人都不敢走。"
SUMMARY = "新城明珠小区主路破损严重"
PLAN = "主路破损处重新铺设，分两段施工，不断行人通道。"
REPLY = "主路已修好，请放心通行。"
COMMENT = "路平了，谢谢。"
FAST = {"category": "lighting", "scale": "small", "track": "fast"}


def test_two_registers_two_parties_seven_seats(teller: Teller) -> None:
    place = settle(teller, ("东湖路社区", "DHL"), ABOVE, "新城明珠")
    for name in COMPOUNDS:
        add_compound(teller, place.committee, name)
    adopted = {"method": "donghulu", "version": 3}
    told = teller.post("居委会", f"/v1/bodies/{place.committee}/method-adoptions", adopted)
    assert (told.status, told.topics) == (200, ["body.method-adopted"])
    company = seat_seven(teller, place)
    contractor = party(teller, "市政养护", "contractor")
    teller.meet("市政养护", Role.HANDLER, organisation=contractor)
    matter = report(teller, place)
    half_of_each(matter, company)
    the_other_half(matter, contractor)
    seven_at_the_table(matter)
    build(matter)
    nothing_closes_without_a_reply(matter)
    answer = {"kind": "phone", "resolved": True, "satisfaction": "satisfied", "comment": COMMENT}
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert (shown["status"], shown["revisit"]["comment"]) == ("revisited", COMMENT)
    matter.look_back()


def seat_seven(teller: Teller, place: Place) -> str:
    """The council of the compound; returns the property company."""
    seated = {
        name: seat_owners(teller, place, name)
        if code == OWNERS
        else seat_handler(teller, place, code, name, kind)
        for name, (code, kind) in SEATS.items()
    }
    return seated["物业"]


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "phone",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    assert (told.said["missing_registers"], told.said["missing_parties"]) == (2, 2)
    assert told.said["method"]["name"] == "donghulu"
    matter = Matter(teller, "居委会", told, "居委会")
    triage = {"category": "facilities", "scale": "hard", "track": "normal", "summary": SUMMARY}
    matter.act("居委会", "triage", triage, "triaged")
    return matter


def missing(matter: Matter, half: str) -> list[str]:
    """The numbers of what stands in the list of a missing half."""
    items = matter.teller.get("居委会", f"/v1/issues?half={half}")["items"]
    return [one["number"] for one in items]


def half_of_each(matter: Matter, company: str) -> None:
    """In one register and with one party: both halves are found, and shown."""
    matter.act("居委会", "attachments", {"register": "property-log"}, "attached")
    matter.refused(
        "居委会", "attachments", {"register": "property-log"}, "already-registered-there"
    )
    shown = matter.act("居委会", "dispatches", {"parties": [company]}, "dispatched")
    assert shown["registers"] == [{"code": "property-log", "label": "物业来电来访登记本"}]
    assert (shown["missing_registers"], shown["missing_parties"]) == (1, 1)
    for half in ("register", "party"):
        assert missing(matter, half) == [matter.number]


def the_other_half(matter: Matter, contractor: str) -> None:
    """双登记双交办: with the second of each it leaves that list, and that list alone."""
    entry = {"register": "building-head-log", "note": "楼栋长工作日志第12页"}
    shown = matter.act("居委会", "attachments", entry, "attached")
    assert (shown["missing_registers"], shown["missing_parties"]) == (0, 1)
    assert [one["label"] for one in shown["registers"]] == ["物业来电来访登记本", "楼栋长工作日志"]
    assert (missing(matter, "register"), missing(matter, "party")) == ([], [matter.number])
    shown = matter.act("居委会", "dispatches", {"parties": [contractor]}, "dispatched")
    assert (shown["missing_registers"], shown["missing_parties"]) == (0, 0)
    assert missing(matter, "party") == []
    assert [one["party"]["name"] for one in shown["dispatches"]] == ["物业", "市政养护"]


def seven_at_the_table(matter: Matter) -> None:
    """The police abstain, and by this method that passes; the last of the others decides it."""
    shown = matter.act("居委会", "proposals", {"plan": PLAN, "budget": 0}, "proposal-tabled")
    seats = [(one["seat"]["label"], one["organisation"]["name"]) for one in table(shown)]
    assert [name for _, name in seats] == list(SEATS)
    assert [label for label, _ in seats] == [
        *("片长", "党支部", "公安", "城管", "业委会", "物业公司", "楼栋长")
    ]
    stances = dict.fromkeys(SEATS, "agree") | {"公安": "abstain"}
    for number, (name, (code, _)) in enumerate(SEATS.items(), start=1):
        word = {"version": 1, "seat": code, "stance": stances[name]}
        topics = ["position-taken", *(["negotiated"] if number == len(SEATS) else [])]
        shown = matter.act(name, "positions", word, *topics)
        assert sum(one["stance"] is not None for one in table(shown)) == number
    assert [one["stance_label"] for one in table(shown)].count("弃权") == 1
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")


def table(shown: dict[str, Any]) -> list[dict[str, Any]]:
    seats: list[dict[str, Any]] = shown["proposal"]["seats"]
    return seats


def build(matter: Matter) -> None:
    matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    matter.act("市政养护", "works", {}, "work-started")
    matter.act("市政养护", "dispatch-completions", {"note": "已铺好"}, "dispatch-completed")
    done = {"outcome": "solved", "reply": REPLY}
    matter.refused("居委会", "completion", done, "dispatch-open", open=1)
    matter.act("物业", "dispatch-completions", {"note": "已查看"}, "dispatch-completed")


def nothing_closes_without_a_reply(matter: Matter) -> None:
    """事事有回音: no reply, no completion; who is unknown is answered in public first."""
    for reply in ({}, {"reply": "　"}):
        told = matter.attempt("居委会", "completion", {"outcome": "solved"} | reply)
        assert (told.status, told.topics) == (422, [])
        assert [one["pointer"] for one in told.said["errors"]] == ["/reply"]
    shown = matter.act("居委会", "completion", {"outcome": "solved", "reply": REPLY}, "done")
    assert (shown["status"], shown["reply"]) == ("done", REPLY)
    unknown = {"committee_id": shown["committee"]["id"], "address": "啤酒厂小区北门"}
    words = {"channel": "wechat", "words": "楼梯内没有公共照明。"}
    teller = matter.teller
    other = teller.post("居委会", "/v1/issues", unknown | words)
    path = f"/v1/issues/{other.id}"
    assert teller.post("居委会", f"{path}/triage", FAST, seen=1).status == 200
    done = {"outcome": "solved", "reply": "已装灯。"}
    refused = teller.post("居委会", f"{path}/completion", done, seen=2)
    assert (refused.status, refused.said["code"]) == (409, "reporter-unanswered")
    assert teller.post("居委会", f"{path}/publication", {"text": "北门已装灯。"}).status == 200
    closed = teller.post("居委会", f"{path}/completion", done, seen=3)
    assert (closed.status, closed.topics) == (200, ["issue.done"])
