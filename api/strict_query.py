"""Reading a query strictly: nothing told twice, nothing unknown, nothing that is no text."""

from urllib.parse import parse_qsl

from api.problems import Problem

_MAX_FIELDS = 50


def require_readable(raw: bytes, *, expected: bool) -> None:
    """Refuse (400) a query that says two things at once, or that no text column could compare.

    *expected* says whether the route has any parameter: one that is passed to a route without
    any would be ignored, and the caller would take the answer for something else.
    """
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        raise _bad("text_expected") from None
    names = [name for name, _ in pairs]
    if names and not expected:
        raise _bad("extra_forbidden")
    if len(set(names)) != len(names):
        raise _bad("repeated")
    if any(c < " " or c == "\x7f" for pair in pairs for text in pair for c in text):
        raise _bad("control_characters")


def _bad(reason: str) -> Problem:
    return Problem("malformed-request", errors=[{"pointer": "", "in": "query", "reason": reason}])
