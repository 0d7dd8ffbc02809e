"""德立社区 (A12): “三听”之线上问卷: 三类群体扫码填写，一份答卷转为事项，24小时内响应.

The three channels (online, visit, paired contact) are the method's; what is answered online goes
the same way as every report, in one transaction, and its clock starts when it was answered.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from domain.actor import Role
from tests.projections.following import follow
from tests.stories.asked import fill, open_one
from tests.stories.neighbours import settle
from tests.stories.teller import Teller

ABOVE = (("嘉定区", "JD"), ("马陆镇", "ML"))
GROUPS = ["ev-owners", "new-stage", "new-employment"]
WISH = "地下车库充电桩太少，晚上排队要两个小时。"
QUESTIONS: list[dict[str, Any]] = [
    {
        "code": "charging",
        "kind": "choice",
        "label": {"zh": "您家附近充电方便吗？", "en": "Is charging easy?"},
        "options": [
            {"code": "easy", "label": {"zh": "方便", "en": "Yes"}},
            {"code": "hard", "label": {"zh": "不方便", "en": "No"}},
        ],
        "required": True,
    },
    {"code": "content", "kind": "scale", "label": {"zh": "满意度"}, "lowest": 1, "highest": 5},
    {"code": "wish", "kind": "text", "label": {"zh": "您的需求"}, "topic": "need"},
]


def test_an_answer_by_link_becomes_an_issue(teller: Teller) -> None:
    place = settle(teller, ("德立社区", "DL"), ABOVE, "德立路小区")
    adopted = {"method": "deli", "version": 2}
    path = f"/v1/bodies/{place.committee}/method-adoptions"
    assert teller.post("居委会", path, adopted).status == 200
    asked = open_one(teller, place, "“三听三应”需求问卷", QUESTIONS, groups=GROUPS)
    receipt = answered_by_three_groups(teller, asked)
    issue = taken_up(teller, asked)
    the_receipt_leads_on(teller, receipt)
    what_it_comes_to(teller, asked)
    # 24小时响应: the clock runs from the answer.
    [clock] = [one for one in issue["clocks"] if one["clock"] == "response"]
    started, due = (datetime.fromisoformat(at) for at in (issue["reported_at"], clock["due"]))
    assert due - started == timedelta(hours=24)


def answered_by_three_groups(teller: Teller, asked: dict[str, Any]) -> str:
    """Three of each group, and one of nobody's."""
    for group in GROUPS:
        for mark in ("2", "3", "4"):
            said = {"q.charging": "hard", "q.content": mark, "group": group}
            fill(teller, f"{group} {mark}", asked, said)
    contact = {"name": "江照晚", "phone": "13916624705"}
    said = {"q.charging": "easy", "q.content": "5", "q.wish": WISH, **contact}
    return fill(teller, "江照晚", asked, said)


def taken_up(teller: Teller, asked: dict[str, Any]) -> dict[str, Any]:
    """The clerk reads the answers and reports the tenth, in the resident's own words."""
    follow(teller.service)
    path = f"/v1/questionnaires/{asked['id']}"
    items = teller.get("居委会", f"{path}/answers")["items"]
    assert len(items) == 10
    last = items[-1]
    assert (last["answers"][-1]["text"], last["person"] is not None) == (WISH, True)
    body = {"number": 10, "question": "wish", "channel": "online", "category": "ev-charging"}
    told = teller.post("居委会", f"{path}/issues", body)
    assert told.status == 201, told.said
    assert told.topics == ["issue.reported", "questionnaire.answer-taken"]
    assert (told.said["words"], told.said["reporter"]["name"]) == (WISH, "江*")
    again = teller.post("居委会", f"{path}/issues", body)
    assert (again.status, again.said["code"], again.topics) == (409, "answer-taken", [])
    issue: dict[str, Any] = told.said
    return issue


def the_receipt_leads_on(teller: Teller, receipt: str) -> None:
    """From the address that the phone kept to the status page, where they can rate."""
    follow(teller.service)
    page = teller.page("江照晚", receipt)
    assert "您的意见已转为事项" in page
    [action] = re.findall(r'<form method="post" action="([^"]+)"', page)
    where, status = teller.fill("江照晚", f"{receipt.rpartition('/')[0]}/{action}", {})
    assert where.startswith("/follow/")
    assert "已收到您的反映" in status


def what_it_comes_to(teller: Teller, asked: dict[str, Any]) -> None:
    """Counts by option, the sum of the scale, and of each group of three."""
    teller.meet("镇里", Role.SUPERIOR, body=str(superior_of(teller, asked)))
    told = teller.get("镇里", f"/v1/questionnaires/{asked['id']}/results")
    charging, content, wish = told["questions"]
    assert [(one["label"], one["count"]) for one in charging["said"]] == [
        ("方便", 1),
        ("不方便", 9),
    ]
    assert (content["answered"], content["sum"], wish["answered"]) == (10, 32, 1)
    # The one who named no group would be told by the difference: a group of three goes with them.
    sizes = {one["group"]: one["answers"] for one in told["groups"]}
    assert (sizes[None], sorted(sizes.values())) == (4, [3, 3, 4])
    assert teller.status("镇里", f"/v1/questionnaires/{asked['id']}/answers") == 403


def superior_of(teller: Teller, asked: dict[str, Any]) -> str:
    """The town above the committee."""
    body = teller.get("居委会", f"/v1/bodies/{asked['committee']['id']}")
    superior: str = body["superior"]
    return superior
