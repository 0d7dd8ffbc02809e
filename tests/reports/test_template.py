"""A superior's own form: filled with the figures that its mapping names, or refused by name."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from domain.body.events import Level
from service.reports.keys import UnknownFigure, figure
from service.reports.parts import Of
from service.reports.template import MOST_BYTES, BadTemplate, Fault, filled, mapping_in
from tests.reports.made_up import COMMITTEE, INJECTED, report


def form() -> Workbook:
    """A sheet of two columns and ten rows, with a formula, a format, and a merged title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "考评"
    sheet["A1"] = "街道考评表"
    sheet.merge_cells("A1:B1")
    for row in range(2, 11):
        sheet[f"A{row}"], sheet[f"B{row}"] = f"第{row}项", "待填"
    sheet["B2"].number_format = "0.00%"
    sheet["B3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["B10"] = "=B4*2"
    return book


def packed(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def fill(mapping: dict[str, str], template: bytes | None = None, **parts: Any) -> Any:
    """The form's sheet, filled."""
    made = filled(report(**parts), packed(form()) if template is None else template, mapping)
    return load_workbook(BytesIO(made))["考评"]


def fault(mapping: dict[str, str], template: bytes | None = None) -> str:
    with pytest.raises(BadTemplate) as refused:
        fill(mapping, template)
    return str(refused.value)


def test_figures_are_written_as_what_they_are() -> None:
    sheet = fill(
        {
            "考评!B2": "rate:satisfied-rate",
            "考评!B3": "period:last",
            "考评!B4": "count:done.solved",
            "考评!B5": "body:name",
            "考评!A1": "body:code",
            "考评!B6": "before:rate:satisfied-rate",
        },
    )
    assert sheet["B2"].value == pytest.approx(5 / 6)
    assert sheet["B2"].number_format == "0.00%"
    assert sheet["B3"].value == datetime(2026, 4, 15)  # noqa: DTZ001  # a date, as a workbook has it
    assert sheet["B3"].number_format == 'yyyy"年"m"月"d"日"'
    assert (sheet["B4"].value, sheet["A1"].value) == (9, "LB")
    assert (sheet["B5"].value, sheet["B5"].data_type) == (INJECTED, "s")
    assert sheet["B10"].value == "=B4*2"
    assert (sheet["A2"].value, sheet["B7"].value) == ("第2项", "待填")


def test_what_cannot_be_told_leaves_its_cell_empty() -> None:
    mapping = {"考评!B2": "before:stage:completion:median", "考评!B4": "stage:completion:p90"}
    sheet = fill(mapping)
    assert (sheet["B2"].value, sheet["B4"].value) == (None, None)


def test_the_form_itself_is_not_changed() -> None:
    template = packed(form())
    before = bytes(template)
    fill({"考评!B4": "reports"}, template)
    assert template == before


@pytest.mark.parametrize(
    ("address", "name", "told"),
    [
        ("考评!B4", "rate:happiness", "unknown-figure: 考评!B4 = rate:happiness"),
        ("考评!B4", "", "unknown-figure: 考评!B4 = "),
        ("考评!Z4", "reports", "unknown-cell: 考评!Z4"),
        ("考评!B11", "reports", "unknown-cell: 考评!B11"),
        ("考评!ZZZ9999999", "reports", "unknown-cell: 考评!ZZZ9999999"),
        ("考评!b4", "reports", "unknown-cell: 考评!b4"),
        ("B4", "reports", "unknown-cell: B4"),
        ("考评!B4:B5", "reports", "unknown-cell: 考评!B4:B5"),
        ("别的!B4", "reports", "unknown-sheet: 别的!B4"),
        ("考评!B1", "reports", "merged-cell: 考评!B1"),
        ("考评!B10", "reports", "formula-cell: 考评!B10"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(address: str, name: str, told: str) -> None:
    assert fault({"考评!B2": "reports", address: name}) == told


def with_part(template: bytes, name: str, content: bytes) -> bytes:
    file = BytesIO(template)
    with ZipFile(file, "a") as zipped:
        zipped.writestr(name, content)
    return file.getvalue()


def without_part(template: bytes, name: str) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(file, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    return file.getvalue()


BROKEN: dict[str, tuple[bytes, Fault]] = {
    "no archive": (b"Excel", Fault.TEMPLATE_UNREADABLE),
    "nothing": (b"", Fault.TEMPLATE_UNREADABLE),
    "cut short": (packed(form())[:900], Fault.TEMPLATE_UNREADABLE),
    "no workbook": (without_part(packed(form()), "xl/workbook.xml"), Fault.TEMPLATE_UNREADABLE),
    "no sheet": (
        without_part(packed(form()), "xl/worksheets/sheet1.xml"),
        Fault.UNKNOWN_SHEET,
    ),
    "no types": (without_part(packed(form()), "[Content_Types].xml"), Fault.TEMPLATE_UNREADABLE),
    "macros": (with_part(packed(form()), "xl/vbaProject.bin", b"x"), Fault.TEMPLATE_HAS_MACROS),
    "old macros": (
        with_part(packed(form()), "xl/macrosheets/sheet1.xml", b"x"),
        Fault.TEMPLATE_HAS_MACROS,
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_form_that_cannot_be_used(what: str) -> None:
    template, expected = BROKEN[what]
    assert fault({"考评!B2": "reports"}, template).startswith(str(expected))


def test_one_that_would_fill_the_memory() -> None:
    file = BytesIO(packed(form()))
    with ZipFile(file, "a", compression=8) as zipped:
        zipped.writestr("xl/padding.xml", b"\0" * (MOST_BYTES + 1))
    assert fault({"考评!B2": "reports"}, file.getvalue()) == "template-too-large"


def test_entities_are_not_expanded() -> None:
    """Ten to the tenth letters, in a kilobyte."""
    name, template = "xl/worksheets/sheet1.xml", packed(form())
    steps = zip("abcdefghi", "bcdefghij", strict=True)
    made = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in steps)
    with ZipFile(BytesIO(template)) as zipped:
        sheet = zipped.read(name).decode()
    bomb = f'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">{made}]>{sheet.replace("待填", "&j;", 1)}'
    assert bomb.count("&j;") == 1
    broken = with_part(without_part(template, name), name, bomb.encode())
    assert fault({"考评!B2": "reports"}, broken) == "template-unreadable"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\xff", "mapping-unreadable"),
        (b"x = = 1", "mapping-unreadable"),
        (b'"A!B2" = 7', "mapping-unreadable: A!B2"),
        (b'["A!B2"]\nx = "y"', "mapping-unreadable: A!B2"),
        (b"# nothing\n", "mapping-empty"),
    ],
)
def test_a_mapping_that_cannot_be_used(text: bytes, told: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        mapping_in(text)
    assert str(refused.value) == told


def test_a_mapping_is_toml() -> None:
    text = '"Sheet1!B4" = "rate:satisfied-rate"\n"Sheet1!B5" = "count:done.solved"\n'
    assert mapping_in(text.encode()) == {
        "Sheet1!B4": "rate:satisfied-rate",
        "Sheet1!B5": "count:done.solved",
    }


KNOWN: dict[str, object] = {
    "period:first": date(2026, 4, 1),
    "as-of": date(2026, 4, 15),
    "body:name": INJECTED,
    "definitions": 1,
    "record": 4711,
    "reports": 15,
    "before:reports": 7,
    "count:reported.told": 11,
    "count:exit.merged": 0,
    "rate:satisfied-rate:numerator": 5,
    "rate:satisfied-rate:denominator": 6,
    "before:rate:satisfied-rate": 0.75,
    "rate:near": 0.75,
    "clock:completion:started": 15,
    "clock:completion:met": 8,
    "clock:completion:over": 14,
    "clock:approval:missed": 0,
    "stage:response:median": 0.15,
    "stage:response:count": 14,
    "stage:approval:count": 0,
    "stage:approval:p90": None,
    "stage:completion:p90": None,
    "backlog:total": 5,
    "backlog:30": 1,
    "backlog:0": 2,
    "backlog:7": 0,
    "standing:overdue": 3,
    "standing:unanswered": 2,
    "standing:late": 1,
    "funds:received:government": 1234.5,
    "funds:spent:donation": 0,
    "meeting:hearing": 3,
    "meeting:council": 0,
    "position:owners-committee:agree": 4,
    "position:police:agree": 0,
}


@pytest.mark.parametrize("key", KNOWN)
def test_a_figure_by_its_name(key: str) -> None:
    assert figure(report(), key) == KNOWN[key]


@pytest.mark.parametrize(
    "key",
    [
        "",
        ":",
        "before",
        "before:",
        "before:before:reports",
        "before:period:first",
        "period",
        "period:middle",
        "as-of:now",
        "reports:all",
        "count",
        "count:done.forgotten",
        "count:done.solved:more",
        "rate:satisfied-rate:both",
        "rate:satisfied-rate:numerator:more",
        "clock:completion",
        "clock:completion:__class__",
        "clock:lunch:met",
        "stage:completion:mean",
        "backlog:5",
        "backlog:many",
        "standing:sitting",
        "funds:received",
        "funds:stolen:government",
        "funds:received:heaven",
        "meeting:party",
        "position:owners-committee",
        "position:owners-committee:shout",
        "position:nobody:agree",
        "body:phone",
    ],
)
def test_no_figure_has_that_name(key: str) -> None:
    with pytest.raises(UnknownFigure):
        figure(report(), key)


def test_the_body_is_whose_report_it_is() -> None:
    of = Of(body=COMMITTEE, name="东平路街道", code="DP", level=Level.SUBDISTRICT)
    assert figure(report(of=of), "body:name") == "东平路街道"
