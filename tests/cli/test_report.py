"""`report`: figures as JSON, as a page, as a workbook, and in a superior's own form."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import Copy
from tests.cli.shell import Shell

TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()
YEAR = f"{TODAY.year}-01-01"
MAPPING = """\
"Sheet!B1" = "body:name"
"Sheet!B2" = "reports"
"Sheet!B3" = "rate:response-rate"
"""


@pytest.fixture
def shell(copy: Copy) -> Shell:
    """A folder with the demonstration in it."""
    return copy()


def form(shell: Shell) -> str:
    """A workbook with three rows to be filled and a sum below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, name in enumerate(("机构", "上报", "响应率"), 1):
        sheet.append([name, None])
        sheet.cell(row, 2).number_format = "0.0%" if row == 3 else "General"
    sheet.append(["合计", "=B2*1"])
    book.save(shell.folder / "form.xlsx")
    return "form.xlsx"


def mapping(shell: Shell, text: str = MAPPING) -> str:
    (shell.folder / "form.toml").write_text(text, "utf-8")
    return "form.toml"


def test_it_is_written_in_each_format(shell: Shell) -> None:
    told = json.loads(shell.inside("report", "LB", "yearly", YEAR).out)
    assert (told["kind"], told["preliminary"], told["drawn_at"]) == ("yearly", True, None)
    counted = {one["code"]: one["n"] for one in told["figures"]["counts"]}
    assert counted["reported.told"] > 0
    by_id = shell.inside("report", told["body"]["id"], "yearly", YEAR).out
    assert json.loads(by_id)["figures"] == told["figures"]
    page = shell.inside("report", "LB", "yearly", YEAR, "--format", "html", "--lang", "en")
    assert page.out.startswith('<!doctype html>\n<html lang="en">')
    made = shell.inside("report", "LB", "yearly", YEAR, "--format", "xlsx", "-o", "report.xlsx")
    assert (made.status, made.out, made.err) == (0, "", "")
    sheets = load_workbook(shell.folder / "report.xlsx").sheetnames
    assert sheets[:2] == ["报表说明", "总体情况"]


def test_it_is_as_of_a_day(shell: Shell) -> None:
    long_ago = "2020-01-01"
    out = shell.inside("report", "LB", "yearly", YEAR, "--as-of", long_ago).out
    assert json.loads(out)["as_of"] == long_ago


def test_a_form_is_filled(shell: Shell) -> None:
    template = form(shell)
    before = (shell.folder / template).read_bytes()
    asked = ("--template", template, "--mapping", mapping(shell), "-o", "filled.xlsx")
    assert shell.inside("report", "LB", "yearly", YEAR, *asked).status == 0
    told = json.loads(shell.inside("report", "LB", "yearly", YEAR).out)
    sheet = load_workbook(shell.folder / "filled.xlsx")["Sheet"]
    [rate] = [one for one in told["figures"]["rates"] if one["name"] == "response-rate"]
    assert sheet["B1"].value == told["body"]["name"]
    assert sheet["B3"].value == pytest.approx(rate["numerator"] / rate["denominator"])
    assert sheet["B4"].value == "=B2*1"
    assert (shell.folder / template).read_bytes() == before


def test_what_cannot_be_done_is_told_in_one_line(shell: Shell) -> None:
    template = form(shell)
    yearly = ("report", "LB", "yearly", YEAR)
    tomorrow = str(TODAY + timedelta(days=2))
    for arguments, complaint in (
        (("report", "XX", "yearly", YEAR), f"no such body, or no yearly report begins on {YEAR}"),
        (
            ("report", "LB", "monthly", "2020-01-02"),
            "no such body, or no monthly report begins on 2020-01-02",
        ),
        ((*yearly, "--as-of", tomorrow), f"{tomorrow} is still to come"),
        ((*yearly, "--format", "xlsx"), "a workbook needs a file: -o FILE"),
        ((*yearly, "--template", template), "--template and --mapping go together"),
    ):
        assert shell.inside(*arguments).complaint == complaint
    for text, complaint in (
        ('"Sheet!B2" = "rate:happiness"', "unknown-figure: Sheet!B2 = rate:happiness"),
        ('"Sheet!Q9" = "reports"', "unknown-cell: Sheet!Q9"),
        ('"Sheet!B4" = "reports"', "formula-cell: Sheet!B4"),
        ("= =", "mapping-unreadable"),
    ):
        asked = ("--template", template, "--mapping", mapping(shell, text), "-o", "filled.xlsx")
        assert shell.inside(*yearly, *asked).complaint == f"form.toml: {complaint}"
    (shell.folder / "broken.xlsx").write_bytes(b"Excel")
    asked = ("--template", "broken.xlsx", "--mapping", mapping(shell), "-o", "filled.xlsx")
    assert shell.inside(*yearly, *asked).complaint == "broken.xlsx: template-unreadable"
    assert not Path(shell.folder, "filled.xlsx").exists()
    nowhere = shell.inside(*yearly, "-o", "no/such/folder.json").complaint
    assert nowhere == "no/such/folder.json: No such file or directory"
