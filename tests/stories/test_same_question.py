"""宁治有方 (B14): 同题共答，十街镇一题十答；赋能伙伴跨区参与，到期即止；案例入库.

One problem, ten streets and towns of a district, answers side by side. An expert from another
district reads them until a day, and nothing else. The answers are invented.
"""

from datetime import timedelta

from domain.actor import Role
from domain.moment import local
from service.service import Service
from tests.projections.following import follow
from tests.stories.life.days import Days
from tests.stories.teller import Teller, party

TOWNS = tuple(f"{name}街镇" for name in "甲乙丙丁戊己庚辛壬癸")
TITLE, PROBLEM = "电动自行车进楼怎么办", "飞线充电、上楼充电屡禁不止，各街镇如何疏堵结合？"
COMMENT = "先算清楚车位缺口，再谈禁止上楼。"
TALE = {
    "title": "一棚一策 电动自行车",
    "problem": "没有地方充电，飞线进楼。",
    "approach": "逐栋选点，三驾马车到场。",
    "result": "十八个充电棚，一百六十二个充电口。",
}


def test_one_question_ten_answers_and_an_expert_from_outside(passing: Teller, days: Days) -> None:
    teller = passing
    district, towns = ten_towns(teller)
    inquiry = ask(teller, district, towns, days)
    case = answer(teller, inquiry, towns)
    expert(teller, inquiry, case, towns, days)
    close(teller, inquiry)


def body(teller: Teller, level: str, name: str, code: str, superior: str | None) -> str:
    """A body; its id."""
    said = {"level": level, "name": name, "code": code, "superior": superior}
    return teller.post("administrator", "/v1/bodies", said).id


def ten_towns(teller: Teller) -> tuple[str, dict[str, str]]:
    """A district with ten streets and towns, and another district beside it."""
    district = body(teller, "district", "宁区", "NQ", None)
    teller.meet("区", Role.SUPERIOR, body=district)
    towns = {
        name: body(teller, "subdistrict", name, f"T{number}", district)
        for number, name in enumerate(TOWNS)
    }
    for name, town in towns.items():
        teller.meet(name, Role.SUPERIOR, body=town)
    other = body(teller, "district", "邻区", "LQ", None)
    teller.meet("邻区", Role.SUPERIOR, body=other)
    teller.meet("外区专家", Role.HANDLER, organisation=party(teller, "外区大学", "other"))
    return district, towns


def in_days(service: Service, days: int) -> str:
    """The date so many days from now."""
    return (local(service.now()).date() + timedelta(days=days)).isoformat()


def ask(teller: Teller, district: str, towns: dict[str, str], _days: Days) -> str:
    """Put to all ten at once, and to nobody of another district."""
    asked = {
        "asker": district,
        "title": TITLE,
        "problem": PROBLEM,
        "to": list(towns.values()),
        "until": in_days(teller.service, 30),
    }
    assert teller.post("甲街镇", "/v1/inquiries", asked).status == 403
    upward = asked | {"asker": towns["甲街镇"], "to": [district]}
    refused = teller.post("甲街镇", "/v1/inquiries", upward)
    assert (refused.status, refused.said["code"]) == (422, "body-out-of-reach")
    told = teller.post("区", "/v1/inquiries", asked)
    assert (told.status, told.topics) == (201, ["inquiry.asked"])
    assert [one["answer"] for one in told.said["answers"]] == [None] * 10
    inquiry = f"/v1/inquiries/{told.id}"
    assert teller.status("邻区", inquiry) == 404
    return inquiry


def answer(teller: Teller, inquiry: str, towns: dict[str, str]) -> str:
    """Each of the ten for itself; one of them also tells its case, and points at it."""
    tale = TALE | {"body": towns["癸街镇"], "inquiry": inquiry.rpartition("/")[2]}
    told = teller.post("癸街镇", "/v1/cases", tale)
    assert (told.status, told.topics) == (201, ["case.told"])
    for name in TOWNS:
        said = {"answer": f"{name}：先建后禁。", "case": told.id if name == "癸街镇" else None}
        given = teller.post(name, f"{inquiry}/answers", said)
        assert (given.status, given.topics) == (200, ["inquiry.answered"])
    anew = teller.post(
        "甲街镇", f"{inquiry}/answers", {"answer": "甲街镇：先建后禁，再配充换电柜。"}
    )
    side = anew.said["answers"]
    assert [one["body"]["name"] for one in side] == list(TOWNS)
    assert [one["times"] for one in side] == [2, *[1] * 9]
    assert side[0]["answer"] == "甲街镇：先建后禁，再配充换电柜。"
    assert teller.post("区", f"{inquiry}/answers", {"answer": "区里"}).status == 403
    return f"/v1/cases/{told.id}"


def expert(teller: Teller, inquiry: str, case: str, towns: dict[str, str], days: Days) -> None:
    """From outside, until a day, and nothing but this one inquiry and its cases."""
    assert (teller.status("外区专家", inquiry), teller.status("外区专家", case)) == (404, 404)
    organisation = next(
        one["id"]
        for one in teller.get("administrator", "/v1/organisations")["items"]
        if one["name"] == "外区大学"
    )
    asked = {"organisation": organisation, "until": in_days(teller.service, 7)}
    assert teller.post("甲街镇", f"{inquiry}/experts", asked).status == 403
    told = teller.post("区", f"{inquiry}/experts", asked)
    assert (told.status, told.topics) == (200, ["inquiry.expert-asked"])
    follow(teller.service)
    assert len(teller.get("外区专家", inquiry)["answers"]) == 10
    assert teller.get("外区专家", case)["result"] == TALE["result"]
    assert [one["title"] for one in teller.get("外区专家", "/v1/inquiries")["items"]] == [TITLE]
    assert [one["title"] for one in teller.get("外区专家", "/v1/cases")["items"]] == [TALE["title"]]
    assert teller.get("外区专家", "/v1/issues")["items"] == []
    said = {"comment": COMMENT, "body": towns["甲街镇"]}
    told = teller.post("外区专家", f"{inquiry}/comments", said)
    assert (told.status, told.topics) == (200, ["inquiry.commented"])
    assert teller.get("甲街镇", inquiry)["comments"][0]["comment"] == COMMENT
    days.go_by(7)
    assert teller.status("外区专家", inquiry) == 200
    days.go_by(1)
    assert (teller.status("外区专家", inquiry), teller.status("外区专家", case)) == (404, 404)
    assert teller.get("外区专家", "/v1/inquiries")["items"] == []
    assert teller.get("外区专家", "/v1/cases")["items"] == []
    assert teller.post("外区专家", f"{inquiry}/comments", said).status == 404


def close(teller: Teller, inquiry: str) -> None:
    """With what all ten can take from it; the library keeps what was told, also for others."""
    told = teller.post("区", f"{inquiry}/closure", {"conclusion": "疏堵结合，先建后禁。"})
    assert (told.status, told.topics) == (200, ["inquiry.closed"])
    late = teller.post("乙街镇", f"{inquiry}/answers", {"answer": "晚了"})
    assert (late.status, late.said["code"]) == (409, "inquiry-closed")
    follow(teller.service)
    [entry] = teller.get("区", "/v1/inquiries?closed=true")["items"]
    assert (entry["asked"], entry["answered"]) == (10, 10)
    for words, number in (("一棚一策", 1), ("自行车 棚", 1), ("电梯", 0)):
        assert len(teller.get("邻区", f"/v1/cases?words={words}")["items"]) == number
