"""A file as rows of cells: CSV in UTF-8 or GB18030, or the first sheet of a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.register_file.faults import BadFile, FaultCode
from service.register_file.sheets import is_workbook, sheet_rows

MOST_ROWS = 20_000
"""The most units that a file may name."""

MOST_COLUMNS = 40
_BOM = b"\xef\xbb\xbf"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, or what makes it none."""

    text: str = ""
    fault: FaultCode | None = None


Row = tuple[int, Sequence[Cell]]
"""A row's number as a spreadsheet counts it, and its cells."""


def rows_of(content: bytes) -> Iterator[Row]:
    """The rows that are not empty; raises `BadFile`."""
    read = sheet_rows(content, MOST_COLUMNS + 1) if is_workbook(content) else _csv_rows(content)
    for number, values in enumerate(read, start=1):
        if number > MOST_ROWS + 1:
            raise BadFile(FaultCode.TOO_MANY_ROWS, number)
        cells = _trimmed([_cell(value) for value in values])
        if len(cells) > MOST_COLUMNS:
            raise BadFile(FaultCode.TOO_MANY_COLUMNS, number)
        if cells:
            yield number, cells


def _csv_rows(content: bytes) -> Iterator[Sequence[str]]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        yield from reader
    except csv.Error:
        raise BadFile(FaultCode.FILE_UNREADABLE, reader.line_num) from None


def _decoded(content: bytes) -> str:
    """UTF-8 where it is that, else GB18030, in which Excel saves CSV on a Chinese Windows."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.removeprefix(_BOM).decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(FaultCode.ENCODING_UNKNOWN)


def _cell(value: str | FaultCode) -> Cell:
    if isinstance(value, FaultCode):
        return Cell(fault=value)
    text = value.replace("\u3000", " ").replace("\xa0", " ").strip()
    if len(text) > _LONGEST or any(not c.isprintable() for c in text):
        return Cell(fault=FaultCode.NOT_TEXT)
    # Whoever opens the register again in a spreadsheet would run it.
    if text[:1] in {"=", "@", "+"}:
        return Cell(fault=FaultCode.FORMULA)
    return Cell(text)


def _trimmed(cells: Iterable[Cell]) -> Sequence[Cell]:
    """Without the empty cells at the end."""
    kept = list(cells)
    while kept and kept[-1] == Cell():
        kept.pop()
    return kept
