"""新南二居民区 (B1): “三驾马车”实地考察，选址建造非机动车集中公共充电设施.

The whole loop of a fire hazard: told at the door, looked at on the spot by all three seats, one
plan that each of them agrees to by its own people, built, and asked about. The text names one
facility and no price, so that the plan has one output and no lines.
"""

from typing import Any

import pytest

from domain.issue import events
from domain.issue.events import Agreement
from tests.stories.matter import Matter
from tests.stories.neighbours import seat_troika, settle
from tests.stories.teller import Teller

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JWZ"))
CONTACT = {"name": "苏见微", "phone": "13611880427", "room": "9号楼602室"}
WORDS = "楼道里停满电瓶车，晚上飞线充电，真怕着火。"
SUMMARY = "楼道停放电瓶车、飞线充电，消防隐患"
MINUTES = "居委会、业委会、物业一同实地考察，逐处量了间距。"
SITE = "选址小区东侧空地，离住宅最远。"
PLAN = "在东侧空地建造非机动车集中公共充电设施，由物业管理。"
REPLY = "非机动车集中公共充电设施已建成启用，请勿再在楼道充电。"
COMMENT = "楼道清爽了，充电也放心。"
FACILITY = "非机动车集中公共充电设施"
BUILT = {"item": FACILITY, "quantity": 1, "unit": "ge"}

LOOP = [
    ("上报", "clerk"),
    ("受理分类", "clerk"),
    ("会议记录", "clerk"),
    ("提出方案", "clerk"),
    ("表态", "clerk"),
    ("表态", "owners-committee"),
    ("表态", "handler"),
    ("议定", "handler"),
    ("通过或批准", "clerk"),
    ("派单", "clerk"),
    ("开工", "handler"),
    ("进展", "handler"),
    ("承办完成", "handler"),
    ("办结", "clerk"),
    ("回访", "clerk"),
]


@pytest.mark.both
def test_three_seats_agree_on_the_spot_and_it_is_built(teller: Teller) -> None:
    place = settle(teller, ("新南二居民区", "XNE"), ABOVE, "新南二小区")
    seats = seat_troika(teller, place)
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "visit",
        "category": "ev-charging",
        "words": WORDS,
        "reporter": CONTACT,
    }
    matter = Matter(teller, "居委会", teller.post("居委会", "/v1/issues", body), "居委会", "业委会")
    take_in(matter)
    look_at_it_together(matter, seats)
    agree_one_by_one(matter)
    approve_and_build(matter, seats["物业"])
    ask(matter)
    assert [(one["label"], one["role"]) for one in teller.timeline("居委会", matter.id)] == LOOP
    matter.look_back()


def take_in(matter: Matter) -> None:
    """A hazard is for all seats: 大事多方办, with the limit of hard matters."""
    body = {"category": "ev-charging", "scale": "hard", "track": "normal", "summary": SUMMARY}
    shown = matter.act("居委会", "triage", body, "triaged")
    assert shown["labels"] | {"track": "大事多方办", "scale": "难事"} == shown["labels"]
    assert [(t["clock"], t["amount"], t["basis"]) for t in shown["terms"]] == [
        ("response", 1, "working"),
        ("completion", 15, "working"),
        ("acknowledgement", 1, "working"),
        ("approval", 15, "working"),
        ("revisit", 5, "working"),
    ]


def look_at_it_together(matter: Matter, seats: dict[str, str]) -> None:
    """实地考察: a meeting on the spot that all three attend."""
    meeting = {
        "kind": "on-site",
        "attendees": list(seats.values()),
        "minutes": MINUTES,
        "outcome": SITE,
    }
    matter.act("居委会", "meetings", meeting, "meeting-noted")
    noted = matter.teller.timeline("居委会", matter.id)[-1]["data"]
    assert (noted["kind"], noted["minutes"], noted["outcome"]) == ("on-site", MINUTES, SITE)
    assert noted["attendees"] == list(seats.values())


def agree_one_by_one(matter: Matter) -> None:
    """Nothing is agreed before the last of them has said so; then it is, by several."""
    plan = {"plan": PLAN, "outputs": [BUILT], "budget": 0}
    shown = matter.act("居委会", "proposals", plan, "proposal-tabled")
    assert (shown["awaiting"], said(shown)) == ("seats", dict.fromkeys(SEATS))
    for by, label in (("居委会", "居委会"), ("业委会", "业委会")):
        shown = matter.act(by, "positions", agreement_of(label), "position-taken")
        assert (shown["status"], shown["proposal"]["agreement"]) == ("reported", None)
    shown = matter.act(
        "物业", "positions", agreement_of("物业公司"), "position-taken", "negotiated"
    )
    assert said(shown) == dict.fromkeys(SEATS, "同意")
    # Who only sits at the table is not told who complained.
    assert (shown["reporter"], shown["words"]) == (None, None)
    assert (shown["status"], shown["labels"]["status"]) == ("negotiated", "已议定")
    assert (shown["proposal"]["version"], shown["proposal"]["agreement"]) == (1, "joint")
    last = matter.teller.stream(matter.id)[-1].event
    assert last == events.Negotiated(version=1, agreement=Agreement.JOINT)


SEATS = {
    "居委会": "residents-committee",
    "业委会": "owners-committee",
    "物业公司": "property-company",
}


def agreement_of(label: str) -> dict[str, Any]:
    return {"version": 1, "seat": SEATS[label], "stance": "agree"}


def said(shown: dict[str, Any]) -> dict[str, Any]:
    """What each seat is shown to have said."""
    return {one["seat"]["label"]: one["stance_label"] for one in shown["proposal"]["seats"]}


def approve_and_build(matter: Matter, company: str) -> None:
    """By joint agreement; the property company builds."""
    shown = matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    approval = shown["approval"]
    assert (shown["status"], approval["rule"]) == ("approved", "joint-agreement")
    assert (approval["plan_version"], approval["rule_label"], approval["plan"]) == (
        1,
        "共同商定",
        PLAN,
    )
    matter.act("居委会", "dispatches", {"parties": [company]}, "dispatched")
    shown = matter.act("物业", "works", {"note": "进场施工"}, "work-started")
    assert (shown["reporter"]["name"], shown["words"]) == ("苏*", WORDS)
    shown = matter.act("物业", "progress", {"note": "已通电", "percent": 100}, "progress-noted")
    assert shown["works"] == {"started": True, "percent": 100}
    done = {"outcome": "solved", "reply": REPLY, "outputs": [BUILT]}
    matter.refused("居委会", "completion", done, "dispatch-open", open=1)
    matter.act("物业", "dispatch-completions", {}, "dispatch-completed")
    shown = matter.act("居委会", "completion", done, "done")
    assert shown["outputs"] == [BUILT | {"site": None}] == shown["approval"]["outputs"]
    assert (shown["status"], shown["reply"], shown["awaiting"]) == ("done", REPLY, "revisitor")


def ask(matter: Matter) -> None:
    """回访: by others than those who built it, and the reporter is content."""
    answer = {"kind": "door", "resolved": True, "satisfaction": "satisfied", "comment": COMMENT}
    assert matter.attempt("物业", "revisits", answer).status == 403
    shown = matter.act("居委会", "revisits", answer, "revisited")
    revisit = shown["revisit"]
    assert (revisit["round"], revisit["kind"], revisit["comment"]) == (1, "door", COMMENT)
    assert (revisit["resolved"], revisit["satisfaction"]) == (True, "satisfied")
    assert not revisit["by_worker"]
    assert (shown["status"], shown["round"], shown["awaiting"]) == ("revisited", 1, "nobody")
