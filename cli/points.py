"""Points of the record as they are typed: a position, or a time with an offset."""

from datetime import datetime
from typing import NoReturn

from cli.opened import fail
from domain.moment import EARLIEST, moment_of
from projections.past import AsOf

_LONGEST = 18
"""Digits of a position: a bigint."""


def point(told: str) -> AsOf:
    """The point; ends the command where it is neither."""
    digits = told.removeprefix("position:")
    if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST:
        return AsOf(position=int(digits))
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        _refuse(told)
    if when.tzinfo is None or moment_of(when) < EARLIEST:
        _refuse(told)
    return AsOf(at=moment_of(when))


def _refuse(told: str) -> NoReturn:
    fail(f"{told}: a position or a time with an offset is required, as 2026-05-06T09:30:00+08:00")
