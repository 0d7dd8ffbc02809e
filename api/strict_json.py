"""Reading JSON strictly: what other parsers wave through is refused here.

Python's own parser takes NaN, duplicate keys, numbers of any length and lone surrogates; to
store or to echo those later gives a 500.
"""

import json
import math
import re
from collections.abc import Iterator

from api.problems import Error, Problem
from api.schemas.fields import pointer

MAX_INTEGER = 2**63 - 1
_MAX_DIGITS = 19
_MAX_DEPTH = 32
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class _Malformed(ValueError):
    """Not JSON, or JSON that says two things at once."""


class _OutOfRange(ValueError):
    """A number that nobody here can store."""


def read(body: bytes) -> Json:
    """The value in *body*; raises `Problem` malformed-request (400) or invalid-body (422)."""
    try:
        value: Json = _DECODER.decode(body.decode("utf-8"))
        faults = list(_bad_texts(value, ()))
    except _OutOfRange:
        reason = {"pointer": "", "in": "body", "reason": "number_out_of_range"}
        raise Problem("invalid-body", errors=[reason]) from None
    except (ValueError, RecursionError):
        raise Problem("malformed-request") from None
    if faults:
        raise Problem("invalid-body", errors=faults)
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _Malformed("duplicate key")
    return value


def _constant(_name: str) -> Json:
    raise _Malformed("NaN and Infinity are not JSON")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _OutOfRange
    return value


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _MAX_DIGITS or abs(int(text)) > MAX_INTEGER:
        raise _OutOfRange
    return int(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_float=_float,
    parse_int=_integer,
)


def _bad_texts(value: Json, steps: tuple[str | int, ...]) -> Iterator[Error]:
    """Strings that no database stores: NUL, and surrogates that stand alone.

    No body of ours is deeper than a few levels. What is deeper than many is not walked: this
    function would run out of stack where the parser, which is written in C, did not.
    """
    if len(steps) > _MAX_DEPTH:
        raise _Malformed("too deep")
    match value:
        case str():
            if _NOT_STORABLE.search(value):
                yield {"pointer": pointer(steps), "in": "body", "reason": "text_not_storable"}
        case list():
            for index, item in enumerate(value):
                yield from _bad_texts(item, (*steps, index))
        case dict():
            for key, item in value.items():
                yield from _bad_texts(key, (*steps, key))
                yield from _bad_texts(item, (*steps, key))
        case _:
            return
