"""Issue numbers: `LB-2026-000017`, unique per committee and year, counted from 1 without gaps."""


def issue_number(code: str, year: int, sequence: int) -> str:
    """The number of the *sequence*-th issue that was recorded in *year* (Asia/Shanghai)."""
    return f"{scope(code, year)}-{sequence:06d}"


def scope(code: str, year: int) -> str:
    """Within which numbers are unique: the committee's code and the year."""
    return f"{code}-{year:04d}"


def sequence_of(number: str) -> tuple[str, int]:
    """(scope, sequence) of an issue number."""
    within, _, sequence = number.rpartition("-")
    return within, int(sequence)
