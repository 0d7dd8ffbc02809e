"""华三居民区 (A1 三心): 引导居民共商共议加梯方案，推动长宁支路314弄5号顺利签约.

A lift is a part that some share: the owners of its entrance decide alone, with the thresholds of
all (Civil Code art. 278: three quarters, by area and by persons). Then the contract is signed, the
lift built, paid by floor as they agreed, and looked after.
The text has neither flats nor money: six floors of two flats and all amounts are invented.
"""

from typing import Any

from projections.replay import check
from tests.projections.following import follow
from tests.stories.accord import agreed, built, finished, reported, revisited
from tests.stories.life.days import Days
from tests.stories.matter import Matter
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.rolls import Home, Poll, Roll
from tests.stories.teller import Teller, party

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
NAMES = ("裴知秋", "梅应雪", "霍长庚", "伍思远", "崔见微", "池上云")
FLOORS = range(1, 7)
FLATS = [(floor, side) for floor in FLOORS for side in (1, 2)]
SHARE = 1_100_000
"""In 分: so much for each floor, so that the sixth pays six times it, and the first nothing."""
RESIDENTS, GOVERNMENT = 44_000_000, 28_000_000
CONTRACT = "3c" * 32
SAID = {
    "channel": "visit",
    "words": "六楼的老人下不了楼，想装电梯。",
    "reporter": {"name": "池上云", "phone": "13916045572", "room": "5号601室"},
}
PLAN = {
    "plan": "5号门北侧外挂电梯一部，停靠一至六层。",
    "outputs": [{"item": "电梯", "quantity": 1, "unit": "ge"}],
    "budget": RESIDENTS + GOVERNMENT,
    "lines": [
        {"source": "residents", "amount": RESIDENTS, "pays_for": "设备与安装"},
        {"source": "government", "amount": GOVERNMENT, "pays_for": "加梯补贴"},
    ],
}
ASKED: dict[str, Any] = {
    "title": "314弄5号加装电梯",
    "rule": "owners-special",
    "matter": "rebuild",
    "electorate": "owners",
    "entrances": ["3/5"],
    "items": [{"number": 1, "text": "是否同意5号门加装电梯及费用分摊？"}],
}


def homes() -> list[Home]:
    """5号: the top floor belongs to one owner; 6号 next door has no part in it."""
    five = [
        Home("3", "5", f"{floor}0{side}", owner(floor, side), name(floor, side))
        for floor, side in FLATS
    ]
    return five + [
        Home("3", "6", f"{floor}01", f"W{floor}", f"邻{NAMES[floor - 1]}") for floor in FLOORS
    ]


def owner(floor: int, side: int) -> str:
    return "Y6" if floor == 6 else f"Y{floor}-{side}"


def name(floor: int, side: int) -> str:
    return NAMES[floor - 1] if side == 1 or floor == 6 else f"{NAMES[floor - 1]}邻"


def test_one_entrance_decides_signs_and_builds(passing: Teller, days: Days) -> None:
    place = settle(passing, ("华三居民区", "HS"), ABOVE, "长宁支路314弄")
    seat_troika(passing, place)
    roll = Roll(passing, place, homes())
    roll.hangs_out(16)
    days.go_by(16)
    matter = reported(passing, place, SAID, {"category": "facilities", "summary": "5号加装电梯"})
    project = programme(passing, place, matter)
    agreed(matter, PLAN)
    poll = ask(roll, matter)
    sign_too_early(passing, project, poll)
    decide(passing, matter, poll, days)
    sign_and_build(passing, project, poll)
    pay(matter)
    settle_accounts(matter)
    look_after(passing, project)
    matter.look_back()


def programme(teller: Teller, place: Place, matter: Matter) -> str:
    """The lift programme of the lane; its part is the entrance. Somebody has asked at each door."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "kind": "lifts",
        "name": "长宁支路314弄加装电梯",
    }
    told = teller.post("居委会", "/v1/projects", body)
    assert told.topics == ["project.begun"]
    spot = {"building": "3", "entrance": "5"}
    path = f"/v1/projects/{told.id}/parts"
    added = teller.post("居委会", path, {"part": "5号", "spot": spot, "issue": matter.id})
    assert (added.status, added.said["next"]) == (201, "asked"), added.said
    steps(teller, f"{path}/5号", {"step": "asked"})
    return f"/v1/projects/{told.id}"


def steps(teller: Teller, part: str, *taken: dict[str, str]) -> dict[str, Any]:
    told = teller.post("居委会", f"{part}/steps", {"steps": list(taken)})
    assert told.topics == ["project.step-reached"] * len(taken), told.said
    shown: dict[str, Any] = told.said
    return shown


def ask(roll: Roll, matter: Matter) -> Poll:
    """Eleven owners of twelve flats are on the roll, and nobody of the entrance next door."""
    roll.refuses("unknown-entrance", **ASKED | {"entrances": ["3/8"]})
    roll.refuses("matter-needs-special", **ASKED | {"rule": "owners-ordinary"})
    poll = roll.opens(**ASKED, issue=matter.id)
    shown = poll.read()["roll"]
    assert (shown["entrances"], shown["papers"], shown["area"]) == (["3/5"], 11, 12 * 4850)
    poll.delivers([owner(*flat) for flat in FLATS[:10]] + ["Y6"])
    stranger = poll.vote("agree", "W1")
    assert (stranger.said["code"], stranger.topics) == ("unknown-paper", [])
    return poll


def sign_too_early(teller: Teller, project: str, poll: Poll) -> None:
    """Nobody signs what is not decided: seven agree, one is against, and two are waited for."""
    shown = poll.takes("agree", "Y6", *(owner(floor, 1) for floor in range(2, 6)), "Y4-2", "Y5-2")
    [item] = shown["items_counted"]
    persons, area = item["taking_part"]["voters"], item["taking_part"]["area"]
    assert (persons["rate"], persons["missing"]) == ({"part": 7, "of": 11, "percent": "63.63"}, 1)
    assert (area["rate"]["part"], area["reached"], area["missing"]) == (8 * 4850, True, 0)
    unproven = {"steps": [{"step": "consented", "ballot": poll.id}]}
    told = teller.post("居委会", f"{project}/parts/5号/steps", unproven)
    assert (told.said["code"], told.topics) == ("step-unproven", [])
    early = poll.close()
    assert (early.said["code"], early.topics) == ("voting-open", [])


def decide(teller: Teller, matter: Matter, poll: Poll, days: Days) -> None:
    """Nine of ten agree; the eleventh paper never came back, and is not counted in."""
    poll.takes("against", "Y1-1")
    poll.takes("agree", "Y2-2", "Y3-2")
    days.go_by(16)
    told = poll.closes()
    assert told.topics.count("issue.approved") == 1
    [result] = told.said["closure"]["results"]
    assert result["agreeing"]["voters"]["rate"] == {"part": 9, "of": 10, "percent": "90.00"}
    assert result["agreeing"]["area"]["rate"]["part"] == 10 * 4850
    shown = matter.read("居委会")
    assert (shown["status"], shown["approval"]["rule"]) == ("approved", "owners-special")
    assert check(teller.service.database, teller.service.views) == []


def sign_and_build(teller: Teller, project: str, poll: Poll) -> None:
    """顺利签约: the ballot shows the consent, its hash the contract."""
    part = f"{project}/parts/5号"
    steps(teller, part, {"step": "consented", "ballot": poll.id})
    bare = teller.post("居委会", f"{part}/steps", {"steps": [{"step": "signed"}]})
    assert (bare.said["code"], bare.topics) == ("contract-required", [])
    shown = steps(teller, part, {"step": "signed", "evidence": CONTRACT}, {"step": "running"})
    assert shown["next"] == "built"


def pay(matter: Matter) -> None:
    """Each pays by floor as they have agreed in writing, the first floor nothing."""
    split = {"line": 1, "key": "area", "entrances": ["3/5"]}
    by_area = matter.act("居委会", "allocations", split, "cost-allocated")
    assert by_area["funds"][0]["allocation"]["key_label"] == "按面积"
    ground = "5号门业主书面约定：一层不分摊，逐层递增。"
    split |= {"key": "agreed", "ground": ground, "shares": shares()}
    split.pop("entrances")
    shown = matter.act("居委会", "allocations", split, "cost-allocated")
    allocation = shown["funds"][0]["allocation"]
    assert (allocation["units"], allocation["asked"]) == (len(FLATS), RESIDENTS)
    for one in shares():
        if one["amount"]:
            matter.act("居委会", "shares", {"line": 1} | one, "share-paid")
    again = {"line": 1, "unit": "3-5-601", "amount": 1}
    assert matter.attempt("居委会", "shares", again).said["code"] == "share-overpaid"
    unpaid = matter.teller.get("居委会", f"{matter.path}/shares?line=1&unpaid=true")
    assert (unpaid["items"], unpaid["received"]) == ([], RESIDENTS)


def shares() -> list[dict[str, Any]]:
    return [
        {"unit": f"3-5-{floor}0{side}", "amount": SHARE * floor if floor > 1 else 0}
        for floor, side in FLATS
    ]


def settle_accounts(matter: Matter) -> None:
    """Every 分 that came in is spent; then the account is rendered, and it is asked at the door."""
    grant = {"kind": "received", "line": 2, "amount": GOVERNMENT}
    matter.act("居委会", "funds", grant, "funds-received")
    built(matter, "申城电梯安装")
    for line, amount in ((1, RESIDENTS), (2, GOVERNMENT)):
        spent = {"kind": "spent", "line": line, "amount": amount, "note": "电梯设备及安装"}
        matter.act("居委会", "funds", spent, "funds-spent")
    finished(matter, "电梯已验收，交付使用。", outputs=PLAN["outputs"])
    matter.act("居委会", "account", {"note": "加梯决算"}, "account-rendered")
    revisited(matter, "下楼方便多了。")


def look_after(teller: Teller, project: str) -> None:
    """In upkeep, and inspected."""
    part = f"{project}/parts/5号"
    assert steps(teller, part, {"step": "built"}, {"step": "in-upkeep"})["next"] is None
    company = party(teller, "华阳电梯维保", "contractor")
    inspected = {"kind": "inspection", "party": company, "cost": 80_000, "next_due": "2099-06-01"}
    told = teller.post("居委会", f"{part}/upkeep", inspected)
    assert told.topics == ["project.upkeep-noted"]
    follow(teller.service)
    [due] = teller.get("居委会", "/v1/upkeep?until=2099-12-31")["items"]
    assert (due["part"], due["next_due"]) == ("5号", "2099-06-01")
    assert teller.get("居委会", project)["progress"]["percent"] == 100
