"""华三居民区 (A1 三心): 一户一策, 大兴邨居民实现一户一“厕”.

One project, a plan for each household, and how far the whole is comes of the households alone.
How many they are and what is agreed with each is invented.
"""

from typing import Any

from tests.projections.following import follow
from tests.stories.neighbours import Place, seat_owners, settle
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
PLANS = {
    "7号-101": "灶间隔出一角，装坐便器，管道走北墙。",
    "7号-102": "与101合用立管，卫生间设在过道尽头。",
    "7号-201": "老人行动不便，先装扶手，再改卫生间。",
    "7号-202": "住户白天不在家，周末施工。",
}
BEGAN = "2026-03-02T09:00:00+08:00"
WHOLE = ("asked", "planned", "consented", "running", "accepted")
CHANGED = "改走南墙，不影响邻居晾晒。"


def test_a_plan_for_each_household_and_the_progress_of_all(teller: Teller) -> None:
    place = settle(teller, ("华三居民区", "HS"), ABOVE, "大兴邨")
    seat_owners(teller, place, "业委会")
    project = begin(teller, place)
    for household, plan in PLANS.items():
        visit(teller, project, household, plan)
    assert counted(teller, project) == {"户": 4, "steps": [0, 4, 0, 0, 0], "percent": 40}
    agree_and_build(teller, project)
    assert counted(teller, project) == {"户": 4, "steps": [0, 1, 1, 0, 2], "percent": 75}
    the_plans_are_between_them(teller, project)
    finish(teller, project)


def begin(teller: Teller, place: Place) -> str:
    """The programme stands in one compound."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "kind": "households",
        "name": "大兴邨一户一“厕”",
        "occurred_at": BEGAN,
    }
    told = teller.post("居委会", "/v1/projects", body)
    assert (told.status, told.topics) == (201, ["project.begun"])
    assert told.said["way"] == list(WHOLE)
    return f"/v1/projects/{told.id}"


def visit(teller: Teller, project: str, household: str, plan: str) -> None:
    """铁脚板: somebody asks at the door, and writes down what this household needs."""
    building, _, unit = household.partition("-")
    spot = {"building": building, "unit": unit}
    added = {"part": household, "spot": spot, "occurred_at": BEGAN}
    told = teller.post("居委会", f"{project}/parts", added)
    assert (told.status, told.topics) == (201, ["project.part-added"])
    part = f"{project}/parts/{household}"
    early = teller.post(
        "居委会", f"{part}/steps", {"steps": [{"step": "asked"}, {"step": "planned"}]}
    )
    assert (early.said["code"], early.topics) == ("plan-required", [])
    teller.post("居委会", f"{part}/plan", {"plan": plan, "occurred_at": BEGAN})
    steps = [{"step": step, "occurred_at": BEGAN} for step in ("asked", "planned")]
    told = teller.post("居委会", f"{part}/steps", {"steps": steps})
    assert told.topics == ["project.step-reached"] * 2
    assert (told.said["plan"], told.said["next"]) == (plan, "consented")


def agree_and_build(teller: Teller, project: str) -> None:
    """Three agree; two of them are built; what was agreed does not change behind anybody's back."""
    first, second, third, _fourth = (f"{project}/parts/{one}" for one in PLANS)
    for part in (first, second, third):
        teller.post("居委会", f"{part}/steps", {"steps": [{"step": "consented"}]})
    told = teller.post("居委会", f"{third}/plan", {"plan": CHANGED})
    assert (told.status, told.said["code"]) == (409, "plan-agreed")
    for part in (first, second):
        done = {"steps": [{"step": "running"}, {"step": "accepted"}]}
        assert teller.post("居委会", f"{part}/steps", done).said["next"] is None


def the_plans_are_between_them(teller: Teller, project: str) -> None:
    """Whoever keeps the project reads a household's plan; the owners' committee sees how far."""
    part = f"{project}/parts/7号-101"
    assert teller.get("居委会", part)["plan"] == PLANS["7号-101"]
    seen = teller.get("业委会", part)
    assert (seen["planned"], seen["plan"], seen["step"]) == (True, None, "accepted")
    follow(teller.service)
    listed = teller.get("业委会", f"{project}/parts?step=accepted")
    assert [one["part"] for one in listed["items"]] == ["7号-101", "7号-102"]
    for plan in PLANS.values():
        assert plan not in str(teller.heard["业委会"])


def finish(teller: Teller, project: str) -> None:
    """One changes their plan after all, one does without; then it is over."""
    third, fourth = (f"{project}/parts/{one}" for one in ("7号-201", "7号-202"))
    back = teller.post(
        "居委会", f"{third}/undoing", {"step": "consented", "reason": "家属另有意见"}
    )
    assert back.said["step"] == "planned"
    teller.post("居委会", f"{third}/plan", {"plan": CHANGED})
    open_still = teller.post("居委会", f"{project}/closure", {"note": "全部完工"})
    assert open_still.said["code"] == "parts-unfinished"
    steps = [{"step": step} for step in ("consented", "running", "accepted")]
    teller.post("居委会", f"{third}/steps", {"steps": steps})
    teller.post("居委会", f"{fourth}/removal", {"reason": "住户自行改造"})
    closed = teller.post("居委会", f"{project}/closure", {"note": "全部完工"})
    assert (closed.topics, closed.said["progress"]["percent"]) == (["project.closed"], 100)
    assert closed.said["progress"]["parts"] == 3


def counted(teller: Teller, project: str) -> dict[str, Any]:
    """How many households, how many stand at each step, and the share of steps that are made."""
    progress = teller.get("居委会", project)["progress"]
    standing = [one["standing"] for one in progress["steps"]]
    return {progress["unit"]: progress["parts"], "steps": standing, "percent": progress["percent"]}
