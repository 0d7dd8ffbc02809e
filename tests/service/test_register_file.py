"""Files of registers: every row that is right is read, every fault is named, nothing is echoed."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.register.canonical import digest_of
from domain.register.events import AreaSource, Owner, Unit, UnitKind
from service.register_file.columns import Column
from service.register_file.faults import Fault, FaultCode
from service.register_file.reading import BuildingSums, read_file
from service.register_file.tables import MOST_ROWS
from service.register_file.writing import square_metres, written
from tests.api.registering import HEADINGS, ROWS, csv_of
from tests.domain.examples import STEADY

C = FaultCode


def book_of(
    rows: Sequence[Sequence[Any]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    *,
    merged: str | None = None,
) -> bytes:
    """A workbook of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    if merged is not None:
        sheet.merge_cells(merged)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def row(**changes: Any) -> list[Any]:
    """The second row, with other cells by their columns."""
    columns = (
        "building",
        "entrance",
        "room",
        "kind",
        "area",
        "source",
        "owner",
        "names",
        "phone",
        "developer",
    )
    known = dict(zip(columns, ROWS[1], strict=True))
    return list({**known, **changes}.values())


def faults_of(content: bytes) -> list[tuple[int, Column | None, FaultCode]]:
    """Every fault by row, column and code."""
    return [(one.row, one.column, one.code) for one in read_file(content).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_encodings_of_its_makers(encoding: str) -> None:
    read = read_file(csv_of(encoding=encoding))
    assert read.faults == ()
    assert read.units == read_file(csv_of()).units
    assert read.owners["Y1"].names == ("沈秋禾", "陆望")


def test_a_row_is_a_unit_and_its_owner() -> None:
    read = read_file(csv_of())
    assert read.units[0] == Unit(
        unit="1-1-101",
        building="1",
        entrance="1",
        kind=UnitKind.DWELLING,
        area=8957,
        source=AreaSource.REGISTERED,
        owner="Y1",
        households=1,
        residents=None,
    )
    shop, parking = read.units[2:]
    assert (shop.unit, shop.entrance, shop.kind, shop.area) == (
        "2-101",
        None,
        UnitKind.COMMERCIAL,
        7043,
    )
    assert (parking.kind, parking.area, parking.households) == (UnitKind.PARKING, 1250, 0)
    developers = {number for number, one in read.owners.items() if one.developer}
    assert (len(read.owners), developers) == (3, {"K1"})
    assert read.owners["Y2"].names == ("乔一苇",)
    assert read.buildings == [
        BuildingSums(building="1", units=2, owners=2, area=14957),
        BuildingSums(building="2", units=2, owners=2, area=8293),
    ]


def test_english_headings_and_a_code_of_its_own() -> None:
    headings = ("Unit", "Building", "Kind", "Area (m²)", "Source", "Owner", "Households")
    read = read_file(csv_of([("A-7", "A", "dwelling", "88.5", "surveyed", "7", "2")], headings))
    assert read.faults == ()
    assert (read.units[0].unit, read.units[0].area, read.units[0].households) == ("A-7", 8850, 2)


def test_a_workbook_says_the_same() -> None:
    cells = [[*r[:2], r[2], r[3], float(r[4]), *r[5:]] for r in ROWS]
    cells[0][2] = 101
    assert read_file(book_of(cells)).units == read_file(csv_of()).units


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"building": ""}, Column.BUILDING, C.CELL_MISSING),
        ({"room": " "}, Column.ROOM, C.CELL_MISSING),
        ({"room": "1/2"}, Column.ROOM, C.CODE_MALFORMED),
        ({"room": "1#2"}, Column.ROOM, C.CODE_MALFORMED),
        ({"owner": "a b"}, Column.OWNER, C.CODE_MALFORMED),
        ({"kind": "城堡"}, Column.KIND, C.KIND_UNKNOWN),
        ({"area": "0"}, Column.AREA, C.AREA_NOT_POSITIVE),
        ({"area": "0.00"}, Column.AREA, C.AREA_NOT_POSITIVE),
        ({"area": "-60"}, Column.AREA, C.AREA_NOT_POSITIVE),
        ({"area": "60.001"}, Column.AREA, C.AREA_MALFORMED),
        ({"area": "60,5"}, Column.AREA, C.AREA_MALFORMED),
        ({"area": "6e1"}, Column.AREA, C.AREA_MALFORMED),
        ({"area": "NaN"}, Column.AREA, C.AREA_MALFORMED),
        ({"area": "1" * 8}, Column.AREA, C.AREA_MALFORMED),
        ({"source": "听说"}, Column.SOURCE, C.SOURCE_UNKNOWN),
        ({"developer": "也许"}, Column.DEVELOPER, C.FLAG_UNKNOWN),
        ({"phone": "无"}, Column.PHONE, C.PHONE_MALFORMED),
        ({"phone": "13800001234、13900001234"}, Column.PHONE, C.PHONE_MALFORMED),
        ({"names": "甲" * 61}, Column.NAMES, C.NAMES_MALFORMED),
        ({"names": "、".join("甲" * 21)}, Column.NAMES, C.NAMES_MALFORMED),
        ({"names": "乔\x00一苇"}, Column.NAMES, C.NOT_TEXT),
        ({"names": "=HYPERLINK(1)"}, Column.NAMES, C.FORMULA),
        ({"names": "@cmd"}, Column.NAMES, C.FORMULA),
        ({"names": "甲" * 2001}, Column.NAMES, C.NOT_TEXT),
    ],
)
def test_what_is_wrong_with_a_cell_is_named(
    changes: dict[str, str], column: Column, code: FaultCode
) -> None:
    assert faults_of(csv_of([ROWS[0], row(**changes)])) == [(3, column, code)]


@pytest.mark.parametrize(
    ("area", "code"),
    [(60.001, C.AREA_MALFORMED), (60.0000001, C.AREA_MALFORMED), (1e300, C.AREA_MALFORMED)],
)
def test_a_number_is_taken_by_its_exact_digits(area: float, code: FaultCode) -> None:
    assert faults_of(book_of([row(area=area)])) == [(2, Column.AREA, code)]
    assert read_file(book_of([row(area=60.55)])).units[0].area == 6055


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None), C.NOT_TEXT),
        ("=1+1", C.FORMULA),
        ("#N/A", C.NOT_TEXT),
    ],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_not_believed(value: Any, code: FaultCode) -> None:
    assert faults_of(book_of([row(room=value)])) == [(2, Column.ROOM, code)]


def test_merged_cells_are_named_each() -> None:
    found = faults_of(book_of([row(room=str(n)) for n in range(3)], merged="B2:B3"))
    assert found == [(n, Column.ENTRANCE, C.CELL_MERGED) for n in (2, 3)]


def test_what_no_row_shows_alone() -> None:
    rows = [
        ROWS[0],
        ROWS[0],
        row(owner="Y1", names="别人"),
        row(room="103", developer="是"),
        row(room="104", owner="K2", developer="是"),
        row(room="105", owner="K3", developer="是"),
    ]
    assert faults_of(csv_of(rows)) == [
        (3, Column.ROOM, C.UNIT_REPEATED),
        (4, Column.NAMES, C.OWNER_DIFFERS),
        (6, Column.DEVELOPER, C.SECOND_DEVELOPER),
        (7, Column.DEVELOPER, C.SECOND_DEVELOPER),
    ]
    differs = [row(), row(room="103", developer="是"), row(room="104", phone="13800001234")]
    assert faults_of(csv_of(differs))[0] == (3, Column.DEVELOPER, C.OWNER_DIFFERS)
    phones = [row(phone="13800001234"), row(room="103", phone="13900001234")]
    assert faults_of(csv_of(phones)) == [(3, Column.PHONE, C.OWNER_DIFFERS)]
    later = [row(), *(row(room=f"10{n}", phone=f"1380000123{n}") for n in (3, 4))]
    assert faults_of(csv_of(later)) == [(4, Column.PHONE, C.OWNER_DIFFERS)]


def test_a_telephone_stands_in_whichever_row_of_its_owner() -> None:
    rows = [row(names=""), row(room="103"), row(room="104", phone="13800001234")]
    owner = read_file(csv_of(rows)).owners["Y2"]
    assert (owner.names, owner.phones) == (("乔一苇",), ("13800001234",))


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ((*HEADINGS, "楼号"), (1, Column.BUILDING, C.HEADING_REPEATED)),
        ((*HEADINGS, "面积"), (1, Column.AREA, C.HEADING_REPEATED)),
        ((*HEADINGS, "备注"), (1, None, C.HEADING_UNKNOWN)),
        ((*HEADINGS, "编号"), (1, Column.ROOM, C.HEADING_AMBIGUOUS)),
        (HEADINGS[1:], (1, Column.BUILDING, C.HEADING_MISSING)),
        ((*HEADINGS[:2], *HEADINGS[3:]), (1, Column.UNIT, C.HEADING_MISSING)),
    ],
)
def test_headings_that_are_not_understood(
    headings: Sequence[str], expected: tuple[int, Column | None, FaultCode]
) -> None:
    assert faults_of(csv_of([], headings)) == [expected]


def test_what_stands_beside_the_columns() -> None:
    content = csv_of([(*ROWS[0], "备注")])
    assert faults_of(content) == [(2, None, C.CELL_BEYOND_HEADINGS)]
    assert read_file(content).faults[0].place == len(HEADINGS) + 1


def test_every_fault_is_named_at_once() -> None:
    rows = [row(room=str(n), area="?", owner="") for n in range(200)]
    assert len(read_file(csv_of(rows)).faults) == 400


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", C.NO_ROWS, 0),
        (b"\n\n", C.NO_ROWS, 0),
        (csv_of([]), C.NO_ROWS, 1),
        (b"\xff\xfe1\x00", C.ENCODING_UNKNOWN, 0),
        ('楼号,"'.encode(), C.FILE_UNREADABLE, 1),
        (("," * 50 + "x\n").encode(), C.TOO_MANY_COLUMNS, 1),
        (b"PK\x03\x04 no book", C.FILE_UNREADABLE, 0),
    ],
)
def test_a_file_that_is_none(content: bytes, code: FaultCode, place: int) -> None:
    assert read_file(content).faults == (Fault(place, 0, code),)


def test_too_many_rows_are_not_read_to_their_end() -> None:
    content = csv_of() + b"\n" * 100_000
    assert read_file(content).faults == (Fault(MOST_ROWS + 2, 0, C.TOO_MANY_ROWS),)


def repacked(**parts: bytes) -> bytes:
    """A workbook with other parts beside its own, or in their place."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book_of())) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            content = parts.pop(part.filename, None)
            after.writestr(part.filename, before.read(part) if content is None else content)
        for name, content in parts.items():
            after.writestr(name, content)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: repacked(bomb=b"\0" * (49 * 1024 * 1024)), C.FILE_TOO_LARGE),
        (lambda: repacked(**{f"p{n}": b"" for n in range(501)}), C.FILE_TOO_LARGE),
        (
            lambda: repacked(**{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}),
            C.FILE_UNREADABLE,
        ),
        (lambda: repacked(**{SHEET: b"<worksheet><sheetData><row>"}), C.FILE_UNREADABLE),
        (lambda: repacked(**{"xl/workbook.xml": b"<a/>"}), C.FILE_UNREADABLE),
        (lambda: book_of()[:900], C.FILE_UNREADABLE),
    ],
    ids=["bomb", "parts", "entities", "cut-xml", "no-book", "cut"],
)
def test_a_workbook_that_means_harm(content: Any, code: FaultCode) -> None:
    assert [one.code for one in read_file(content()).faults] == [code]


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(book_of())) as packed:
        sheet = packed.read(SHEET)
    assert b'ref="A1:J5"' in sheet
    for claimed in (b'ref="A1:A1"', b'ref="A1:XFD1048576"'):
        read = read_file(repacked(**{SHEET: sheet.replace(b'ref="A1:J5"', claimed)}))
        assert (len(read.units), read.faults) == (4, ())


CODES = st.text("A09甲", min_size=1, max_size=3)
FEW = settings(STEADY, max_examples=25)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    kind = draw(st.sampled_from(UnitKind))
    return Unit(
        unit=draw(CODES),
        building=draw(CODES),
        entrance=draw(st.none() | CODES),
        kind=kind,
        area=draw(st.integers(1, 999_999_999)),
        source=draw(st.sampled_from(AreaSource)),
        owner=draw(st.sampled_from(["Y1", "Y2", "K1"])),
        households=draw(st.integers(0, 9999)),
        residents=draw(st.none() | st.integers(0, 9999)),
    )


@FEW
@for_all(st.lists(units(), min_size=1, max_size=8, unique_by=lambda one: one.unit))
def test_what_is_written_is_read_as_the_same(made: list[Unit]) -> None:
    owners = {
        number: Owner(owner=number, persons=(), developer=number == "K1")
        for number in {one.owner for one in made}
    }
    read = read_file(written(made, owners))
    assert read.faults == ()
    told = {
        line.owner: Owner(owner=line.owner, persons=(), developer=line.developer)
        for line in read.owners.values()
    }
    before = digest_of({one.unit: one for one in made}, owners)
    assert digest_of({one.unit: one for one in read.units}, told) == before


@STEADY
@for_all(st.integers(1, 999_999_999))
def test_an_area_is_written_as_it_is_read(area: int) -> None:
    read = read_file(csv_of([row(area=square_metres(area))]))
    assert read.units[0].area == area


@STEADY
@for_all(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_whatever_comes_is_read_to_its_end(content: bytes) -> None:
    read = read_file(content)
    assert read.faults
    assert not read.lines
