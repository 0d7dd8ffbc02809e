"""东大名居民区: 长江大楼电梯老化。一旦停在半空，先抢修，后确认 (应急).

Work first: triaged with its ground and a case of the local list, repaired at once, confirmed
afterwards by the owners' committee. Nobody else of the compound can confirm it, and before that
it is not done.
"""

from typing import Any

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.teller import Teller, party

ABOVE = (("虹口区", "HK"), ("北外滩街道", "BWT"))
CONTACT = {"name": "褚望岳", "phone": "13482205961", "room": "1503室"}
WORDS = "电梯停在十二楼和十三楼中间，里面还有老人！"
SUMMARY = "电梯故障困人"
GROUND = "电梯停在半空，有老人被困，不能等协商。"
RESCUED = "人已救出，更换制动器。"
REPLY = "被困老人已平安救出，电梯换了制动器，已恢复运行。"
NOTE = "业委会确认：抢修属实、必要。"
EMERGENCY = {
    "category": "lift",
    "scale": "urgent",
    "track": "emergency",
    "summary": SUMMARY,
    "ground": GROUND,
    "case": "lift-failure",
}
DONE = {"outcome": "solved", "reply": REPLY, "cost": 1_280_000}
CONFIRM = {"decision": "approve", "note": NOTE}

LOOP = [
    "上报",
    "受理分类",
    "派单",
    "签收",
    "开工",
    "进展",
    "承办完成",
    "通过或批准",
    "办结",
    "回访",
]


def test_work_first_and_confirmed_afterwards(teller: Teller) -> None:
    place = settle(teller, ("东大名居民区", "DDM"), ABOVE, "长江大楼")
    seat_troika(teller, place)
    upkeep = party(teller, "电梯维保单位", "contractor")
    teller.meet("维保", Role.HANDLER, organisation=upkeep)
    matter = report(teller, place)
    take_in(matter)
    work_first(matter, upkeep)
    confirm(matter)
    complete(matter)
    assert matter.told("居委会") == LOOP
    matter.look_back()


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "phone",
        "words": WORDS,
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    return Matter(teller, "居委会", told, "居委会", "业委会")


def take_in(matter: Matter) -> None:
    """An emergency says why it is one; a case has to stand on the method's list."""
    without = {name: value for name, value in EMERGENCY.items() if name != "ground"}
    matter.refused("居委会", "triage", without, "ground-required")
    matter.refused("居委会", "triage", EMERGENCY | {"case": "noise"}, "unknown-case", cases=5)
    shown = matter.act("居委会", "triage", EMERGENCY, "triaged")
    require_shown(shown)
    assert [(t["clock"], t["amount"], t["basis"]) for t in shown["terms"]] == [
        ("response", 1, "working"),
        ("completion", 3, "working"),
        ("acknowledgement", 1, "working"),
        ("approval", 15, "working"),
        ("revisit", 5, "working"),
    ]


def require_shown(shown: dict[str, Any]) -> None:
    """As what it is: why, which case, what it may skip."""
    emergency = shown["emergency"]
    assert (emergency["ground"], emergency["refused"]) == (GROUND, False)
    assert emergency["case"] == {"code": "lift-failure", "label": "电梯故障，危及安全"}
    assert emergency["waives"] == ["negotiation", "approval"]
    assert (shown["track"], shown["labels"]["track"]) == ("emergency", "应急处置")


def work_first(matter: Matter, upkeep: str) -> None:
    """No proposal, no approval: the lift is repaired. What nobody began is not done."""
    matter.refused("居委会", "completion", DONE, "work-not-started")
    matter.act("居委会", "dispatches", {"parties": [upkeep]}, "dispatched")
    matter.act("维保", "acknowledgements", {}, "acknowledged")
    shown = matter.act("维保", "works", {"note": "到场救人"}, "work-started")
    assert (shown["status"], shown["proposal"], shown["approval"]) == ("reported", None, None)
    matter.act("维保", "progress", {"note": RESCUED, "percent": 100}, "progress-noted")
    shown = matter.act("维保", "dispatch-completions", {}, "dispatch-completed")
    assert shown["works"] == {"started": True, "percent": 100}


def confirm(matter: Matter) -> None:
    """Only the seat that the method names confirms."""
    said = matter.refused("居委会", "completion", DONE, "not-confirmed")
    assert said["title"] == "应急尚未确认"
    matter.refused("居委会", "decision", CONFIRM, "not-a-confirmer")
    assert matter.attempt("物业", "decision", CONFIRM).status in (403, 404)
    assert "issue.decide" in matter.read("业委会")["allowed_actions"]
    shown = matter.act("业委会", "decision", CONFIRM, "approved")
    approval = shown["approval"]
    assert (shown["status"], approval["rule"], approval["rule_label"]) == (
        "approved",
        "emergency",
        "应急确认",
    )
    assert (approval["plan_version"], approval["plan"]) == (None, None)
    assert matter.teller.timeline("居委会", matter.id)[-1]["role"] == "owners-committee"


def complete(matter: Matter) -> None:
    shown = matter.act("居委会", "completion", DONE, "done")
    assert (shown["status"], shown["unconfirmed"], shown["cost"]) == ("done", False, 1_280_000)
    require_shown(shown)
    listed = matter.teller.get("居委会", "/v1/issues?track=emergency&status=done")["items"]
    assert [one["number"] for one in listed] == [matter.number]
    answer = {"kind": "phone", "resolved": True, "satisfaction": "satisfied"}
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert (shown["status"], shown["awaiting"]) == ("revisited", "nobody")
    require_shown(shown)
