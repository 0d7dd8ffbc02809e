"""江湾镇街道 (A14 四百·微项目): 8个微项目顺利结项，6个处于收尾阶段；加梯按门洞计数，有人养护.

The micro-projects that the text names stand under their names, the others under numbers. How many
entrances were asked, and what became of each, is invented.
"""

from typing import Any

import pytest

from tests.projections.following import follow
from tests.stories.neighbours import Place, settle
from tests.stories.teller import Teller, party

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JWZ"))
CLOSED = ("普法讲堂", "青年议事厅", "地下车库整改", "非机动车集中公共充电", "美化垃圾回收站")
FINISHING = ("小花园打造", "初心路建设", "小区增开大门")
BEGAN = "2026-03-02T09:00:00+08:00"
REVIEWED = ("proposed", "reviewed", "running", "finishing")
LIFT = ("asked", "consented", "signed", "running", "built", "in-upkeep")
CONTRACT = "7c" * 32


@pytest.fixture
def place(teller: Teller) -> Place:
    """新南二居民区."""
    return settle(teller, ("新南二居民区", "XNE"), ABOVE, "沽源小区")


def begun(teller: Teller, place: Place, kind: str, name: str) -> str:
    """A programme, typed in from paper."""
    body = {"committee_id": place.committee, "kind": kind, "name": name, "occurred_at": BEGAN}
    told = teller.post("居委会", "/v1/projects", body)
    assert told.topics == ["project.begun"]
    return f"/v1/projects/{told.id}"


def added(teller: Teller, project: str, part: str, **fields: Any) -> str:
    """A part of it."""
    body = {"part": part, "occurred_at": BEGAN} | fields
    assert teller.post("居委会", f"{project}/parts", body).status == 201
    return f"{project}/parts/{part}"


def gone(teller: Teller, part: str, *names: str) -> None:
    """It has come to these steps."""
    steps = [
        {"step": name, "evidence": CONTRACT if name == "signed" else None, "occurred_at": BEGAN}
        for name in names
    ]
    told = teller.post("居委会", f"{part}/steps", {"steps": steps})
    assert told.topics == ["project.step-reached"] * len(names), told.said


def test_8_micro_projects_closed_and_6_finishing(teller: Teller, place: Place) -> None:
    project = begun(teller, place, "micro", "第一届“益港湾”家园自治微项目")
    closed = [*CLOSED, *(f"微项目{number}号" for number in (6, 7, 8))]
    finishing = [*FINISHING, *(f"微项目{number}号" for number in (12, 13, 14))]
    for name in (*closed, *finishing):
        gone(teller, added(teller, project, name), *REVIEWED)
    for name in closed:
        gone(teller, f"{project}/parts/{name}", "closed")
    progress = teller.get("居委会", project)["progress"]
    assert (progress["unit"], progress["parts"], progress["finished"]) == ("项", 14, 8)
    assert {one["step_label"]: one["standing"] for one in progress["steps"]} == {
        "提出": 0,
        "已评审": 0,
        "施工中": 0,
        "收尾": 6,
        "已结项": 8,
    }
    assert (progress["done"], progress["whole"], progress["percent"]) == (64, 70, 91)
    follow(teller.service)
    listed = teller.get("居委会", f"{project}/parts?step=finishing")
    assert {one["part"] for one in listed["items"]} == set(finishing)
    refused = teller.post("居委会", f"{project}/closure", {"note": "结项"})
    assert refused.said["facts"] == {"parts": 6}
    for name in finishing:
        gone(teller, f"{project}/parts/{name}", "closed")
    assert teller.post("居委会", f"{project}/closure", {"note": "结项"}).topics == [
        "project.closed"
    ]


def test_lifts_are_counted_by_entrance_and_looked_after(teller: Teller, place: Place) -> None:
    project = begun(teller, place, "lifts", "沽源小区“整小区”加装电梯")
    for number, far in enumerate((6, 6, 5, 3, 2, 1, 1, 0), start=1):
        spot = {"building": f"{number}号楼", "entrance": "1"}
        part = added(teller, project, f"{number}-1", spot=spot)
        if far:
            gone(teller, part, *LIFT[:far])
    progress = teller.get("居委会", project)["progress"]
    assert (progress["unit"], progress["parts"], progress["waiting"]) == ("个门洞", 8, 1)
    assert {one["step_label"]: (one["standing"], one["reached"]) for one in progress["steps"]} == {
        "已征询": (2, 7),
        "已同意": (1, 5),
        "已签约": (1, 4),
        "施工中": (0, 3),
        "已建成": (1, 3),
        "养护中": (2, 2),
    }
    sign_without_a_contract(teller, project)
    look_after(teller, project)


def sign_without_a_contract(teller: Teller, project: str) -> None:
    """What was signed is shown by the contract's hash, and in its turn."""
    told = teller.post("居委会", f"{project}/parts/5-1/steps", {"steps": [{"step": "signed"}]})
    assert (told.said["code"], told.topics) == ("contract-required", [])
    told = teller.post("居委会", f"{project}/parts/6-1/steps", {"steps": [{"step": "built"}]})
    assert (told.said["code"], told.said["facts"]["next"]) == ("step-out-of-turn", "consented")


def look_after(teller: Teller, project: str) -> None:
    """加梯后的长效运维: inspected once a year; what is overdue is found."""
    company = party(teller, "虹江电梯维保", "contractor")
    inspected = {
        "kind": "inspection",
        "party": company,
        "cost": 120_000,
        "occurred_at": "2026-04-01T09:00:00+08:00",
        "next_due": "2026-05-01",
    }
    for part in ("1-1", "2-1"):
        told = teller.post("居委会", f"{project}/parts/{part}/upkeep", inspected)
        assert told.topics == ["project.upkeep-noted"]
    unbuilt = teller.post("居委会", f"{project}/parts/4-1/upkeep", {"kind": "repair"})
    assert unbuilt.said["code"] == "part-not-built"
    teller.post("居委会", f"{project}/parts/1-1/upkeep", {"kind": "inspection", "party": company})
    follow(teller.service)
    overdue = teller.get("居委会", "/v1/upkeep?overdue=true")["items"]
    assert [(one["part"], one["next_due"]) for one in overdue] == [("2-1", "2026-05-01")]
