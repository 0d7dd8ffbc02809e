"""虹桥新城 (A4 四协): 志愿者巡查，专家联席会化解争议点，新增162个充电接口，商铺另设充电区.

Found by the volunteers' patrol, so that nobody is asked afterwards: it is looked at. The first
version is objected to; the second voids what was said to it, and is agreed.
"""

from typing import Any

import pytest

from domain.issue import events
from tests.stories.matter import Matter
from tests.stories.neighbours import seat_troika, settle
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("周家桥街道", "ZJQ"))
SITES = ["小区内", "沿街商铺"]
SUMMARY = "电瓶车乱停放、飞线充电"
FIRST = "充电接口全部装在地下车库入口两侧。"
WHY_NOT = "车库入口太窄，车辆进出会堵。"
SECOND = "充电接口改设在各楼旁空地，另为沿街商铺打造专属充电区。"
MINUTES = "就争议点逐一论证。"
OUTCOME = "避开车库入口，分散设置。"
OPINIONS = [
    {"expert": "注册电气工程师 卢清和", "opinion": "现有容量可以承载162个充电接口。"},
    {"expert": "消防工程师 竺知远", "opinion": "与住宅外墙的间距满足要求。"},
]
REPLY = "小区新增162个充电接口，沿街商铺有了专属充电区，请共同遵守非机动车管理公约。"
SEEN = "接口均可用，未见飞线。"
PORTS = {"item": "充电接口", "quantity": 162, "unit": "ge", "site": 1}
SHOPS_OWN = {"item": "沿街商铺专属充电区", "quantity": 1, "unit": "ge", "site": 2}
SEATS = {"居委会": "residents-committee", "业委会": "owners-committee", "物业": "property-company"}


@pytest.mark.both
def test_162_ports_after_a_disputed_first_version(teller: Teller) -> None:
    place = settle(teller, ("虹桥新城居民区", "HQXC"), ABOVE, "虹桥新城")
    seats = seat_troika(teller, place)
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "sites": SITES,
        "channel": "patrol",
        "discovery": "found",
        "summary": SUMMARY,
    }
    matter = Matter(teller, "居委会", teller.post("居委会", "/v1/issues", body), "居委会")
    triage = {"category": "ev-charging", "scale": "hard", "track": "normal"}
    matter.act("居委会", "triage", triage, "triaged")
    object_to_the_first(matter)
    hear_the_experts(matter, list(seats.values()))
    agree_to_the_second(matter)
    build(matter, seats["物业"])
    inspect(matter)
    matter.look_back()


def position(seat: str, version: int, stance: str = "agree", **more: str) -> dict[str, Any]:
    return {"version": version, "seat": SEATS[seat], "stance": stance} | more


def stances(shown: dict[str, Any]) -> list[str | None]:
    return [one["stance_label"] for one in shown["proposal"]["seats"]]


def object_to_the_first(matter: Matter) -> None:
    """Two agree and one does not: nothing is agreed."""
    tabled = matter.act("居委会", "proposals", {"plan": FIRST, "budget": 0}, "proposal-tabled")
    assert tabled["proposal"]["version"] == 1
    matter.act("居委会", "positions", position("居委会", 1), "position-taken")
    matter.act("物业", "positions", position("物业", 1), "position-taken")
    against = position("业委会", 1, "object", reason=WHY_NOT)
    shown = matter.act("业委会", "positions", against, "position-taken")
    assert stances(shown) == ["同意", "反对", "同意"]
    assert (shown["status"], shown["awaiting"]) == ("reported", "seats")
    assert matter.teller.timeline("居委会", matter.id)[-1]["data"]["reason"] == WHY_NOT


def hear_the_experts(matter: Matter, attendees: list[str]) -> None:
    """专家治理联席会: each expert by name, with an opinion."""
    meeting = {
        "kind": "expert",
        "attendees": attendees,
        "minutes": MINUTES,
        "outcome": OUTCOME,
        "opinions": OPINIONS,
    }
    matter.act("居委会", "meetings", meeting, "meeting-noted")
    noted = matter.teller.timeline("居委会", matter.id)[-1]["data"]
    assert (noted["kind"], noted["opinions"]) == ("expert", OPINIONS)
    meetings = matter.teller.get("居委会", "/v1/vocabulary")["meetings"]
    assert {one["code"]: one["zh"] for one in meetings}["expert"] == "专家联席会"


def agree_to_the_second(matter: Matter) -> None:
    """A new version, a new question: whoever agreed before has to say so again."""
    plan = {"plan": SECOND, "budget": 0, "sites": [1, 2], "outputs": [PORTS, SHOPS_OWN]}
    shown = matter.act("居委会", "proposals", plan, "proposal-tabled")
    assert (shown["proposal"]["version"], stances(shown)) == (2, [None, None, None])
    late = matter.refused(
        "业委会", "positions", position("业委会", 1), "proposal-superseded", version=2
    )
    assert late["title"] == "方案已有新版本"
    matter.act("业委会", "positions", position("业委会", 2), "position-taken")
    matter.act("居委会", "positions", position("居委会", 2), "position-taken")
    shown = matter.act("物业", "positions", position("物业", 2), "position-taken", "negotiated")
    assert stances(shown) == ["同意", "同意", "同意"]
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")


def build(matter: Matter, company: str) -> None:
    shown = matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    assert (shown["approval"]["plan_version"], shown["approval"]["plan"]) == (2, SECOND)
    matter.act("居委会", "dispatches", {"parties": [company]}, "dispatched")
    matter.act("物业", "works", {}, "work-started")
    shop = {"note": "商铺专属充电区先行启用", "percent": 40, "sites": [2]}
    assert matter.act("物业", "progress", shop, "progress-noted")["works"]["percent"] == 40
    matter.act("物业", "dispatch-completions", {}, "dispatch-completed")
    unknown = {"outcome": "solved", "reply": REPLY, "outputs": [PORTS | {"site": 3}]}
    matter.refused("居委会", "completion", unknown, "unknown-site", sites=2)
    done = {"outcome": "solved", "reply": REPLY, "outputs": [PORTS, SHOPS_OWN]}
    shown = matter.act("居委会", "completion", done, "done")
    assert shown["outputs"] == [PORTS, SHOPS_OWN]
    recorded = matter.teller.stream(matter.id)[-1].event
    assert isinstance(recorded, events.Done)
    assert [(o.quantity, o.unit, o.site) for o in recorded.outputs] == [
        (162, "ge", 1),
        (1, "ge", 2),
    ]


def inspect(matter: Matter) -> None:
    """What staff found has no reporter to ask: it is looked at instead."""
    matter.refused("居委会", "revisits", {"kind": "phone", "resolved": True}, "inspection-only")
    seen = {"kind": "inspection", "resolved": True, "comment": SEEN}
    shown = matter.act("居委会", "revisits", seen, "revisited")
    assert (shown["status"], shown["discovery"], shown["reporter"]) == ("revisited", "found", None)
    assert (shown["revisit"]["satisfaction"], shown["revisit"]["comment"]) == (None, SEEN)
    versions = [
        one["data"]["version"]
        for one in matter.teller.timeline("居委会", matter.id)
        if one["event"] == "issue.position-taken"
    ]
    assert versions == [1, 1, 1, 2, 2, 2]
