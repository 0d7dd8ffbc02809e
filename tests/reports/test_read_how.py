"""Reports of a real neighbourhood through HTTP: who reads them, and in which format."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from domain.actor import Role
from service.policy import Principal
from service.statistics import Figures, Statistics, Wanted
from tests.api.face import code_of
from tests.api.html import parsed
from tests.neighbourhood import principal
from tests.reports.april import April
from tests.reports.asking import HALF, XLSX, path, told


def test_nobody_reads_another_bodys(lived: April) -> None:
    town = lived.town
    unknown = principal(Role.CLERK, body=town.next_committee)
    for who, status in (
        (town.clerk, 200),
        (town.superior, 200),
        (town.auditor, 200),
        (unknown, 403),
        (town.resident, 403),
        (town.owner, 403),
        (town.handler, 403),
        (town.administrator, 403),
    ):
        for report in ("", HALF):
            assert lived.face.get(path(lived, report), who).status_code == status
    above = path(lived, "monthly/2040-04-01", "district")
    assert lived.face.get(above, town.clerk).status_code == 403
    assert lived.face.get(above, town.superior).status_code == 403
    nobody = f"/v1/bodies/{town.compound}/reports"
    assert code_of(lived.face.get(nobody, town.auditor)) == "not-found"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        (XLSX, XLSX),
        (f"application/json;q=0.5, {XLSX};q=0.9, text/html;q=0.1", XLSX),
        ("application/json, text/html", "application/json"),
        ("text/html;q=0", "application/json"),
        ("text/plain", "application/json"),
    ],
)
def test_it_is_told_as_its_reader_likes(lived: April, accept: str | None, media: str) -> None:
    headers = {} if accept is None else {"accept": accept}
    answer = lived.face.get(path(lived, HALF), lived.town.clerk, **headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Authorization, Accept-Language, Accept"
    assert answer.headers["bihuan-position"].isdecimal()
    assert "no-" in answer.headers["cache-control"]


def test_every_format_tells_the_same(lived: April) -> None:
    html, xlsx = (
        lived.face.get(path(lived, HALF), lived.town.clerk, accept=media)
        for media in ("text/html", XLSX)
    )
    page = parsed(html.text)
    assert page.texts("h1") == ["凌一半月分析"]
    assert "60.0% (3/5)" in page.texts("td")
    assert xlsx.headers["content-disposition"] == (
        'attachment; filename="LY-half-monthly-2040-04-01.xlsx"'
    )
    rows = list(load_workbook(BytesIO(xlsx.content))["考评指标"].values)
    response = next(row for row in rows if row[0] == "响应率")
    assert response[1:4] == (0.6, 3, 5)
    english = lived.face.get(
        path(lived, HALF), lived.town.clerk, accept="text/html", accept_language="en"
    )
    assert "half-monthly" in english.text.lower()
    assert english.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("report", "body"),
    [
        (HALF, "committee"),
        ("monthly/2040-04-01", "committee"),
        ("monthly/2040-04-01", "district"),
        ("yearly/2040-01-01", "subdistrict"),
    ],
)
def test_no_question_is_asked_twice(
    lived: April, monkeypatch: pytest.MonkeyPatch, report: str, body: str
) -> None:
    asked: list[Wanted] = []
    figures = Statistics.figures

    def noted(statistics: Statistics, who: Principal, wanted: Wanted) -> Figures:
        asked.append(wanted)
        return figures(statistics, who, wanted)

    monkeypatch.setattr(Statistics, "figures", noted)
    told(lived, report, body)
    assert len(asked) == len(set(asked)) > 0


def test_who_has_it_already(lived: April) -> None:
    first = lived.face.get(path(lived, HALF), lived.town.clerk)
    again = lived.face.get(path(lived, HALF), lived.town.clerk, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_no_personal_data_is_in_it(lived: April) -> None:
    for media in ("application/json", "text/html", XLSX):
        today = path(lived, f"{HALF}?as_of=2040-04-16")
        answer = lived.face.get(today, lived.town.auditor, accept=media)
        text = answer.text if media != XLSX else _texts(answer.content)
        for personal in ("王小明", "13800000001", "3号楼", "路灯坏了", "已收到"):
            assert personal not in text


def _texts(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)


def test_a_half_monthly_analysis_is_a_committees_alone(lived: April) -> None:
    answer = lived.face.get(path(lived, HALF, "subdistrict"), lived.town.superior)
    assert code_of(answer) == "not-a-committee"


@pytest.mark.parametrize(
    "report",
    [
        "half-monthly/2040-04-02",
        "monthly/2040-04-16",
        "yearly/2040-04-01",
        "monthly/2040-05-01",
        "monthly/9999-12-01",
        "half-monthly/0001-01-01",
        "monthly/1969-12-01",
        "yearly/0001-01-01",
        "monthly/0001-01-01",
        "yearly/1969-01-01",
        "monthly/2040-04-31",
        "monthly/april",
        "weekly/2040-04-01",
        "monthly/2217000000",
    ],
)
def test_no_such_report(lived: April, report: str) -> None:
    assert code_of(lived.face.get(path(lived, report), lived.town.clerk)) == "not-found"
