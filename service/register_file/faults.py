"""What can be wrong in a file, by row and column; never in the words of the file itself."""

from dataclasses import dataclass
from enum import StrEnum

from service.register_file.columns import Column


class FaultCode(StrEnum):
    """What is wrong."""

    # with the file
    FILE_UNREADABLE = "file-unreadable"
    FILE_TOO_LARGE = "file-too-large"
    ENCODING_UNKNOWN = "encoding-unknown"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NO_ROWS = "no-rows"
    # with its headings
    HEADING_MISSING = "heading-missing"
    HEADING_REPEATED = "heading-repeated"
    HEADING_UNKNOWN = "heading-unknown"
    HEADING_AMBIGUOUS = "heading-ambiguous"
    # with one cell
    CELL_MISSING = "cell-missing"
    CELL_MERGED = "cell-merged"
    CELL_BEYOND_HEADINGS = "cell-beyond-headings"
    FORMULA = "formula"
    NOT_TEXT = "not-text"
    CODE_MALFORMED = "code-malformed"
    KIND_UNKNOWN = "kind-unknown"
    SOURCE_UNKNOWN = "source-unknown"
    FLAG_UNKNOWN = "flag-unknown"
    AREA_MALFORMED = "area-malformed"
    AREA_NOT_POSITIVE = "area-not-positive"
    COUNT_MALFORMED = "count-malformed"
    NAMES_MALFORMED = "names-malformed"
    PHONE_MALFORMED = "phone-malformed"
    # with one row beside others
    UNIT_REPEATED = "unit-repeated"
    OWNER_DIFFERS = "owner-differs"
    SECOND_DEVELOPER = "second-developer"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault: the row as a spreadsheet counts it (1 are the headings, 0 is the file).

    `place` is the column's number from 1, 0 where it is no single one; `column` what it holds,
    as far as that is known.
    """

    row: int
    place: int
    code: FaultCode
    column: Column | None = None


class BadFile(Exception):
    """The file cannot be read any further."""

    def __init__(self, code: FaultCode, row: int = 0) -> None:
        super().__init__(code)
        self.fault = Fault(row, 0, code)
