"""The page to print: the same figures with what they are made of, charts, and nothing that runs."""

import base64
import re
from hashlib import sha256

import pytest

from api.language import Language
from api.reports.grids import grids
from api.reports.page import printable
from api.reports.words import WORDS, Speech
from domain.body.events import Level, ReportKind
from domain.figures.durations import BEYOND
from service.reports.parts import Of, Report
from tests.api.html import Page, parsed
from tests.reports.made_up import COMMITTEE, EARLIER, INJECTED, ROOT, line, report, section
from tests.reports.test_charts import read, titles


def text_of(made: Report, language: Language = "zh") -> str:
    return bytes(printable(made, Speech(language)).body).decode()


def page_of(made: Report, language: Language = "zh") -> Page:
    return parsed(text_of(made, language))


def row(html: str, beginning: str) -> str:
    """The cells behind the one that says so, of the only row that does."""
    [found] = re.findall(f'<tr><td class="text">{re.escape(beginning)}</td>(.*?)</tr>', html)
    return " | ".join(re.findall("<td[^>]*>(.*?)</td>", found))


def svgs(html: str) -> list[str]:
    return re.findall("<svg .*?</svg>", html, re.DOTALL)


def test_every_figure_is_written_with_what_it_is_made_of() -> None:
    html = text_of(report())
    assert row(html, "上报") == "15 | 7 | +8"
    assert row(html, "社区内解决占比") == "75.0% (6/8) | 0/0 | — | "
    assert row(html, "办结时限") == "15 | 8 | 1 | 2 | 3 | 1 | 0 | 57.1% (8/14)"
    assert row(html, "政府补贴") == "到账 | 2 | 1,234.50"
    assert row(html, "听证会") == "3"
    assert row(html, "业委会") == "4 | 0 | 0"
    assert row(html, "超时未办结") == "3 | LB-2026-000003 LB-2026-000007"
    assert row(html, "尚未响应（已超时）") == "1 | "
    assert row(html, "统计期间") == "2026-04-01 至 2026-04-15"
    assert (row(html, "指标口径版本"), row(html, "账本位置")) == ("1", "4711")
    [rates] = [found for found in re.findall("满意率</td>.*?</tr>", html) if "联系" in found]
    assert "83.3% (5/6)" in rates
    assert "75.0% (6/8)" in rates
    assert "+8.3" in rates


def test_it_carries_what_the_house_can_be_held_to() -> None:
    html = text_of(report())
    assert row(html, "账本检查点") == f"前 4700 条记录，根哈希 {ROOT}，2026-04-16 06:00 签发"
    assert "/v1/ledger/checkpoints/4700" in html.partition("<footer>")[2]
    without = text_of(report(checkpoint=None))
    assert row(without, "账本检查点") == "—"
    assert "checkpoints" not in without


def test_what_grew_and_what_shrank() -> None:
    html = text_of(report(before=section({"reported.told": 20, "reported.found": 4})))
    assert row(html, "上报") == "15 | 24 | -9"
    assert row(html, "上报：主动发现") == "4 | 4 | 0"


def test_it_is_well_formed_and_nothing_in_it_runs() -> None:
    html = text_of(report())
    page = parsed(html)
    assert page.texts("h1") == [f"{INJECTED}半月分析"]
    assert {e.name for e in page.elements}.isdisjoint({"script", "link", "img", "b", "iframe"})
    assert "style" not in {name for e in page.elements for name in e.attributes}
    assert "http" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "@page { size: A4;" in html


def test_its_style_alone_is_allowed() -> None:
    made = printable(report(), Speech("zh"))
    [style] = re.findall("<style>(.*?)</style>", bytes(made.body).decode(), re.DOTALL)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = made.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_charts_stand_beside_their_grids() -> None:
    drawings = [read(svg) for svg in svgs(text_of(report()))]
    assert [titles(one)[0] for one in drawings] == [
        "类型、频次与满意度",
        "存量与时长",
        "满意度评价",
        "变化趋势",
    ]
    types, backlog, _, trend = (titles(one) for one in drawings)
    assert "停车 居民反映 8" in types
    assert "不超过 3 天 2" in backlog
    assert "04-02 居民反映 1" in trend


def test_an_appraisal_draws_lines() -> None:
    html = text_of(report(ReportKind.YEARLY))
    assert "<polyline" in html
    assert "<polyline" not in text_of(report())


def test_a_superior_reads_a_line_for_each_committee() -> None:
    street = Of(body=COMMITTEE, name="东平路街道", code="DP", level=Level.SUBDISTRICT)
    told = (line("凌一", "凌一", 5), line("凌二", "凌二", 0))
    html = text_of(report(ReportKind.MONTHLY, of=street, committees=told, spots=()))
    assert row(html, "凌一") == "5 | 0 | +5 | 5 | 0 | 0 | 0 | 0 | 0 | 0 | 0/0 | 0/0"
    assert row(html, "凌二").startswith("0 | 0 | 0 |")
    assert "热点" not in html
    [head] = re.findall("居民区</th>.*?</tr>", html)
    assert "满意率" in head
    assert "社区内解决占比" in head


def test_of_nothing_it_tells_nothing() -> None:
    empty = report(
        whole=section({}), before=section({}), categories=(), spots=(), trend=(), drawn=None
    )
    html = text_of(empty)
    assert svgs(html) == []
    assert "按需生成" in html
    assert row(html, "上报") == "0 | 0 | 0"
    assert "资金来源" not in html


def test_one_that_is_not_over_says_so_on_top() -> None:
    assert page_of(report()).marked("preliminary") == []
    [said] = page_of(report(preliminary=True)).marked("preliminary")
    assert said.startswith("期间尚未结束")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_speaks_one_language(language: Language) -> None:
    page = page_of(report(), language)
    assert page.one("html").attributes["lang"] == {"zh": "zh-CN", "en": "en"}[language]
    headings = page.texts("h2", "th")
    assert all(text.isascii() is (language == "en") for text in headings)


def test_every_word_is_said_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that nobody says any more would stay in the file for ever."""
    said: set[str] = set()
    speak = Speech.__getitem__

    def listen(self: Speech, name: str) -> str:
        said.add(name)
        return speak(self, name)

    monkeypatch.setattr(Speech, "__getitem__", listen)
    for kind in ReportKind:
        for preliminary in (True, False):
            drawn = {} if preliminary else {"drawn": None}
            made = report(kind, preliminary=preliminary, committees=(line("一", "1", 1),), **drawn)
            text_of(made)
    for seconds in (60, 7_200, 172_800, BEYOND):
        Speech("zh").span(seconds)
    spoken_elsewhere = {"numerator", "denominator", "in_hours", "how_to_check"}
    assert set(WORDS) - said == spoken_elsewhere


def test_spans_are_told_to_the_width_of_their_class() -> None:
    told = [Speech("en").span(seconds) for seconds in (60, 3_600, 4_500, 86_400, 108_000, BEYOND)]
    assert told == ["1 min", "60 min", "1.25 h", "24 h", "1.25 days", "over 366 days"]


def test_a_grid_without_rows_is_left_out() -> None:
    names = [grid.name for grid in grids(report(whole=EARLIER), Speech("zh"))]
    assert "funds" not in names
    assert names[:3] == ["summary", "standing", "rates"]
