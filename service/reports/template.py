"""A superior's own form: a workbook into whose cells the figures of a report are written.

The form is somebody else's work. Its formulas, formats and other cells stay; whatever does not
fit is refused by name, and nothing is written. What openpyxl does not know (form controls,
pivot tables) is lost in the copy; the form itself is never changed.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from service.reports.keys import UnknownFigure, Value, figure
from service.reports.parts import Report

MOST_BYTES = 64 * 1024 * 1024
"""What a form may be unpacked: the program reads all of it."""

_ADDRESS = re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[1-9][0-9]{0,6})")
_BROKEN = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError)
"""What openpyxl raises where a part of a file is not what it should be."""

_MACROS = ("vbaProject.bin", "macrosheets/")


class Fault(StrEnum):
    """What is wrong with a form or its mapping."""

    TEMPLATE_UNREADABLE = "template-unreadable"
    TEMPLATE_TOO_LARGE = "template-too-large"
    TEMPLATE_HAS_MACROS = "template-has-macros"
    MAPPING_UNREADABLE = "mapping-unreadable"
    MAPPING_EMPTY = "mapping-empty"
    UNKNOWN_SHEET = "unknown-sheet"
    UNKNOWN_CELL = "unknown-cell"
    MERGED_CELL = "merged-cell"
    FORMULA_CELL = "formula-cell"
    UNKNOWN_FIGURE = "unknown-figure"


class BadTemplate(Exception):
    """A form or mapping cannot be used; *at* is the cell or figure that is at fault."""

    def __init__(self, fault: Fault, at: str = "") -> None:
        super().__init__(f"{fault}: {at}" if at else str(fault))
        self.fault, self.at = fault, at


def mapping_in(text: bytes) -> Mapping[str, str]:
    """Cell by cell the name of its figure, as TOML: `"Sheet1!B4" = "rate:satisfied-rate"`."""
    try:
        table = tomllib.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadTemplate(Fault.MAPPING_UNREADABLE) from error
    wrong = next((cell for cell, name in table.items() if not isinstance(name, str)), None)
    if wrong is not None:
        raise BadTemplate(Fault.MAPPING_UNREADABLE, wrong)
    if not table:
        raise BadTemplate(Fault.MAPPING_EMPTY)
    return table


def filled(report: Report, template: bytes, mapping: Mapping[str, str]) -> bytes:
    """The form with the report's figures; raises `BadTemplate`."""
    book = _opened(template)
    values = {address: _value(report, address, name) for address, name in mapping.items()}
    cells = {address: _cell(book, address) for address in mapping}
    for address, cell in cells.items():
        _write(cell, values[address])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _opened(template: bytes) -> Workbook:
    try:
        with ZipFile(BytesIO(template)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError) as error:
        raise BadTemplate(Fault.TEMPLATE_UNREADABLE) from error
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise BadTemplate(Fault.TEMPLATE_TOO_LARGE)
    if any(name in part.filename for part in parts for name in _MACROS):
        raise BadTemplate(Fault.TEMPLATE_HAS_MACROS)
    try:
        book = load_workbook(BytesIO(template), keep_links=False)
    except _BROKEN as error:
        raise BadTemplate(Fault.TEMPLATE_UNREADABLE) from error
    # What formulas came to before is not kept: whoever opens the file has them counted again.
    book.calculation.fullCalcOnLoad = True
    return book


def _value(report: Report, address: str, name: str) -> Value:
    try:
        return figure(report, name)
    except UnknownFigure:
        raise BadTemplate(Fault.UNKNOWN_FIGURE, f"{address} = {name}") from None


def _cell(book: Workbook, address: str) -> Cell:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise BadTemplate(Fault.UNKNOWN_CELL, address)
    if found["sheet"] not in {sheet.title for sheet in book.worksheets}:
        raise BadTemplate(Fault.UNKNOWN_SHEET, address)
    sheet: Worksheet = book[found["sheet"]]
    row, column = coordinate_to_tuple(found["cell"])
    if row > sheet.max_row or column > sheet.max_column:
        raise BadTemplate(Fault.UNKNOWN_CELL, address)
    cell = sheet.cell(row, column)
    # Of merged cells the first alone is one.
    if not isinstance(cell, Cell):
        raise BadTemplate(Fault.MERGED_CELL, address)
    if cell.data_type == "f":
        raise BadTemplate(Fault.FORMULA_CELL, address)
    return cell


def _write(cell: Cell, value: Value) -> None:
    """A date keeps the cell's own format; a text is a text, whatever it begins with."""
    form = cell.number_format
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    if form != "General":
        cell.number_format = form
