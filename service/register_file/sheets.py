"""The first sheet of a workbook, whoever made it: bounded before it is unpacked.

Nothing in it is computed: a formula, an error and a date are faults, for what a spreadsheet shows
in their place is its own affair (it makes a date of the room 3-2).
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from service.register_file.faults import BadFile, FaultCode

_MAGIC = b"PK\x03\x04"
_MOST_UNPACKED = 48 * 1024 * 1024
_MOST_PARTS = 500
_MOST_MERGED = 30_000
"""The last row of which it is told whether its cells are merged; no file is read so far."""
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"'
)
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    InvalidFileException,
    ParseError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
)
"""What openpyxl and zipfile raise of a file that is none; they promise nothing narrower."""

Value = str | FaultCode


def is_workbook(content: bytes) -> bool:
    """Whether it is a ZIP, which a CSV never is."""
    return content.startswith(_MAGIC)


def sheet_rows(content: bytes, columns: int) -> Iterator[Sequence[Value]]:
    """The rows of the first sheet up to so many columns; raises `BadFile`."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            _require_bounded(packed)
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            merged = _merged_in(packed, sheet._worksheet_path)  # type: ignore[attr-defined]  # nothing public tells which part it is
        # What the file says of its own size is not believed.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=columns), start=1):
            places = merged.get(number, frozenset[int]())
            yield [
                FaultCode.CELL_MERGED if place in places else _value(cell.value, cell.data_type)
                for place, cell in enumerate(row, start=1)
            ]
    except _BROKEN as error:
        raise BadFile(FaultCode.FILE_UNREADABLE) from error


def _require_bounded(packed: ZipFile) -> None:
    """Refuse what unpacks to too much, and what declares types of its own: entities grow."""
    parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise BadFile(FaultCode.FILE_TOO_LARGE)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            xml = packed.read(part)
            if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                raise BadFile(FaultCode.FILE_UNREADABLE)


def _merged_in(packed: ZipFile, part: str) -> Mapping[int, Set[int]]:
    """The places of a sheet's cells that are one with others, by row."""
    found: dict[int, set[int]] = {}
    for reference in _MERGED.findall(packed.read(part)):
        left, top, right, bottom = range_boundaries(reference.decode())
        for row in range(top or 1, min(bottom or 1, _MOST_MERGED) + 1):
            found.setdefault(row, set()).update(range(left or 1, min(right or 1, 100) + 1))
    return found


def _value(value: object, kind: str) -> Value:
    """A cell's text: of a number its exact decimal digits, never rounded."""
    if value is None:
        return ""
    if kind == "f":
        return FaultCode.FORMULA
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime | time | timedelta) or kind == "e":
        return FaultCode.NOT_TEXT
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = str(value)
    return FaultCode.NOT_TEXT if text in ERROR_CODES else text
