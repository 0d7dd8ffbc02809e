"""A report as a workbook (XLSX): a sheet for each grid; texts stay texts, whatever they say."""

from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.reports.about import about, title
from api.reports.cells import Cell, Column, Grid, Kind, Share
from api.reports.grids import grids
from api.reports.words import Speech
from domain.figures.durations import BEYOND, HOUR
from service.reports.parts import Report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""What begins with `=` or looks like a number or an address is text like any other."""

_FORMATS = {
    Kind.COUNT: "0",
    Kind.CHANGE: "+0;-0;0",
    Kind.SHARE: "0.0%",
    Kind.POINTS: "+0.0;-0.0;0.0",
    Kind.SPAN: "0.00",
    Kind.MONEY: "#,##0.00",
}
_WIDE, _NARROW = 28, 12
_A4 = 9
_UPRIGHT = 8
"""So many columns stand on a page that is held upright."""


def workbook(report: Report, speech: Speech) -> bytes:
    """The file; of the same report the same bytes."""
    file = BytesIO()
    book = Workbook(file, _OPTIONS)
    made = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC)
    book.set_properties({"title": title(report, speech), "created": made.replace(tzinfo=None)})
    writer = _Writer(book, speech)
    for grid in (about(report, speech), *grids(report, speech)):
        writer.write(grid)
    if report.preliminary:
        writer.warn(book.worksheets()[0])
    book.close()
    return file.getvalue()


class _Writer:
    """Writes grids, a sheet each. A share takes three columns: itself, and of what it is."""

    def __init__(self, book: Workbook, speech: Speech) -> None:
        self._book, self._speech = book, speech
        self._head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self._numbers = {
            kind: book.add_format({"num_format": form, "valign": "top"})
            for kind, form in _FORMATS.items()
        }

    def write(self, grid: Grid) -> None:
        """One grid on a sheet of its own."""
        sheet = self._book.add_worksheet(grid.title)
        sheet.set_paper(_A4)
        if len(grid.columns) > _UPRIGHT:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, 1)
        place = 0
        for number, column in enumerate(grid.columns):
            cells = [row[number] for row in grid.rows]
            place = self._column(sheet, place, column, cells)

    def warn(self, sheet: Worksheet) -> None:
        """Say on the first sheet that the period is not over."""
        below = (sheet.dim_rowmax or 0) + 2
        sheet.write_string(below, 0, self._speech["preliminary"], self._head)

    def _column(self, sheet: Worksheet, place: int, column: Column, cells: list[Cell]) -> int:
        """A column, or three; where the next one begins."""
        if column.kind is not Kind.SHARE:
            self._one(sheet, place, self._labelled(column), column.kind, cells)
            return place + 1
        shares = [cell if isinstance(cell, Share) else Share(0, 0) for cell in cells]
        numerator, denominator = self._speech["numerator"], self._speech["denominator"]
        label = column.label
        parts: list[tuple[str, Kind, list[Cell]]] = [
            (label, Kind.SHARE, [one.value for one in shares]),
            (f"{label} {numerator}", Kind.COUNT, [one.numerator for one in shares]),
            (f"{label} {denominator}", Kind.COUNT, [one.denominator for one in shares]),
        ]
        for number, (name, kind, told) in enumerate(parts):
            self._one(sheet, place + number, name, kind, told)
        return place + len(parts)

    def _one(self, sheet: Worksheet, place: int, label: str, kind: Kind, cells: list[Cell]) -> None:
        sheet.set_column(place, place, _WIDE if kind is Kind.TEXT else _NARROW)
        sheet.write_string(0, place, label, self._head)
        for row, cell in enumerate(cells, 1):
            if kind is Kind.SPAN and cell == BEYOND:
                sheet.write_string(row, place, self._speech["year"], self._wrapped)
            elif isinstance(cell, str):
                sheet.write_string(row, place, cell, self._wrapped)
            elif isinstance(cell, int | float):
                sheet.write_number(row, place, _scaled(kind, cell), self._numbers[kind])

    def _labelled(self, column: Column) -> str:
        """A span is written in hours, and says so."""
        unit = self._speech["in_hours"] if column.kind is Kind.SPAN else ""
        return column.label + unit


def _scaled(kind: Kind, number: float) -> float:
    """分 as yuan, seconds as hours."""
    return number / {Kind.MONEY: 100, Kind.SPAN: HOUR}.get(kind, 1)
