"""What the holder of a receipt sees: enough to follow the matter, and nobody's data."""

import re

import pytest
import segno
from sqlalchemy.exc import OperationalError

from service.commands.handling import Reply, Respond
from tests.api.face import Face, code_of
from tests.api.following import Holder
from tests.api.html import Page, parsed

ENGLISH = {"accept_language": "en"}


def test_the_status_page(told: Holder) -> None:
    page, number = told.status(), told.receipt["number"]
    assert page.texts("h1") == ["3号楼路灯不亮"]
    assert page.texts("title") == [f"编号 {number}"]
    assert page.texts("dt") == ["编号", "反映时间", "居委会", "地点"]
    assert [t for i, t in enumerate(page.texts("dd")) if i != 1] == [number, "凌一", "春晖苑"]
    assert page.marked("standing") == ["已交承办单位，正在办理。"]
    promised = page.texts("li")[:2]
    assert promised == ["15 分钟内响应", "24 小时内办结"]
    assert page.marked("said") == ["已收到，今天派人查看", "灯已换好"]


def test_the_status_page_in_english(told: Holder) -> None:
    page = told.status(**ENGLISH)
    assert page.marked("standing") == ["It has been handed over and is being worked on."]
    assert page.texts("li")[:2] == ["First answer within 15 minutes", "Completed within 24 hours"]
    assert page.texts("dt") == ["Number", "Reported", "Residents' committee", "Place"]
    assert page.one("html").attributes["lang"] == "en"


@pytest.mark.parametrize(
    ("query", "header", "tag"),
    [
        ("", "zh", "zh-CN"),
        ("", "en", "en"),
        ("?lang=en", "zh", "en"),
        ("?lang=zh", "en", "zh-CN"),
        ("?lang=fr", "en", "en"),
        ("?lang=zh&lang=en", "zh", "en"),
        ("?from=singlemessage&isappinstalled=0", "zh", "zh-CN"),
        ("?lang=%00&%ff=%ff", "zh", "zh-CN"),
    ],
)
def test_the_language(told: Holder, query: str, header: str, tag: str) -> None:
    for step in ("", "/receipt"):
        path = f"/follow/{told.token}{step}{query}"
        answer = told.face.get(path, None, accept_language=header)
        assert parsed(answer.text).one("html").attributes["lang"] == tag
        assert answer.headers["content-language"] == tag


def test_the_other_language_is_one_step_away_and_stays(told: Holder) -> None:
    english = told.status().one("a", hreflang="en").attributes["href"]
    assert english == "?lang=en"
    page = told.status(english)
    assert page.one("a", hreflang="zh").attributes["href"] == "?lang=zh"
    receipt = page.one("a", href=f"{told.token}/receipt?lang=en")
    assert receipt.text == "Receipt"
    assert told.status().one("a", href=f"{told.token}/receipt").text == "回执"


def test_the_receipt(told: Holder) -> None:
    page = told.paper()
    assert page.texts("h1") == ["回执"]
    assert page.texts("dd")[0] == told.receipt["number"]
    assert page.texts("li") == ["15 分钟内响应", "24 小时内办结"]
    assert page.one("a", href=told.receipt["status_url"]).text == told.receipt["status_url"]
    assert any("扫描二维码" in text for text in page.texts("p"))
    english = told.paper(**ENGLISH)
    assert english.texts("h1") == ["Receipt"]
    assert any("Scan the code" in text for text in english.texts("p"))


def _modules(page: Page) -> list[list[bool]]:
    """The dark modules of the drawn code: of each run the pen is at the middle of a row."""
    size = int((page.one("svg").attributes["viewbox"] or "").split()[-1])
    [drawn] = [e.attributes["d"] for e in page.all_of("path") if "stroke" in e.attributes]
    grid = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-0-9. ]+)", drawn or ""):
        steps = [float(number) for number in numbers.split()]
        if command == "h":
            for column in range(int(x), int(x + steps[0])):
                grid[int(y)][column] = True
            x += steps[0]
        else:
            x, y = steps if command == "M" else (x + steps[0], y + steps[1])
    return grid


def test_the_code_is_the_address(told: Holder) -> None:
    """The drawing, module by module, with the quiet zone that a camera needs."""
    border = 4
    code = segno.make(told.receipt["status_url"], error="m", micro=False)
    wanted = [[bool(module) for module in row] for row in code.matrix_iter(border=border)]
    assert _modules(told.paper()) == wanted
    assert code.designator.endswith("-M")


def test_programs_are_told_the_same(told: Holder) -> None:
    body = told.json()
    assert body["number"] == told.receipt["number"]
    assert (body["summary"], body["status"]) == ("3号楼路灯不亮", "reported")
    assert (body["committee"], body["compound"]) == ("凌一", "春晖苑")
    assert [t["text"] for t in body["terms"]] == ["15 分钟内响应", "24 小时内办结"]
    assert [(a["event"], a["label"], a["text"]) for a in body["answers"]] == [
        ("issue.responded", "响应", "已收到，今天派人查看"),
        ("issue.replied", "答复", "灯已换好"),
    ]
    assert body["expires_at"] == told.receipt["expires_at"]
    assert told.json(**ENGLISH)["answers"][1]["label"] == "Replied"
    answer = told.face.get(f"/v1/follow-ups/{told.token}?as_of=1", None)
    assert code_of(answer) == "malformed-request"


def test_a_text_that_cannot_be_opened_is_told_as_such(
    shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = shared_sqlite.town.play()
    holder = Holder(shared_sqlite, issue)
    opener = shared_sqlite.service.opener
    monkeypatch.setattr(opener, "_unsealed", lambda items: [None for _ in items])
    assert holder.status().marked("said") == ["（内容已无法显示）"] * 3
    assert [answer["text"] for answer in holder.json()["answers"]] == [None] * 3


def test_later_typed_answers_stand_where_they_happened(shared: Face) -> None:
    town, issue = shared.town, shared.town.report()
    earliest = town.issue(issue).reported_at
    town.do(Reply(issue=issue, message="后来"), by=town.clerk)
    town.do(Respond(issue=issue, message="起初", occurred_at=earliest), by=town.clerk)
    answers = Holder(shared, issue).json()["answers"]
    assert [answer["text"] for answer in answers] == ["起初", "后来"]


def test_what_is_not_found_is_a_page_in_both_languages(shared: Face) -> None:
    for path in ("/follow/x", "/follow/x/receipt", "/follow/%00", "/follow/%ff"):
        for tag, title in (("zh-CN", "没有找到"), ("en", "Not found")):
            answer = shared.get(path, None, accept_language=tag)
            assert answer.status_code == 404
            page = parsed(answer.text)
            assert (page.texts("h1"), page.one("html").attributes["lang"]) == ([title], tag)
    problem = shared.get("/v1/follow-ups/x", None)
    assert (code_of(problem), problem.json()["instance"]) == ("not-found", "/v1/follow-ups/-")


def test_an_outage_is_a_page_too(shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = Holder(shared_sqlite, shared_sqlite.town.report())

    def gone(_secret: str) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(shared_sqlite.service.following, "shown", gone)
    answers = holder.answers()
    assert [answer.status_code for answer in answers] == [503] * 3
    assert {answer.headers["retry-after"] for answer in answers} == {"1"}
    assert [parsed(a.text).texts("h1") for a in answers[:2]] == [["暂时无法查询"]] * 2
    assert code_of(answers[2]) == "unavailable"
