"""The workbook: the same figures, as numbers, and texts that stay texts."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from api.language import Language
from api.reports.sheet import workbook
from api.reports.words import Speech
from domain.body.events import ReportKind
from tests.reports.made_up import INJECTED, ROOT, report

Rows = list[tuple[object, ...]]


def opened(language: Language = "zh", kind: ReportKind = ReportKind.HALF_MONTHLY) -> Workbook:
    return load_workbook(BytesIO(workbook(report(kind), Speech(language))))


def rows(book: Workbook, sheet: str) -> Rows:
    return [tuple(cell for cell in row if cell is not None) for row in book[sheet].values]


def test_it_tells_of_whom_when_and_by_what() -> None:
    told = {row[0]: row[1] for row in rows(opened("en"), "About this report")}
    assert told["Period"] == "2026-04-01 to 2026-04-15"
    assert told["Compared with"] == "2026-03-16 to 2026-03-31"
    assert told["As of the end of"] == "2026-04-15"
    assert told["Drawn"] == "2026-04-16 06:05"
    assert (told["Version of the definitions"], told["Position of the record"]) == ("1", "4711")
    checkpoint = f"the first 4700 events, root {ROOT}, signed 2026-04-16 06:00"
    assert told["Checkpoint of the record"] == checkpoint
    assert "/v1/ledger/checkpoints/4700 of this service" in str(told["How to check it"])


def test_a_rate_stands_beside_what_it_is_made_of() -> None:
    [head, first, *_] = rows(opened(), "考评指标")
    assert head[:4] == ("项目", "比率", "比率 分子", "比率 分母")
    assert first[0] == "满意率"
    assert first[1] == pytest.approx(5 / 6)
    assert first[2:4] == (5, 6)
    assert first[4] == pytest.approx(6 / 8)
    assert first[5:8] == (6, 8, 8.3)
    assert str(first[8]).endswith(" 2")


def test_numbers_are_numbers() -> None:
    book = opened()
    assert rows(book, "总体情况")[1] == ("上报", 15, 7, 8)
    assert rows(book, "资金来源")[1] == ("政府补贴", "到账", 2, 1234.5)
    completion = rows(book, "时限执行")[2]
    assert completion[1:8] == (15, 8, 1, 2, 3, 1, 0)
    assert completion[9:] == (8, 14)
    assert rows(book, "各环节用时")[1][1:4] == (14, 0.15, 1.5)
    assert rows(book, "各环节用时")[2][1:4] == (9, 48, "366 天以上")
    assert rows(book, "存量与时长")[2] == ("不超过 3 天", 2)
    assert rows(book, "存量与时长")[-1] == ("合计", 5)
    assert rows(book, "热点")[1] == ("停车", INJECTED, 6, 2, 4)
    assert rows(book, "各方表态")[1:] == [("业委会", 4, 0, 0), ("公安", 0, 1, 0)]
    assert rows(book, "超时与未响应")[1] == ("超时未办结", 3, "LB-2026-000003 LB-2026-000007")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_is_a_formula_or_a_link(language: Language) -> None:
    book = opened(language)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [cell for cell in cells if str(cell.value).startswith(INJECTED)]


def test_nothing_of_it_runs() -> None:
    with ZipFile(BytesIO(workbook(report(), Speech("zh")))) as packed:
        names = packed.namelist()
        text = b"".join(packed.read(name) for name in names)
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert b"<f>" not in text


def test_the_same_report_is_the_same_file() -> None:
    assert workbook(report(), Speech("zh")) == workbook(report(), Speech("zh"))


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_in_both_languages(language: Language, kind: ReportKind) -> None:
    assert len(opened(language, kind).sheetnames) == 15


def test_one_that_is_not_over_says_so() -> None:
    book = load_workbook(BytesIO(workbook(report(preliminary=True), Speech("en"))))
    [said] = rows(book, "About this report")[-1]
    assert str(said).startswith("Preliminary")
