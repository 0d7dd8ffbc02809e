"""华三居民区 (A1 三心): 运用“三会”，居民自筹经费将楼栋公用污水管外移，解决困扰多年的下水管堵塞.

A hearing, a plan with nobody's money but the households' own, their word at each door, then pledge,
receipt and spending household by household, and an account of it.
The text has no numbers: one building of eight households and all amounts are invented.
"""

from typing import Any

from tests.projections.following import follow
from tests.stories.accord import agreed, built, finished, reported, revisited
from tests.stories.matter import Matter
from tests.stories.neighbours import seat_troika, settle
from tests.stories.rolls import Home, Poll, Roll
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
FLATS = tuple(f"{floor}0{side}" for floor in range(1, 5) for side in (1, 2))
HOUSEHOLDS = tuple(f"7-{flat}" for flat in FLATS)
BUDGET, EACH = 1_920_000, 240_000
SAID = {
    "channel": "visit",
    "words": "一楼的下水管年年堵，污水倒灌进厨房。",
    "reporter": {"name": "佟采薇", "phone": "13564471902", "room": "7号楼101室"},
}
HEARING = {"kind": "hearing", "minutes": "八户到会六户，都愿意自己出钱把管子移到楼外。"}
COORDINATION = {
    "kind": "coordination",
    "minutes": "顶层两户认为与己无关；同意按户均摊，先底层施工。",
}
APPRAISAL = {"kind": "appraisal", "minutes": "八户看过，管道畅通，账目清楚。"}
PLAN = {
    "plan": "公用污水管外移至北墙，各户接口同时更换，费用由八户自筹。",
    "budget": BUDGET,
    "lines": [{"source": "residents", "amount": BUDGET, "pays_for": "7号楼公用污水管"}],
}
ASKED: dict[str, Any] = {
    "title": "7号楼公用污水管外移",
    "rule": "unanimous",
    "electorate": "households",
    "buildings": ["7"],
    "items": [{"number": 1, "text": "是否同意污水管外移方案及每户出资2400元？"}],
}
PIPES, LABOUR, LEFT = 1_150_000, 690_000, 80_000


def test_eight_households_pay_for_their_own_pipe(teller: Teller) -> None:
    place = settle(teller, ("华三居民区", "HS"), ABOVE, "大兴邨")
    attendees = list(seat_troika(teller, place).values())
    homes = [Home("7", "", flat, f"H{flat}", f"住户{flat}") for flat in FLATS]
    roll = Roll(teller, place, [*homes, Home("8", "", "101", "H8", "邻楼")])
    matter = reported(teller, place, SAID, {"category": "drainage", "summary": "污水管堵塞"})
    for meeting in (HEARING, COORDINATION):
        told = meeting | {"attendees": attendees}
        matter.act("居委会", "meetings", told, "meeting-noted")
    agreed(matter, PLAN)
    ask(matter, roll)
    pledge_and_pay(matter)
    spend(matter)
    account(matter, attendees)
    matter.look_back()


def ask(matter: Matter, roll: Roll) -> None:
    """At each door: all eight have to agree, and the last two take a second visit."""
    roll.refuses("electorate-not-allowed", **ASKED | {"rule": "owners-special"})
    poll: Poll = roll.opens(**ASKED, issue=matter.id)
    shown = poll.takes("agree", *HOUSEHOLDS[:6])
    [item] = shown["items_counted"]
    persons = item["taking_part"]["voters"]
    assert (persons["rate"], persons["missing"]) == ({"part": 6, "of": 8, "percent": "75.00"}, 2)
    assert (item["taking_part"]["area"], poll.close().said["code"]) == (None, "voting-open")
    poll.takes("agree", *HOUSEHOLDS[6:])
    assert "issue.approved" in poll.closes().topics
    assert matter.read("居委会")["approval"]["rule"] == "unanimous"


def pledge_and_pay(matter: Matter) -> None:
    """Pledged together, split by household, received one by one; a neighbour has no share."""
    pledged = {"kind": "pledged", "line": 1, "amount": BUDGET, "note": "八户签字认缴"}
    matter.act("居委会", "funds", pledged, "funds-pledged")
    split = {"line": 1, "key": "equal", "buildings": ["7"]}
    unsaid = matter.attempt("居委会", "allocations", split)
    assert (unsaid.said["code"], unsaid.topics) == ("allocation-ground-missing", [])
    split["ground"] = "七号楼八户书面约定按户均摊。"
    matter.act("居委会", "allocations", split, "cost-allocated")
    for household in HOUSEHOLDS:
        share = {"line": 1, "unit": household, "amount": EACH}
        shown = matter.act("居委会", "shares", share, "share-paid")
        if household == HOUSEHOLDS[5]:
            assert left(matter) == {"7-401": EACH, "7-402": EACH}
    [line] = shown["funds"]
    assert (line["pledged"], line["received"], line["held"]) == (BUDGET, BUDGET, BUDGET)
    stranger = {"line": 1, "unit": "8-101", "amount": EACH}
    assert matter.attempt("居委会", "shares", stranger).said["code"] == "unit-not-allocated"


def left(matter: Matter) -> dict[str, int]:
    """Who has still to pay what."""
    told = matter.teller.get("居委会", f"{matter.path}/shares?line=1&unpaid=true")["items"]
    return {one["unit"]: one["left"] for one in told}


def spend(matter: Matter) -> None:
    """No more than there is; and what was left over goes back to whom it belongs to."""
    built(matter, "管道疏通队")
    for amount, note in ((PIPES, "管材"), (LABOUR, "人工")):
        paid = {"kind": "spent", "line": 1, "amount": amount, "note": note}
        matter.act("居委会", "funds", paid, "funds-spent")
    over = {"kind": "spent", "line": 1, "amount": LEFT + 1, "note": "管材"}
    told = matter.attempt("居委会", "funds", over)
    assert (told.said["code"], told.said["facts"], told.topics) == (
        "spent-beyond-received",
        {"held": LEFT},
        [],
    )


def account(matter: Matter, attendees: list[str]) -> None:
    """办结, then the account closes on nothing held; it hangs out before they are asked again."""
    outputs = [{"item": "污水管外移", "quantity": 24, "unit": "mi"}]
    finished(matter, "污水管已移至楼外，八户接口全部更换。", outputs=outputs)
    early = matter.attempt("居委会", "account", {"note": "决算"})
    assert (early.said["code"], early.topics) == ("funds-unsettled", [])
    back = {"kind": "returned", "line": 1, "amount": LEFT, "note": "结余按户退还"}
    matter.act("居委会", "funds", back, "funds-returned")
    shown = matter.act("居委会", "account", {"note": "决算"}, "account-rendered")
    assert (shown["account_rendered"], shown["funds"][0]["held"]) == (True, 0)
    teller = matter.teller
    notice = {"duty": "final-account", "subject": matter.id, "days": 7}
    told = teller.post("居委会", "/v1/notices", notice)
    assert told.status == 201, told.said
    for amount in ("19,200.00元", "18,400.00元", "800.00元"):
        assert amount in told.said["text"]
    assert "佟采薇" not in told.said["text"]
    appraisal = APPRAISAL | {"attendees": attendees}
    matter.act("居委会", "meetings", appraisal, "meeting-noted")
    revisited(matter, "几年的老毛病没有了。")
    follow(teller.service)
    [booked] = teller.get("居委会", f"/v1/bodies/{shown['committee']['id']}/funding")["items"]
    assert (booked["received"], booked["spent"], booked["returned"]) == (
        BUDGET,
        PIPES + LABOUR,
        LEFT,
    )
